package import NeckenCore
package import NeckenSignal
package import NeckenStructure

/// From a recording's coarse spectrum and its beats to its form.
///
/// ```swift
/// let frames = try StructureSpectrum().extract(from: signal)
/// let structure = try StructureDetector().structure(of: frames, beats: grid)
/// ```
package struct StructureDetector: Sendable {
  package var aggregation = BarAggregation()
  package var analyzer = StructureAnalyzer()

  package init() {}

  /// - Parameters:
  ///   - frames: what ``StructureSpectrum`` gives.
  ///   - beats: the recording's beats; bars count from the first downbeat.
  /// - Returns: no sections without bars, or when nothing returns.
  package func structure(of frames: FrameMatrix, beats: BeatGrid) throws -> StructureArtifacts {
    guard let bars = try aggregation.features(from: frames, beats: beats) else {
      return StructureArtifacts(sections: [], phraseLengthBars: nil, repetitionStrength: 0, turnTimes: [])
    }
    return analyzer.analyze(bars)
  }
}
