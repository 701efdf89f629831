/// How far a job has come.
public struct JobProgress: Hashable, Sendable {
  /// Inputs done with, well or not.
  public var finished: Int
  /// Inputs in all; `nil` where it is not known beforehand.
  public var total: Int?
  /// What has just been finished, for display.
  public var latest: String?

  public init(finished: Int, total: Int?, latest: String? = nil) {
    self.finished = finished
    self.total = total
    self.latest = latest
  }
}
