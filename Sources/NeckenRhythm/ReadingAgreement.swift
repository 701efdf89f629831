import Foundation

/// Lets readings that share their beats speak for them together.
///
/// Each path comes with its rotations and in several meters, so evidence for one sequence of beats is spread over
/// many readings, while another, half as fast, may have only one. The likeliest single reading is then not
/// on the likeliest beats. Here a reading gets the probability of all that agree with its beats, times its own share
/// of the best among those: the most probable is the best reading of the most probable beats.
package struct ReadingAgreement {
  private let configuration: BarTracker.Configuration.Choice

  package init(configuration: BarTracker.Configuration.Choice = .init()) {
    self.configuration = configuration
  }

  /// Log-odds of readings from their own and from those of all that agree. Those far below the best, and those that
  /// agree with no other, keep theirs. Cost: some pairs of readings times their beats.
  ///
  /// - Parameters:
  ///   - logOdds: of each reading.
  ///   - beats: seconds of each reading's beats, in order.
  package func joined(_ logOdds: [Double], beats: [[Double]]) -> [Double] {
    guard let best = logOdds.max() else { return [] }
    let counted = logOdds.indices.filter { logOdds[$0] > best - configuration.agreementMargin }
    var sums = counted.map { exp(logOdds[$0] - best) }
    var highest = sums
    let own = sums
    for first in counted.indices {
      for second in counted.indices.prefix(first) where agree(beats[counted[first]], beats[counted[second]]) {
        sums[first] += own[second]
        sums[second] += own[first]
        highest[first] = max(highest[first], own[second])
        highest[second] = max(highest[second], own[first])
      }
    }
    var result = logOdds
    for (place, index) in counted.enumerated() { result[index] += log(sums[place] / highest[place]) }
    return result
  }

  /// Whether two sequences of beats are the same but for a few.
  private func agree(_ first: [Double], _ second: [Double]) -> Bool {
    let total = Double(first.count + second.count)
    let least = configuration.agreement * total / 2
    guard Double(min(first.count, second.count)) >= least else { return false }
    return Double(hits(first, second)) >= least && Double(hits(second, first)) >= least
  }

  /// How many of the one have one of the other near by; both in order.
  private func hits(_ ones: [Double], _ others: [Double]) -> Int {
    var place = 0
    return ones.count { time in
      while place < others.count, others[place] < time - configuration.agreementSeconds { place += 1 }
      return place < others.count && others[place] <= time + configuration.agreementSeconds
    }
  }
}
