extension RawArtifacts {
  /// The same artifacts with every list rounded as the JSON keeps it, so that what is derived from
  /// fresh artifacts and from stored ones is the same to the last bit. Rounding twice changes nothing.
  package func rounded() -> RawArtifacts {
    var result = self
    result.rhythm?.round()
    result.dances?.round(decimals: Decimals.logProbability)
    result.embedding?.round()
    result.voice?.round()
    if let onsets { result.onsets = OnsetArtifacts(times: onsets.times.rounded(decimals: Decimals.time)) }
    result.dynamics?.round()
    result.structure?.round()
    return result
  }

  /// Decimals kept in the JSON; Docs/ArtifactFormat.md lists them.
  package enum Decimals {
    package static let time = 3
    package static let level = 2
    package static let embedding = 4
    package static let probability = 4
    package static let logProbability = 3
  }
}

extension RhythmArtifacts {
  fileprivate mutating func round() {
    beatTimes = beatTimes.rounded(decimals: RawArtifacts.Decimals.time)
    barTimes = barTimes.rounded(decimals: RawArtifacts.Decimals.time)
    beatActivations = beatActivations.rounded(decimals: RawArtifacts.Decimals.level)
    downbeatActivations = downbeatActivations.rounded(decimals: RawArtifacts.Decimals.level)
  }
}

extension EmbeddingArtifacts {
  fileprivate mutating func round() {
    average = average.rounded(decimals: RawArtifacts.Decimals.embedding)
    series = series?.map { $0.rounded(decimals: RawArtifacts.Decimals.level) }
  }
}

extension VoiceArtifacts {
  fileprivate mutating func round() {
    for index in tags.indices {
      tags[index].probability = tags[index].probability.rounded(decimals: RawArtifacts.Decimals.probability)
    }
    tags.sort()
    vocalSeries = vocalSeries?.rounded(decimals: RawArtifacts.Decimals.level)
  }
}

extension DynamicsArtifacts {
  fileprivate mutating func round() {
    beatEnergies = beatEnergies.rounded(decimals: RawArtifacts.Decimals.level)
    envelope = envelope?.rounded(decimals: RawArtifacts.Decimals.level)
  }
}

extension StructureArtifacts {
  fileprivate mutating func round() {
    for index in sections.indices {
      sections[index].startSeconds = sections[index].startSeconds.rounded(decimals: RawArtifacts.Decimals.time)
      sections[index].endSeconds = sections[index].endSeconds.rounded(decimals: RawArtifacts.Decimals.time)
    }
    turnTimes = turnTimes.rounded(decimals: RawArtifacts.Decimals.time)
  }
}

extension [Double] {
  /// Each value to the nearest with so many decimals.
  fileprivate func rounded(decimals: Int) -> [Double] {
    map { $0.rounded(decimals: decimals) }
  }
}
