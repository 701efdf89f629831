/// How far a job has come.
public struct JobProgress: Hashable, Sendable {
  /// Inputs done with, well or not.
  public var finished: Int
  /// Inputs in all; `nil` where it is not known beforehand.
  public var total: Int?
  /// What has just been finished, or is being worked on, for display.
  public var latest: String?
  /// What is done of the inputs that are being worked on, summed up: half of each of three is 1.5. Inputs that cannot
  /// tell how long they are count nothing before they are finished.
  public var underway: Double

  public init(finished: Int, total: Int?, latest: String? = nil, underway: Double = 0) {
    self.finished = finished
    self.total = total
    self.latest = latest
    self.underway = underway
  }
}
