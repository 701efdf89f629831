import NeckenCore

extension PythonArtifacts {
  /// - Parameter heardSeconds: the last beat or onset, for a recording whose length was not stored.
  mutating func readAudio(heardSeconds: Double) -> AudioStatistics {
    func value(_ key: String) -> Double? { number(in: "audio_stats", key, part: "audio") }
    let duration = value("duration_seconds")
    if duration == nil { note("audio", "audio_stats.duration_seconds is missing: the last beat or onset was taken") }
    func required(_ key: String) -> Double {
      if let number = value(key) { return number }
      if member("audio_stats", key) == nil { note("audio", "audio_stats.\(key) is missing and was taken as 0") }
      return 0
    }
    return AudioStatistics(
      durationSeconds: duration ?? heardSeconds, loudnessLufs: value("loudness_lufs"), loudnessRangeLu: nil,
      truePeakDbtp: nil, rms: required("rms"), zeroCrossingRate: required("zcr"),
      onsetRateHz: required("onset_rate"))
  }

  mutating func readEmbedding() -> EmbeddingArtifacts? {
    guard let average = numbers(in: "musicnn", "avg_embedding", part: "embedding") else {
      note("embedding", "musicnn.avg_embedding is not there")
      return nil
    }
    guard average.count == FeatureVector.embeddingCount else {
      note(
        "embedding",
        "musicnn.avg_embedding has \(average.count) values where \(FeatureVector.embeddingCount) are needed")
      return nil
    }
    let series = embeddingSeries()
    return EmbeddingArtifacts(average: average, patchCount: series?.count ?? 0, series: series)
  }

  private mutating func embeddingSeries() -> [[Double]]? {
    guard let value = member("musicnn", "raw_embeddings"), value != .numbers([]) else { return nil }
    if case .array(let rows) = value {
      let series = rows.compactMap { row -> [Double]? in
        guard case .numbers(let row) = row, row.count == FeatureVector.embeddingCount,
          row.allSatisfy(\.isFinite)
        else { return nil }
        return row
      }
      if series.count == rows.count { return series }
    }
    note("embedding", "musicnn.raw_embeddings are not rows of numbers and were left out")
    return nil
  }

  mutating func readVoice() -> VoiceArtifacts? {
    guard let vocal = number(in: "vocal", "vocal_score", part: "voice"),
      let instrumental = number(in: "vocal", "instrumental_score", part: "voice")
    else {
      note("voice", "vocal.vocal_score or vocal.instrumental_score is not there")
      return nil
    }
    return VoiceArtifacts(
      vocalScore: vocal.clampedToUnit, instrumentalScore: instrumental.clampedToUnit, tags: [])
  }

  /// Energies and envelope are scaled to their loudest; `intervals` follow from the beats.
  mutating func readDynamics(beatCount: Int, durationSeconds: Double) -> DynamicsArtifacts? {
    var energies = numbers(in: "dynamics", "beat_activations", part: "dynamics").map(Self.relative) ?? []
    if !energies.isEmpty, energies.count != beatCount {
      note("dynamics", "dynamics.beat_activations has \(energies.count) values for \(beatCount) beats")
      energies = []
    }
    let envelope = numbers(in: "dynamics", "envelope", part: "dynamics").map(Self.relative) ?? []
    let rate = durationSeconds > 0 ? Double(envelope.count) / durationSeconds : 0
    guard !energies.isEmpty || !envelope.isEmpty else {
      note("dynamics", "neither dynamics.beat_activations nor dynamics.envelope can be used")
      return nil
    }
    return DynamicsArtifacts(
      beatEnergies: energies, envelope: envelope.isEmpty ? nil : envelope,
      envelopeRateHz: rate > 0 ? rate : nil, onsetDecay: nil)
  }

  private static func relative(_ values: [Double]) -> [Double] {
    let loudest = values.max() ?? 0
    return values.map { loudest > 0 ? ($0 / loudest).clampedToUnit : 0 }
  }
}
