import Foundation
import NeckenCore
import NeckenStyle
import Testing

@Suite struct StyleClassifierTests {
  let classifier = StyleClassifier()

  @Test func aClearTitleDecides() throws {
    let judged = classifier.classify(Sample.polska, metadata: TrackMetadata(title: "Polska efter Hjort Anders"))
    let primary = judged[0]
    #expect(primary.style == .polska)
    #expect(primary.confidence == 0.98)
    #expect(primary.source == .metadata)
    #expect(primary.kind == .primary)
    // What the sound adds is said, and so is the local kind.
    #expect(primary.subStyle == "Bodapolska")
    #expect(primary.reason.hasPrefix("the title says “polska”; three beats to the bar"))
    #expect(primary.effectiveBpm == 112)
    #expect(primary.tempoCategory == "Lagom")
    #expect(judged.dropFirst().allSatisfy { $0.kind == .secondary && $0.confidence <= primary.confidence })
  }

  @Test func theSoundAloneIsNeverSurerThanHalf() {
    let primary = classifier.classify(Sample.polska)[0]
    #expect(primary.style == .polska)
    #expect(primary.source == .heuristic)
    #expect(primary.confidence <= 0.5)
  }

  @Test func theSoundDecidesBetweenTwoNamedDances() {
    let title = TrackMetadata(title: "Vals och polska")
    let judged = classifier.classify(Sample.polska, metadata: title)
    #expect(judged[0].style == .polska)
    #expect(judged.dropFirst().contains { $0.style == .vals })
    #expect(judged[0].confidence > 0.7)
    #expect(judged[0].confidence < 0.98)
    let waltz = classifier.classify(Sample.features(.three, bpm: 175), metadata: title)
    #expect(waltz[0].style == .vals)
  }

  @Test func aTitleAgainstTheSoundIsDoubtedAloud() {
    let judged = classifier.classify(Sample.polska, metadata: TrackMetadata(title: "Polka"))
    #expect(judged[0].style == .polka)
    #expect(judged[0].reason.contains("three beats to the bar: listen before trusting it"))
    #expect(!judged.contains { $0.style == .polska })
  }

  @Test func nothingLikelyIsUnknown() {
    let judged = classifier.classify(Sample.noBeat)
    #expect(judged.map(\.style) == [.unknown])
    #expect(judged[0].confidence == 0)
    #expect(judged[0].source == .none)
    #expect(judged[0].reason == "no steady beat was found")
    // Bars of three or of two, nobody knows: the nearest are named, none is claimed.
    let torn = classifier.classify(Sample.features(.two, probability: 0.5, bpm: 100, subdivision: .undetermined))
    #expect(torn.map(\.style) == [.unknown])
    #expect(torn[0].reason.contains("nothing is likely enough; nearest: "))
    let odd = classifier.classify(Sample.features(Meter(beatsPerBar: 5), bpm: 300))
    #expect(odd.map(\.style) == [.unknown])
  }

  @Test func withoutSoundTheTitleIsWorthHalf() {
    let judged = classifier.classify(metadata: TrackMetadata(title: "Hambo"))
    #expect(judged.map(\.style) == [.hambo])
    #expect(judged[0].confidence == 0.5)
    #expect(judged[0].effectiveBpm == nil)
    #expect(classifier.classify(metadata: .none).map(\.style) == [.unknown])
  }

  @Test func secondariesGoToTheSameMusic() {
    let snoa = classifier.classify(Sample.features(.two, bpm: 104), metadata: TrackMetadata(title: "Snoa"))
    #expect(snoa.dropFirst().contains { $0.style == .polka })
    // Too slow for a polka, whose tempo cannot honestly be doubled into its range either.
    let slow = classifier.classify(Sample.features(.two, bpm: 76), metadata: TrackMetadata(title: "Snoa"))
    #expect(!slow.contains { $0.style == .polka })
    let slang = classifier.classify(
      Sample.features(.three, bpm: 110), metadata: TrackMetadata(title: "Slängpolska"))
    #expect(slang.dropFirst().map(\.style) == [.polska])
  }

  @Test func oneSoundNeverNamesDancesAcrossMeters() {
    for bpm in stride(from: 60.0, through: 220, by: 5) {
      for probability in [0.5, 0.55, 0.7, 0.95] {
        for meter in [Meter.two, .three, .four, .sixEight] {
          let judged = classifier.classify(Sample.features(meter, probability: probability, bpm: bpm))
          let table = DanceTable.standard
          let kinds = judged.compactMap { table.profile(of: $0.style) }.map { profile in
            Set(profile.meters.map(\.meter.isTernary))
          }
          #expect(kinds.dropFirst().allSatisfy { !$0.isDisjoint(with: kinds[0]) })
        }
      }
    }
  }

  struct RegionalRule: StyleRule {
    func evidence(in context: StyleContext) -> [StyleEvidence] {
      guard context.metadata.artist == "Spelmanslaget" else { return [] }
      return [StyleEvidence(style: DanceStyle("Bleking"), confidence: 7, reason: "they play nothing else")]
    }
  }

  @Test func aUsersRuleIsHeard() {
    let mine = StyleClassifier(rules: [RegionalRule()])
    let judged = mine.classify(Sample.polska, metadata: TrackMetadata(title: "Polska", artist: "Spelmanslaget"))
    #expect(judged[0].style == DanceStyle("Bleking"))
    #expect(judged[0].confidence == 1)
    #expect(judged[0].source == .user)
    #expect(judged[1].style == .polska)
    #expect(mine.classify(Sample.polska)[0].style == .polska)
  }
}

/// Parameters as a file.
@Suite struct StyleConfigurationTests {
  private func inTemporaryFile<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let file = FileManager.default.temporaryDirectory.appending(path: "style-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    return try body(file)
  }

  @Test func survivesTheFile() throws {
    var configuration = StyleClassifier.Configuration()
    configuration.metadata.titleConfidence = 0.8
    configuration.dances.dances[0].usualBpm = 90...150
    configuration.keywords.keywords.append(StyleKeyword(.vals, forms: ["wienervals"]))
    try inTemporaryFile { file in
      try configuration.save(to: file)
      #expect(try StyleClassifier.Configuration.load(from: file) == configuration)
      let first = try Data(contentsOf: file)
      try configuration.save(to: file)
      #expect(try Data(contentsOf: file) == first)
    }
  }

  @Test func aFileMayHoldOnlyWhatDiffers() throws {
    try inTemporaryFile { file in
      try Data(
        #"{"version": 1, "keywords": {"keywords": [{"style": "Vals", "forms": ["tretakt"]}], "exceptions": []}}"#
          .utf8
      )
      .write(to: file)
      let loaded = try StyleClassifier.Configuration.load(from: file)
      #expect(loaded.dances == .standard)
      #expect(
        StyleClassifier(configuration: loaded).classify(metadata: TrackMetadata(title: "Tretakt"))[0].style
          == .vals)
    }
  }

  @Test func aFileMayHoldASingleNumber() throws {
    try inTemporaryFile { file in
      try Data(#"{"version": 1, "metadata": {"title_confidence": 0.7}}"#.utf8).write(to: file)
      let loaded = try StyleClassifier.Configuration.load(from: file)
      #expect(loaded.metadata.titleConfidence == 0.7)
      #expect(loaded.metadata.albumConfidence == 0.9)
    }
  }

  @Test(arguments: [
    (#"{"version": 1, "metadta": {}}"#, "metadta"),
    (#"{"version": 1, "ranking": {"unknownBelow": 0.1}}"#, "ranking.unknownBelow"),
  ])
  func aMisspeltNameIsRefused(json: String, key: String) throws {
    try inTemporaryFile { file in
      try Data(json.utf8).write(to: file)
      #expect(throws: StyleConfigurationError.unknownKey(key)) {
        try StyleClassifier.Configuration.load(from: file)
      }
    }
  }

  @Test func anotherVersionIsRefused() throws {
    try inTemporaryFile { file in
      try Data(#"{"version": 99}"#.utf8).write(to: file)
      #expect(throws: StyleConfigurationError.unknownVersion(99)) {
        try StyleClassifier.Configuration.load(from: file)
      }
    }
  }

  @Test func rubbishIsNamed() throws {
    try inTemporaryFile { file in
      try Data("not json".utf8).write(to: file)
      let error = #expect(throws: StyleConfigurationError.self) {
        try StyleClassifier.Configuration.load(from: file)
      }
      #expect(error?.cause.contains(file.lastPathComponent) == true)
    }
  }
}
