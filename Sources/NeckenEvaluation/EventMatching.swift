/// Matching of two lists of times within a tolerance, each time used at most once.
enum EventMatching {
  /// Size of the largest one-to-one matching in which no pair is further apart than the tolerance.
  ///
  /// With one tolerance for all, pairing the earliest that still can be paired is optimal, so that one
  /// pass replaces the bipartite matching of mir_eval and finds the same number.
  /// - Parameters:
  ///   - reference: times in seconds, in increasing order.
  ///   - estimate: times in seconds, in increasing order.
  /// - Complexity: O(n + m).
  static func matchCount(_ reference: [Double], _ estimate: [Double], toleranceSeconds: Double) -> Int {
    var count = 0
    var index = 0
    for time in estimate {
      while index < reference.count, reference[index] < time - toleranceSeconds { index += 1 }
      guard index < reference.count else { break }
      if reference[index] <= time + toleranceSeconds {
        count += 1
        index += 1
      }
    }
    return count
  }

  /// Index of the reference time nearest to `time`; the earlier one when two are equally near.
  /// - Precondition: `reference` is not empty and increases.
  static func nearestIndex(to time: Double, in reference: [Double]) -> Int {
    var low = 0
    var high = reference.count
    while low < high {
      let middle = (low + high) / 2
      if reference[middle] < time { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return 0 }
    guard low < reference.count else { return low - 1 }
    return abs(time - reference[low - 1]) <= abs(time - reference[low]) ? low - 1 : low
  }
}
