import NeckenCore

/// Robust statistics over small samples.
enum Statistics {
  /// Scales a median absolute deviation to the standard deviation of a normal distribution.
  private static let normalConsistency = 1.4826
  /// Standard error of a median of normal values, over that of their mean: √(π/2).
  private static let medianInefficiency = 1.2533

  /// `nil` of nothing.
  static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// Robust standard deviation about `centre`: 1.4826 times the median absolute deviation. 0 of nothing.
  static func robustSpread(_ values: [Double], about centre: Double) -> Double {
    normalConsistency * (median(values.map { abs($0 - centre) }) ?? 0)
  }

  /// Standard error of a median over `count` values of this spread.
  static func medianStandardError(spread: Double, count: Int) -> Double {
    count > 0 ? medianInefficiency * spread / Double(count).squareRoot() : 0
  }

  static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}

extension Double {
  /// Held to 0…1.
  var clampedToUnit: Double { Swift.min(Swift.max(self, 0), 1) }
  /// The value, unless it is NaN or infinite.
  var finite: Double? { isFinite ? self : nil }
}

/// Full membership between two numbers, none outside two others, straight lines between.
public struct Trapezoid: Hashable, Sendable, Codable {
  public var zeroBelow: Double
  public var fullFrom: Double
  public var fullTo: Double
  public var zeroAbove: Double

  public init(_ zeroBelow: Double, _ fullFrom: Double, _ fullTo: Double, _ zeroAbove: Double) {
    self.zeroBelow = zeroBelow
    self.fullFrom = fullFrom
    self.fullTo = fullTo
    self.zeroAbove = zeroAbove
  }

  /// Membership, 0…1.
  func membership(_ value: Double) -> Double {
    if value < fullFrom { return ((value - zeroBelow) / (fullFrom - zeroBelow)).clampedToUnit }
    if value > fullTo { return ((zeroAbove - value) / (zeroAbove - fullTo)).clampedToUnit }
    return 1
  }
}
