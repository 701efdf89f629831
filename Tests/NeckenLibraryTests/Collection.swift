import Foundation
import NeckenCore
import NeckenML

/// A store with tracks to classify anew and to train on.
enum Collection {
  static let day = Date(timeIntervalSince1970: 1_795_000_000)

  /// Saves a track as an analysis would have.
  @discardableResult
  static func save(
    _ title: String, bpm: Double, style: DanceStyle, confidence: Double = 0.3, source: StyleSource = .heuristic,
    json: Data? = nil, in store: any TrackStore
  ) async throws -> TrackID {
    let artifacts = ScriptedAnalyzer.artifacts(bpm: bpm, hash: title)
    let features = try Reanalysis().derive(artifacts)
    let judgement = StyleJudgement(
      style: style, confidence: confidence, reason: "said so", source: source, kind: .primary)
    return try await store.save(
      AnalysisRecord(
        filePath: "/music/\(title).wav", metadata: TrackMetadata(title: title),
        rawData: try json ?? ArtifactCoding.encode(artifacts), contentHash: title, versions: "1", analyzedAt: day,
        result: Classification(
          columns: TrackColumns(features), judgements: [judgement], vector: features.vector)))
  }

  /// What the Python package kept, in the shape its code writes.
  static let pythonArtifacts = Data(
    """
    {"version": "1.0.0", "rhythm_extractor": {"beats": [\(times)], "beat_positions": [\(numbers)],
     "beats_per_bar": 3, "bars": [], "ternary_confidence": 0.9},
     "musicnn": {"avg_embedding": [\(Array(repeating: "0.25", count: 200).joined(separator: ","))]},
     "vocal": {"instrumental_score": 0.8, "vocal_score": 0.2},
     "audio_stats": {"loudness_lufs": -14.0, "rms": 0.15, "zcr": 0.05, "onset_rate": 2.5, "duration_seconds": 60.0},
     "onsets": {"librosa_onset_times": [0.5, 1.0]}, "dynamics": {"beat_activations": []},
     "structure": {"sections": [], "section_labels": []}}
    """.utf8)
  private static let times = (0..<96).map { String(0.5 + Double($0) * 0.625) }.joined(separator: ",")
  private static let numbers = (0..<96).map { String($0 % 3 + 1) }.joined(separator: ",")
}
