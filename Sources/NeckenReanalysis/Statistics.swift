import NeckenCore

/// Robust statistics over small samples.
enum Statistics {
  /// Scales a median absolute deviation to the standard deviation of a normal distribution.
  private static let normalConsistency = 1.4826
  /// Standard error of a median of normal values, over that of their mean: √(π/2).
  private static let medianInefficiency = 1.2533

  /// `nil` of nothing. Linear time on average: medians are most of what re-analysis computes.
  static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    var values = values
    return values.withUnsafeMutableBufferPointer { buffer in
      let middle = buffer.count / 2
      let upper = select(middle, in: buffer)
      guard buffer.count % 2 == 0 else { return upper }
      // What lies before the selected place is no larger than it.
      let lower = buffer[..<middle].max() ?? upper
      return (lower + upper) / 2
    }
  }

  /// Puts the value that sorting would put at `place` there, with smaller ones before it.
  ///
  /// Quickselect (Hoare 1961) around the middle of three, splitting into smaller, equal and larger, so
  /// that it ends whatever the values are.
  private static func select(_ place: Int, in values: UnsafeMutableBufferPointer<Double>) -> Double {
    var low = 0
    var high = values.count
    while high - low > 1 {
      let (first, middle, last) = (values[low], values[low + (high - low) / 2], values[high - 1])
      let pivot = max(min(first, middle), min(max(first, middle), last))
      var equal = low
      var next = low
      var larger = high
      while next < larger {
        let value = values[next]
        if value < pivot {
          values.swapAt(next, equal)
          equal += 1
          next += 1
        } else if value > pivot {
          larger -= 1
          values.swapAt(next, larger)
        } else {
          next += 1
        }
      }
      if place < equal {
        high = equal
      } else if place >= larger {
        low = larger
      } else {
        return pivot
      }
    }
    return values[low]
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
