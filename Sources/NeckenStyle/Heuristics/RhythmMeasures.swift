import NeckenCore

/// The numbers that ``DanceMark`` speaks of, taken from derived features; `nil` where not measured.
struct RhythmMeasures {
  private let shares: [Double]
  private let features: DerivedFeatures

  init(_ features: DerivedFeatures) {
    self.features = features
    shares = features.beatShares?.mean ?? []
  }

  func value(of measure: DanceMark.Measure) -> Double? {
    switch measure {
    case .firstBeatShare: share(0)
    case .secondBeatShare: share(1)
    case .thirdBeatShare: share(2)
    case .unevenness: unevenness
    case .swingRatio: features.swing.ratio
    case .sixteenths: features.swing.isDotted ? 0 : division(is: .sixteenth)
    case .triplets: division(is: .triplet)
    case .phraseLengthBars: features.structure?.phraseLengthBars.map(Double.init)
    case .hamboScore: features.beatShares.map { _ in features.hamboScore }
    case .polskaScore: features.beatShares.map { _ in features.polskaScore }
    case .bpmStability: features.bpmStability
    case .articulation: features.articulation
    case .bounciness: features.bounciness
    }
  }

  private func share(_ index: Int) -> Double? {
    shares.indices.contains(index) ? shares[index] : nil
  }

  private var unevenness: Double? {
    guard let longest = shares.max(), let shortest = shares.min() else { return nil }
    return longest - shortest
  }

  private func division(is wanted: Subdivision) -> Double? {
    switch features.swing.subdivision {
    case .undetermined: nil
    case let found: found == wanted ? 1 : 0
    }
  }
}
