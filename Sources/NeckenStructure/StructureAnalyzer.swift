package import NeckenCore

/// Finds phrases, sections and turns by what returns, bar by bar.
///
/// 1. Bars are compared with each other (``BarSimilarity``), and the level of a match is set against what chance
///    reaches in the same recording (``MatchScale``). Where there is no difference, nothing repeats, and that is the
///    result.
/// 2. Bar lines where repeated stretches begin or end are likely boundaries (``RepeatEdges``).
/// 3. Dynamic programming cuts the bars into phrases that match another place bar by bar and whose
///    boundaries are such lines, with a mild preference for the tune's usual length (``PhraseSegmenter``).
/// 4. Phrases are linked to those they match; the border is the widest gap in the links (``PhraseLabeler``).
/// 5. A turn is a sequence of phrases that returns (``TurnFinder``).
///
/// After Foote, "Automatic audio segmentation using a measure of audio novelty", ICME 2000 (self-similarity);
/// Paulus, Klapuri, "Music structure analysis using a probabilistic fitness measure and a greedy search
/// algorithm", IEEE TASLP 17(6), 2009, and Grohganz et al., "Converting path structures into block
/// structures", ISMIR 2013 (boundaries from the ends of repeats).
package struct StructureAnalyzer: Sendable {
  package var configuration: Configuration

  package init(configuration: Configuration = Configuration()) { self.configuration = configuration }

  /// - Returns: sections from the first bar to the last. When nothing repeats: no sections, no phrase length, no
  ///   turns, and a repetition strength that says how little was found.
  /// - Complexity: O(bars × window) in memory, times the longest phrase in time: 0.5 s for 7000 bars.
  package func analyze(_ features: BarFeatures) -> StructureArtifacts {
    let similarity = BarSimilarity(features, maxLag: configuration.windowBars)
    let scale = MatchScale(
      similarity, runBars: configuration.runBars, matchQuantile: configuration.matchQuantile,
      chanceQuantile: configuration.chanceQuantile)
    guard let scale, isRepetition(scale) else { return .noRepetition(strength: 0) }
    let map = MatchMap(similarity, scale: scale, threshold: configuration.matchThreshold)
    let phrases = PhraseSegmenter(configuration: configuration).phrases(map)
    let labeler = PhraseLabeler(configuration: configuration)
    let labels = labeler.labels(phrases, map: map)
    let form = Form(phrases: phrases, labels: labels)
    let strength = form.repetitionStrength { labeler.evidence($0, $1, map: map) }
    guard strength >= configuration.leastRepetitionStrength else { return .noRepetition(strength: strength) }
    let merged = form.mergingUnrepeated()
    let turns = TurnFinder(configuration: configuration).turnStarts(merged.labels.map(\.letter))
    return StructureArtifacts(
      sections: merged.sections(barTimes: features.barTimes), phraseLengthBars: merged.usualLengthBars,
      repetitionStrength: strength, turnTimes: turns.map { features.barTimes[merged.phrases[$0].firstBar] })
  }
}

extension StructureAnalyzer {
  private func isRepetition(_ scale: MatchScale) -> Bool {
    scale.contrast >= configuration.leastContrast
      || (scale.match >= configuration.certainMatch
        && scale.match - scale.usual >= configuration.certainMatchDistance)
  }
}

extension StructureArtifacts {
  /// The result when nothing returns.
  fileprivate static func noRepetition(strength: Double) -> StructureArtifacts {
    StructureArtifacts(sections: [], phraseLengthBars: nil, repetitionStrength: strength, turnTimes: [])
  }
}
