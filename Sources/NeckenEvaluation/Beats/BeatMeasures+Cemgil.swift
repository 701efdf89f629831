import Foundation

extension BeatMeasures {
  /// Agreement weighted by a Gaussian of the timing error, 0…1 (Cemgil et al., "On tempo tracking:
  /// tempogram representation and Kalman filtering", Journal of New Music Research 28(4), 2001).
  public struct CemgilScore: Hashable, Sendable, Codable {
    /// Against the reference as it is.
    public var sameLevel: Double
    /// The best over the reference's metrical levels (off the beat, double, half).
    public var bestLevel: Double
  }

  /// - Parameter sigmaSeconds: width of the Gaussian.
  /// - Complexity: O(n log m).
  public static func cemgil(
    reference: [Double], estimate: [Double], sigmaSeconds: Double = 0.04
  ) -> CemgilScore {
    guard !reference.isEmpty, !estimate.isEmpty else { return CemgilScore(sameLevel: 0, bestLevel: 0) }
    let scores = metricalVariations(of: reference).map { level in
      let sum = level.reduce(0) { sum, beat in
        let error = abs(beat - estimate[EventMatching.nearestIndex(to: beat, in: estimate)])
        return sum + exp(-(error * error) / (2 * sigmaSeconds * sigmaSeconds))
      }
      return sum / (0.5 * Double(estimate.count + level.count))
    }
    return CemgilScore(sameLevel: scores[0], bestLevel: scores.max() ?? 0)
  }
}
