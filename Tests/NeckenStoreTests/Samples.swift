import Foundation
import NeckenCore
import NeckenStore

/// Small, made-up rows; every value differs from its neighbours, so that a mix-up shows.
enum Samples {
  static let day = Date(timeIntervalSince1970: 1_795_000_000)

  static func columns(tempo: Double = 112.5, version: String = "0.1.0/5") -> TrackColumns {
    TrackColumns(
      durationMs: 183_250, tempoBpm: tempo, loudness: -17.25, isInstrumental: true, hasVocals: false,
      swingRatio: 1.375, articulation: 0.11, bounciness: 0.22, punchiness: 0.33, polskaScore: 0.44,
      hamboScore: 0.55, voiceProbability: 0.0625, bpmStability: 0.875, bars: [0.5, 2.104, 3.71],
      sections: [0.5, 13.25], sectionLabels: ["A", "A'"], analysisVersion: version)
  }

  static func judgement(
    _ style: DanceStyle, _ confidence: Double = 0.8, kind: StyleJudgement.Kind = .primary, subStyle: String? = nil
  ) -> StyleJudgement {
    StyleJudgement(
      style: style, subStyle: subStyle, confidence: confidence, reason: "sounds like \(style)",
      source: .heuristic, kind: kind, effectiveBpm: 112.5, bpmMultiplier: 1, tempoCategory: "Lagom")
  }

  static func vector(seed: Double = 1) throws -> FeatureVector {
    try FeatureVector(values: (0..<FeatureVector.count).map { Double($0) / 8 + seed }, hasEmbedding: true)
  }

  static func classification(_ judgements: [StyleJudgement], tempo: Double = 112.5) throws -> Classification {
    Classification(columns: columns(tempo: tempo), judgements: judgements, vector: try vector())
  }

  static func record(
    path: String = "/music/a.flac", title: String? = "Polska efter Byss-Calle",
    json: String = #"{"version":"2.0.0"}"#, hash: String = "aa", at date: Date = day,
    _ judgements: [StyleJudgement] = [judgement(.polska), judgement(.slangpolska, 0.4, kind: .secondary)]
  ) throws -> AnalysisRecord {
    AnalysisRecord(
      filePath: path, metadata: TrackMetadata(title: title, album: "Låtar", artist: nil),
      rawData: Data(json.utf8), contentHash: hash, versions: "v1", analyzedAt: date,
      result: try classification(judgements))
  }
}

extension [TrackDanceStyle] {
  /// The names, the primary marked: "*Polska Hambo".
  var names: String {
    map { ($0.isPrimary ? "*" : "") + $0.danceStyle.rawValue }.joined(separator: " ")
  }
}

enum JSONText {
  /// Whether two texts hold the same values; `jsonb` keeps neither space nor the order of keys.
  static func same(_ left: Data, _ right: Data) -> Bool {
    let objects = [left, right].map { try? JSONSerialization.jsonObject(with: $0) as? NSDictionary }
    return objects[0] != nil && objects[0] == objects[1]
  }
}
