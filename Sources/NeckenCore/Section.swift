/// A stretch of a tune with a label that its repeats share: A, B, then A' for a varied return.
public struct Section: Hashable, Sendable, Codable {
  public var startSeconds: Double
  public var endSeconds: Double
  /// "A", "B", "A'"…
  public var label: String
  /// Index of the first bar, from 0, among the recording's bars.
  public var firstBar: Int
  /// Length in bars.
  public var barCount: Int

  public init(startSeconds: Double, endSeconds: Double, label: String, firstBar: Int, barCount: Int) {
    self.startSeconds = startSeconds
    self.endSeconds = endSeconds
    self.label = label
    self.firstBar = firstBar
    self.barCount = barCount
  }

  private enum CodingKeys: String, CodingKey {
    case label
    case startSeconds = "start"
    case endSeconds = "end"
    case firstBar = "first_bar"
    case barCount = "bar_count"
  }
}
