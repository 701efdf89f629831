import Foundation
import NeckenCore

/// Guesses the dance from meter, tempo, beat shares, swing and phrases, by the priors of a ``DanceTable``.
///
/// Each dance's odds are its prior among the dances of a meter, times that meter's probability, times how
/// usual the tempo is, times e to the sum of its marks' agreements; odds over their sum give the
/// confidence, which is capped, because hand-made priors are not calibrated. Cost: about 10 µs a recording.
public struct HeuristicRule: StyleRule {
  public struct Configuration: Hashable, Sendable, Codable {
    /// No guess is ever surer than this, 0…1. Default 0.50.
    public var maximumConfidence = 0.50
    /// Guesses below this are not reported, 0…1. Default 0.10.
    public var minimumConfidence = 0.10
    /// Odds kept for dances that are not in the table, against 1 for all of a meter's dances together. Default 0.10.
    public var oddsOfOtherDances = 0.10
    /// Complete bars from which beat shares count in full; fewer count in proportion. Default 12.
    public var barsForFullTrust = 12
    /// Beside a head that has spoken, no guess exceeds this share of the head's best. Default 0.9.
    public var shareOfHeadConfidence = 0.9
    /// A local kind is named when every share is this near to it. Default 0.025.
    public var kindTolerance = 0.025
    /// … and stored as the sub-style when at least this share of the bars shows the pattern. Default 0.75.
    public var kindAgreement = 0.75
    /// … in at least so many complete bars. Default 16.
    public var kindBars = 16

    public init() {}

    public init(from decoder: any Decoder) throws {
      let container = try decoder.editableContainer(CodingKeys.self)
      maximumConfidence = try container.value(.maximumConfidence, or: maximumConfidence)
      minimumConfidence = try container.value(.minimumConfidence, or: minimumConfidence)
      oddsOfOtherDances = try container.value(.oddsOfOtherDances, or: oddsOfOtherDances)
      barsForFullTrust = try container.value(.barsForFullTrust, or: barsForFullTrust)
      shareOfHeadConfidence = try container.value(.shareOfHeadConfidence, or: shareOfHeadConfidence)
      kindTolerance = try container.value(.kindTolerance, or: kindTolerance)
      kindAgreement = try container.value(.kindAgreement, or: kindAgreement)
      kindBars = try container.value(.kindBars, or: kindBars)
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
      case maximumConfidence = "maximum_confidence"
      case minimumConfidence = "minimum_confidence"
      case oddsOfOtherDances = "odds_of_other_dances"
      case barsForFullTrust = "bars_for_full_trust"
      case shareOfHeadConfidence = "share_of_head_confidence"
      case kindTolerance = "kind_tolerance"
      case kindAgreement = "kind_agreement"
      case kindBars = "kind_bars"
    }
  }

  let table: DanceTable
  let configuration: Configuration
  /// Priors of all dances of a meter, together.
  private let priorOfMeter: [Meter: Double]

  public init(table: DanceTable = .standard, configuration: Configuration = Configuration()) {
    self.table = table
    self.configuration = configuration
    priorOfMeter = table.dances.reduce(into: [:]) { sums, profile in
      for use in profile.meters { sums[use.meter, default: 0] += profile.prior * use.weight }
    }
  }

  public func evidence(in context: StyleContext) -> [StyleEvidence] {
    guard let features = context.features else { return [] }
    guard let tempo = features.tempo, let meter = features.meter else {
      return [.abstention("no steady beat was found", source: .heuristic)]
    }
    let odds = odds(of: features, tempo: tempo)
    let total = odds.reduce(configuration.oddsOfOtherDances) { $0 + $1.odds }
    let cap = confidenceCap(in: context)
    return odds.compactMap { candidate in
      let profile = table.dances[candidate.index]
      let confidence = min(cap, ceiling(of: profile.style, in: context), candidate.odds / total)
      guard confidence >= configuration.minimumConfidence else { return nil }
      // The other meters' dances share in the odds, but the bars that were found speak against them.
      guard profile.meters.contains(where: { $0.meter.isTernary == meter.meter.isTernary }) else { return nil }
      let kind = kind(of: features, in: profile)
      return StyleEvidence(
        style: profile.style, subStyle: kind.flatMap { isCarried(by: features) ? $0.subStyle : nil },
        confidence: confidence,
        reason: reason(for: profile, kind: kind, features: features, meter: meter.meter, tempo: tempo),
        source: .heuristic)
    }
  }

  /// What the head leaves of a dance: nothing where it has judged the same rhythm, and its own probability
  /// where it has heard more.
  private func ceiling(of style: DanceStyle, in context: StyleContext) -> Double {
    guard let prediction = context.prediction, let probability = prediction.probability(of: style) else { return 1 }
    return prediction.basis == .rhythm || prediction.style == .unknown ? 0 : probability
  }

  private func confidenceCap(in context: StyleContext) -> Double {
    // Dances that the head does not know share what it gives to none of those it knows.
    if let others = context.prediction?.probability(of: .unknown) {
      return min(configuration.maximumConfidence, others)
    }
    let best = context.earlier.lazy.filter { $0.source == .head && !$0.isAbstention }.map(\.confidence).max()
    guard let best else { return configuration.maximumConfidence }
    return min(configuration.maximumConfidence, configuration.shareOfHeadConfidence * best)
  }

  /// Odds of each dance that is ever guessed, not normalised.
  private func odds(of features: DerivedFeatures, tempo: Tempo) -> [(index: Int, odds: Double)] {
    let measures = RhythmMeasures(features)
    let trust = min(1, Double(features.beatShares?.barCount ?? 0) / Double(max(1, configuration.barsForFullTrust)))
    return table.dances.indices.compactMap { index in
      let profile = table.dances[index]
      guard profile.prior > 0 else { return nil }
      let prior = prior(of: profile, given: features.meters)
      guard prior > 0 else { return nil }
      let tempoFit = table.effectiveTempo(trackedBpm: tempo.beatsPerMinute, for: profile).fit
      var logarithm = 0.0
      for mark in profile.marks {
        guard let value = measures.value(of: mark.measure) else { continue }
        logarithm += mark.weight * mark.agreement(with: value) * (mark.measure.isBeatShare ? trust : 1)
      }
      return (index, prior * tempoFit * exp(logarithm))
    }
  }

  /// Prior among the dances of each meter, weighted by the meters' probabilities.
  private func prior(of profile: DanceProfile, given meters: [MeterHypothesis]) -> Double {
    meters.reduce(0) { sum, hypothesis in
      guard let all = priorOfMeter[hypothesis.meter], all > 0 else { return sum }
      return sum + hypothesis.probability * profile.prior * profile.use(of: hypothesis.meter) / all
    }
  }

  /// What was heard, as it speaks for a dance, and the local kind where the evidence carries one; `nil` for a
  /// dance that is not in the table, or without a beat.
  func words(for style: DanceStyle, features: DerivedFeatures) -> (reason: String, subStyle: String?)? {
    guard let profile = table.profile(of: style), let tempo = features.tempo, let meter = features.meter else {
      return nil
    }
    let kind = kind(of: features, in: profile)
    return (
      reason(for: profile, kind: kind, features: features, meter: meter.meter, tempo: tempo),
      kind.flatMap { isCarried(by: features) ? $0.subStyle : nil }
    )
  }

  private func kind(of features: DerivedFeatures, in profile: DanceProfile) -> DanceKind? {
    guard let shares = features.beatShares?.mean else { return nil }
    return profile.kinds.first { kind in
      kind.shares.count == shares.count
        && zip(kind.shares, shares).allSatisfy { abs($0 - $1) <= configuration.kindTolerance }
    }
  }

  private func isCarried(by features: DerivedFeatures) -> Bool {
    guard let shares = features.beatShares else { return false }
    return shares.patternAgreement >= configuration.kindAgreement && shares.barCount >= configuration.kindBars
  }
}

extension DanceProfile {
  /// Probability that the recording is in one of this dance's meters, weighted by how usual each is.
  func meterFit(_ hypotheses: [MeterHypothesis]) -> Double {
    hypotheses.reduce(0) { $0 + $1.probability * use(of: $1.meter) }
  }
}

extension DanceMark.Measure {
  var isBeatShare: Bool {
    switch self {
    case .firstBeatShare, .secondBeatShare, .thirdBeatShare, .unevenness, .hamboScore, .polskaScore: true
    default: false
    }
  }
}
