import Foundation
public import NeckenCore

/// Which recordings to ask a person about first: those whose labels would teach a head most.
///
/// Smallest margin between the two most probable dances (Scheffer, Decomain and Wrobel 2001,
/// doi:10.1007/3-540-44816-0_31), one after another, each weighted by how far it lies from those already
/// chosen, so that ten copies of one doubtful tune are not all asked about (after the k-centre idea of Sener and
/// Savarese, ICLR 2018).
public struct LabelSuggestion: Sendable {
  /// A recording that could be asked about.
  public struct Candidate: Sendable {
    public var name: String
    public var features: DerivedFeatures

    public init(name: String, features: DerivedFeatures) {
      self.name = name
      self.features = features
    }
  }

  /// A recording to ask about.
  public struct Suggestion: Hashable, Sendable, Codable {
    public var name: String
    /// The dances between which the head hesitates, most probable first.
    public var hesitation: [StyleProbability]
    /// 1 less the margin between the first two, 0 (sure) … 1 (torn).
    public var doubt: Double
  }

  /// How much of a recording's worth is its distance from those chosen before, 0…1. Default 0.5.
  public var diversity = 0.5
  /// Dances named of each recording. Default 3.
  public var dancesNamed = 3

  private let head: ClassificationHead

  public init(head: ClassificationHead) { self.head = head }

  /// The recordings to ask about, most useful first.
  ///
  /// - Parameters:
  ///   - count: at the most.
  ///   - known: recordings that have labels; what is like them is asked about later.
  /// - Returns: recordings that the head can hear alone. Cost: candidates times `count` distances.
  public func suggest(_ count: Int, of candidates: [Candidate], known: [DerivedFeatures] = []) -> [Suggestion] {
    let heard = candidates.compactMap { candidate -> (suggestion: Suggestion, vector: [Double])? in
      guard let vector = RhythmVector(candidate.features), let prediction = try? head.predict(candidate.features)
      else { return nil }
      let first = prediction.ranked.first?.probability ?? 0
      let second = prediction.ranked.dropFirst().first?.probability ?? 0
      return (
        Suggestion(
          name: candidate.name, hesitation: Array(prediction.ranked.prefix(dancesNamed)), doubt: 1 - (first - second)),
        vector.values
      )
    }
    guard !heard.isEmpty else { return [] }
    let space = DesignMatrix(rows: heard.map { $0.vector[...] }, columnCount: RhythmVector.count)
    let standardisation = space.standardisation()
    let places = heard.map { standardisation.apply($0.vector[...]) }
    var nearest = Array(repeating: Double.infinity, count: heard.count)
    func move(towards place: [Double]) {
      for index in places.indices { nearest[index] = min(nearest[index], Self.distance(places[index], place)) }
    }
    for features in known {
      if let vector = RhythmVector(features) { move(towards: standardisation.apply(vector.values[...])) }
    }
    var chosen: [Int] = []
    var open = Array(heard.indices)
    while chosen.count < count, !open.isEmpty {
      let farthest = open.lazy.map { nearest[$0] }.filter(\.isFinite).max() ?? 1
      let worth = { (index: Int) in
        let novelty = nearest[index].isFinite ? nearest[index] / max(farthest, .leastNonzeroMagnitude) : 1
        return (1 - diversity) * heard[index].suggestion.doubt + diversity * novelty
      }
      // Of equals the earlier.
      let best = open.max { (worth($0), -$0) < (worth($1), -$1) } ?? open[0]
      chosen.append(best)
      open.removeAll { $0 == best }
      move(towards: places[best])
    }
    return chosen.map { heard[$0].suggestion }
  }

  private static func distance(_ first: [Double], _ second: [Double]) -> Double {
    zip(first, second).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }
}
