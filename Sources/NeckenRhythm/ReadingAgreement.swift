import Foundation

/// Lets readings that share their beats speak for them together.
///
/// Each path comes with its rotations and in several meters, so evidence for one sequence of beats is spread over
/// many readings, while another, half as fast, may have only one. The likeliest single reading is then not
/// on the likeliest beats. Here readings are gathered around the likeliest of those with the same beats, and each gets the
/// probability of its whole group times its own share of the leader's: the most probable is the best reading of the
/// most probable beats, and within a group nothing changes.
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
      .sorted { (logOdds[$1], $0) < (logOdds[$0], $1) }
    var groups: [(members: [Int], mass: Double)] = []
    for index in counted {
      let mass = exp(logOdds[index] - best)
      if let group = groups.firstIndex(where: { agree(beats[$0.members[0]], beats[index]) }) {
        groups[group].members.append(index)
        groups[group].mass += mass
      } else {
        groups.append(([index], mass))
      }
    }
    var result = logOdds
    for group in groups where group.members.count > 1 {
      let gain = log(group.mass) - (logOdds[group.members[0]] - best)
      for index in group.members { result[index] += gain }
    }
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
