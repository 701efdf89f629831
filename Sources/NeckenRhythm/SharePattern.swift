import Foundation

/// Where the inner beats of a bar lie, as shares of its length from the downbeat.
struct SharePattern: Hashable {
  /// Positions of beats 2, 3 …, increasing, between 0 and 1.
  var positions: [Double]

  static func even(_ beatsPerBar: Int) -> SharePattern {
    SharePattern(positions: (1..<beatsPerBar).map { Double($0) / Double(beatsPerBar) })
  }

  /// Every pattern looked at for a bar of so many beats.
  ///
  /// Three beats get the whole plane of shares in steps, so each pattern comes with all its rotations
  /// and none can pull the downbeat its way. Two beats may lean to either side. Four stay even: their
  /// small deviations are those of each beat around its place.
  static func all(_ beatsPerBar: Int, configuration: BarTracker.Configuration.Shares) -> [SharePattern] {
    switch beatsPerBar {
    case 2: [-2, -1, 0, 1, 2].map { SharePattern(positions: [0.5 + Double($0) * configuration.step]) }
    case 3: ternary(configuration)
    default: [.even(beatsPerBar)]
    }
  }

  private static func ternary(_ configuration: BarTracker.Configuration.Shares) -> [SharePattern] {
    let third = 1.0 / 3
    let reach = Int((0.5 / configuration.step).rounded(.up))
    let allowed = (configuration.smallest - 1e-9)...(configuration.largest + 1e-9)
    var patterns: [SharePattern] = []
    for first in -reach...reach {
      for second in -reach...reach {
        let shares = [third + Double(first) * configuration.step, third + Double(second) * configuration.step]
        let last = 1 - shares[0] - shares[1]
        guard (shares + [last]).allSatisfy(allowed.contains) else { continue }
        patterns.append(SharePattern(positions: [shares[0], shares[0] + shares[1]]))
      }
    }
    return patterns
  }

  var shares: [Double] {
    zip(positions + [1], [0] + positions).map { $0 - $1 }
  }

  /// The same beats counted from a later one of the bar.
  func rotated(by beats: Int) -> SharePattern {
    guard beats > 0 else { return self }
    let turned = shares[beats...] + shares[..<beats]
    return SharePattern(positions: turned.dropLast().reduce(into: []) { $0.append(($0.last ?? 0) + $1) })
  }

  /// Root of summed squares of the shares' distance from even.
  var unevenness: Double { distance(from: .even(positions.count + 1)) }

  /// Root of summed squares of the differences between shares.
  func distance(from other: SharePattern) -> Double {
    zip(shares, other.shares).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }

  /// The median of each position. Patterns must have as many beats as each other; none gives one beat.
  static func median(_ patterns: [SharePattern]) -> SharePattern {
    let count = patterns.first?.positions.count ?? 0
    return SharePattern(
      positions: (0..<count).map { beat in patterns.map { $0.positions[beat] }.sorted()[patterns.count / 2] })
  }
}

extension SharePattern {
  /// Log prior of each pattern before a bar is heard: even bars are a little likelier.
  static func priors(
    of patterns: [SharePattern], configuration: BarTracker.Configuration.Shares
  ) -> [Float] {
    patterns.map { pattern in
      let ratio = pattern.unevenness / configuration.unevenScale
      return -configuration.unevenCost * Float(ratio * ratio / (1 + ratio * ratio))
    }
  }

  /// Log prior of each pattern after some bars of the recording are known.
  ///
  /// A kernel around each known bar, and a part that stays open; scaled so that the likeliest pattern
  /// costs nothing.
  static func learnedPriors(
    of patterns: [SharePattern], from bars: [SharePattern], configuration: BarTracker.Configuration.Shares
  ) -> [Float] {
    let width = 2 * configuration.learnedWidth * configuration.learnedWidth
    let density = patterns.map { pattern in
      bars.reduce(0.0) { sum, bar in
        let distance = pattern.distance(from: bar)
        return sum + exp(-distance * distance / width)
      } / Double(bars.count)
    }
    let highest = density.max() ?? 1
    let floor = configuration.learnedFloor
    return density.map { configuration.learnedWeight * Float(log((1 - floor) * $0 / highest + floor)) }
  }
}
