public import Foundation
public import NeckenAudio
public import NeckenCore
import NeckenNeural

/// Listens to a recording and says all that is costly to find out about it.
///
/// A recording is decoded once, in blocks, so memory does not grow with the sound itself; what grows
/// are compact curves (about 60 MB for two hours). A value: keeps nothing between recordings and may be used
/// from several tasks at once. The same recording gives the same artifacts. What follows from them
/// (tempo, shares, features, styles) is made by `Reanalysis` and `StyleClassifier`, without audio.
public struct AudioAnalyzer: Sendable {
  public var configuration: Configuration
  private let models = AnalysisModels()

  public init(configuration: Configuration = Configuration()) { self.configuration = configuration }

  /// Analyses a file.
  ///
  /// - Parameters:
  ///   - file: a recording in any format that libsndfile or FFmpeg reads; never modified.
  ///   - hints: what is known beforehand about meter, tempo or dance.
  ///   - progress: told the share that is done, 0…1; not called when the length is unknown.
  /// - Returns: full artifacts; see `RawArtifacts.trimmed(to:)` for smaller ones.
  /// - Throws: `AudioError` when the file cannot be heard, `CancellationError` when the task was cancelled.
  ///   A model that is missing is no error: the artifacts say what they had to do without, and why.
  public func analyze(
    file: URL, hints: RhythmHints = .none, progress: (@Sendable (Double) -> Void)? = nil
  ) async throws -> RawArtifacts {
    try run(AudioPass(file: file, configuration: configuration.pass), hints: hints, progress: progress)
  }

  /// Analyses a track that a source provides; the source cleans up whatever happens.
  ///
  /// - Throws: what the source throws, and as ``analyze(file:hints:progress:)``.
  public func analyze(
    trackID: String, source: any AudioSource, hints: RhythmHints = .none,
    progress: (@Sendable (Double) -> Void)? = nil
  ) async throws -> RawArtifacts {
    try await source.withAudio(for: trackID) { file in
      try await analyze(file: file, hints: hints, progress: progress)
    }
  }

  /// Analyses samples in memory; their hash takes the place of the file's.
  ///
  /// - Throws: `AudioError.invalidSamples`, and as ``analyze(file:hints:progress:)``.
  public func analyze(
    samples: AudioSamples, hints: RhythmHints = .none, progress: (@Sendable (Double) -> Void)? = nil
  ) async throws -> RawArtifacts {
    try run(AudioPass(samples: samples, configuration: configuration.pass), hints: hints, progress: progress)
  }

  private func run(
    _ pass: AudioPass, hints: RhythmHints, progress: (@Sendable (Double) -> Void)?
  ) throws -> RawArtifacts {
    var analysis = try RecordingAnalysis(
      pass: pass, configuration: configuration, models: models, hints: hints)
    return try analysis.run(progress: progress)
  }
}

extension AudioAnalyzer {
  /// Names and versions of the models that analyses with this configuration use here and now.
  /// Cost: the models are made ready when they were not yet, 0.05 to 0.2 s once.
  public var modelStamps: [ModelStamp] {
    var stamps: [ModelStamp] = []
    if configuration.activationSource == .network, case .success(let network) = models.beatNetwork() {
      stamps.append(network.stamp)
      if let readers = try? models.beatReaders() { stamps += readers.stamps }
    }
    if configuration.wantsEmbedding, case .success(let networks) = models.musiCNN(configuration.musiCNN) {
      stamps += networks.stamps
    }
    return stamps
  }
}
