public import Foundation
public import NeckenAudio
public import NeckenCore

/// Listens to a recording and says all that is costly to find out about it.
///
/// A recording is decoded once, in blocks, so memory does not grow with the sound itself; what grows
/// are compact curves (about 60 MB for two hours). A value: keeps nothing between recordings and may be used
/// from several tasks at once. The same recording gives the same artifacts. What follows from them
/// (tempo, shares, features, styles) is made by `Reanalysis` and `StyleClassifier`, without audio.
public struct AudioAnalyzer: Sendable {
  public var configuration: Configuration

  public init(configuration: Configuration = Configuration()) { self.configuration = configuration }

  /// Analyses a file.
  ///
  /// - Parameters:
  ///   - file: a recording in any format that libsndfile or FFmpeg reads; never modified.
  ///   - hints: what is known beforehand about meter, tempo or dance.
  ///   - progress: told the share that is done, 0…1; not called when the length is unknown.
  /// - Returns: full artifacts; see `RawArtifacts.trimmed(to:)` for smaller ones.
  /// - Throws: `AudioError` when the file cannot be heard, `ModelError` when a model that is there
  ///   cannot be used, `CancellationError` when the task was cancelled.
  public func analyze(
    file: URL, hints: RhythmHints = .none, progress: (@Sendable (Double) -> Void)? = nil
  ) async throws -> RawArtifacts {
    try RecordingAnalysis(
      pass: AudioPass(file: file, configuration: configuration.pass), configuration: configuration, hints: hints
    ).run(progress: progress)
  }

  /// Analyses samples in memory; their hash takes the place of the file's.
  ///
  /// - Throws: `AudioError.invalidSamples`, and as ``analyze(file:hints:progress:)``.
  public func analyze(
    samples: AudioSamples, hints: RhythmHints = .none, progress: (@Sendable (Double) -> Void)? = nil
  ) async throws -> RawArtifacts {
    try RecordingAnalysis(
      pass: AudioPass(samples: samples, configuration: configuration.pass), configuration: configuration,
      hints: hints
    ).run(progress: progress)
  }
}
