import Foundation

extension BeatMeasures {
  /// How far the histogram of timing errors is from a flat one, 0 (unrelated) … 1 (always the same error)
  /// (Davies, Degara, Plumbley, "Measuring the performance of beat tracking algorithms using a beat error
  /// histogram", IEEE Signal Processing Letters 18(3), 2011).
  ///
  /// Errors are taken relative to the interval they fall in, both ways round; the worse direction counts.
  /// - Parameter bins: bins of the histogram; odd, so that one is centred on no error.
  /// - Complexity: O(n log m).
  public static func informationGain(reference: [Double], estimate: [Double], bins: Int = 41) -> Double {
    guard reference.count > 1, estimate.count > 1, bins > 1 else { return 0 }
    let edges = (0...bins).map { $0 == bins ? 0.5 : Double($0) * (1 / Double(bins)) - 0.5 }
    let entropy = max(
      errorEntropy(reference, estimate, edges: edges), errorEntropy(estimate, reference, edges: edges))
    let largest = log2(Double(bins))
    return (largest - entropy) / largest
  }

  /// Entropy in bits of the errors of `estimate`, folded into ±½ of the reference's intervals.
  private static func errorEntropy(_ reference: [Double], _ estimate: [Double], edges: [Double]) -> Double {
    var counts = Array(repeating: 0, count: edges.count - 1)
    for time in estimate {
      let shifted = 0.5 * signedError(of: time, in: reference) + 0.5
      let folded = shifted - shifted.rounded(.up) + 0.5
      // The first edge above the value ends its bin; the last bin includes its upper edge.
      let bin = edges.firstIndex { $0 > folded } ?? edges.count - 1
      counts[max(0, bin - 1)] += 1
    }
    let total = Double(estimate.count)
    return counts.reduce(0) { entropy, count in
      guard count > 0 else { return entropy }
      let share = Double(count) / total
      return entropy - share * log2(share)
    }
  }

  /// Distance to the nearest reference beat, in halves of the interval on that side.
  ///
  /// Before the first reference beat mir_eval measures with the distance to the last one, which makes the
  /// error small and positive; kept, so that scores can be compared.
  private static func signedError(of time: Double, in reference: [Double]) -> Double {
    let nearest = EventMatching.nearestIndex(to: time, in: reference)
    let last = reference.count - 1
    let distance = time - reference[nearest]
    let interval: Double =
      if nearest == last {
        reference[last] - reference[last - 1]
      } else if distance < 0 {
        reference[nearest] - reference[nearest == 0 ? last : nearest - 1]
      } else {
        reference[nearest + 1] - reference[nearest]
      }
    return distance / (0.5 * interval)
  }
}
