import Foundation
import NeckenAudio
import NeckenCore
import NeckenML
import Synchronization

/// Makes artifacts from a file's text instead of its sound: "polska", "vals" … or "bad"; counts its calls.
final class ScriptedAnalyzer: RecordingAnalyzer {
  struct Unplayable: Error, CustomStringConvertible {
    var description: String { "cannot be played" }
  }

  let versions: String
  private let called = Mutex<[String]>([])
  /// Called inside each analysis, to let others go first, or to cancel.
  private let meanwhile: @Sendable (String) async throws -> Void
  /// What each analysis says of how far it is.
  private let shares: [Double]

  init(versions: String = "test 1", shares: [Double] = [], meanwhile: @escaping @Sendable (String) async throws -> Void = { _ in }) {
    self.versions = versions
    self.shares = shares
    self.meanwhile = meanwhile
  }

  var calls: [String] { called.withLock { $0 } }

  func analyze(
    file: URL, hints: RhythmHints, progress: (@Sendable (Double) -> Void)?
  ) async throws -> RawArtifacts {
    called.withLock { $0.append(file.lastPathComponent) }
    try await meanwhile(file.lastPathComponent)
    for share in shares { progress?(share) }
    try Task.checkCancellation()
    let text = try String(contentsOf: file, encoding: .utf8)
    if text.hasPrefix("bad") { throw Unplayable() }
    return Self.artifacts(bpm: text.hasPrefix("vals") ? 165 : 112, hash: try ContentHash.sha256(of: file))
  }

  /// A minute of even bars of three.
  static func artifacts(bpm: Double, hash: String) -> RawArtifacts {
    let count = Int(bpm)
    let beats = (0..<count).map { (0.5 + Double($0) * 60 / bpm).rounded(decimals: 3) }
    let numbers = (0..<count).map { $0 % 3 + 1 }
    return RawArtifacts(
      detail: .full,
      provenance: Provenance(
        contentHash: hash, decoder: "test 1", sampleRateHz: 44_100, channelCount: 1, analyzerVersion: "test"),
      audio: AudioStatistics(
        durationSeconds: 61, loudnessLufs: -17, loudnessRangeLu: 5, truePeakDbtp: -1, rms: 0.1,
        zeroCrossingRate: 0.05, onsetRateHz: 4),
      rhythm: RhythmArtifacts(
        beatTimes: beats, beatNumbers: numbers, barTimes: zip(beats, numbers).filter { $1 == 1 }.map(\.0),
        meters: [MeterHypothesis(meter: .three, probability: 0.9), MeterHypothesis(meter: .two, probability: 0.1)],
        ternaryConfidence: 0.9, steadiness: 0.95, beatActivations: beats.map { _ in 0.8 },
        downbeatActivations: numbers.map { $0 == 1 ? 0.7 : 0.1 },
        activation: ActivationSummary(source: "test", framesPerSecond: 100, meanBeat: 0.1, meanDownbeat: 0.05)),
      onsets: OnsetArtifacts(times: beats),
      dynamics: DynamicsArtifacts(beatEnergies: numbers.map { $0 == 1 ? 1 : 0.6 }, onsetDecay: 0.5)
    ).rounded()
  }
}

