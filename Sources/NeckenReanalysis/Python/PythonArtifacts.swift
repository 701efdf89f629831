import NeckenCore

/// Reads the artifacts of the Python neckenml, version 1.x (seed documents; SPEC 1.4).
///
/// Nothing is taken on trust: whatever cannot be used is left out and noted.
struct PythonArtifacts {
  private let json: JSONValue
  private(set) var degradations: [Degradation] = []

  private static let sections = [
    "madmom", "rhythm_extractor", "musicnn", "vocal", "audio_stats", "onsets", "dynamics", "structure",
  ]

  /// Whether this is the Python neckenml's shape: version 1 or none, and one of its parts.
  static func matches(_ json: JSONValue) -> Bool {
    if case .string(let text)? = json["version"], let version = SchemaVersion(text), version.major != 1 {
      return false
    }
    // The names of parts that our own artifacts have too do not count.
    return json["provenance"] == nil && sections.contains { json[$0] != nil }
  }

  init(_ json: JSONValue) { self.json = json }

  func artifacts() -> RawArtifacts {
    var reader = self
    return reader.read()
  }

  private mutating func read() -> RawArtifacts {
    note("provenance", "the Python neckenml kept no content hash, decoder or model versions")
    let onsets = times(in: "onsets", "librosa_onset_times", part: "onsets").map(OnsetArtifacts.init(times:))
    let rhythm = readRhythm()
    let heard = max(rhythm?.beatTimes.last ?? 0, onsets?.times.last ?? 0)
    let audio = readAudio(heardSeconds: heard)
    let embedding = readEmbedding()
    let voice = readVoice()
    let dynamics = readDynamics(beatCount: rhythm?.beatTimes.count ?? 0, durationSeconds: audio.durationSeconds)
    let structure = readStructure(rhythm: rhythm, durationSeconds: audio.durationSeconds)
    let hasSeries = dynamics?.envelope != nil || embedding?.series != nil
    return RawArtifacts(
      detail: hasSeries ? .full : .standard,
      provenance: Provenance(
        contentHash: "", decoder: "", sampleRateHz: 0, channelCount: 0, analyzerVersion: analyzerVersion),
      audio: audio, rhythm: rhythm, embedding: embedding, voice: voice, onsets: onsets, dynamics: dynamics,
      structure: structure, degradations: degradations
    ).rounded()
  }

  private var analyzerVersion: String {
    guard case .string(let version)? = json["version"] else { return "python-neckenml" }
    return "python-neckenml \(version)"
  }
}

// MARK: - Values

extension PythonArtifacts {
  mutating func note(_ part: String, _ reason: String) {
    degradations.append(Degradation(part: part, reason: reason))
  }

  /// A member of a part; `nil` where either is missing or null.
  func member(_ section: String, _ key: String) -> JSONValue? {
    guard let value = json[section]?[key], value != .null else { return nil }
    return value
  }

  func has(_ section: String) -> Bool {
    if case .object? = json[section] { true } else { false }
  }

  /// A finite number, or `nil` with a note when the key holds something else.
  mutating func number(in section: String, _ key: String, part: String) -> Double? {
    guard let value = member(section, key) else { return nil }
    if case .number(let number) = value, number.isFinite { return number }
    note(part, "\(section).\(key) is \(value.kind == "a number" ? "not finite" : value.kind) and was left out")
    return nil
  }

  /// Numbers whose places matter: all finite, or `nil` with a note.
  mutating func numbers(in section: String, _ key: String, part: String) -> [Double]? {
    guard let value = member(section, key) else { return nil }
    if case .numbers(let numbers) = value, numbers.allSatisfy(\.isFinite) { return numbers }
    note(part, "\(section).\(key) is not a list of finite numbers and was left out")
    return nil
  }

  /// Times in increasing order; those that are no numbers or go back are dropped with a note.
  mutating func times(in section: String, _ key: String, part: String) -> [Double]? {
    guard let value = member(section, key) else { return nil }
    let all: [Double]
    switch value {
    case .numbers(let numbers): all = numbers
    case .array(let values): all = values.map { if case .number(let number) = $0 { number } else { .nan } }
    default:
      note(part, "\(section).\(key) is \(value.kind) where a list of times was expected")
      return nil
    }
    let kept = RhythmReading.usableBeats(all).map { all[$0] }
    if kept.count < all.count {
      note(part, "\(all.count - kept.count) of the \(all.count) \(section).\(key) are no later times and were left out")
    }
    return kept
  }
}
