import Foundation
import NeckenCore
import NeckenStyle
import TestSupport
import Testing

@Suite struct ClassificationHeadTests {
  static let styles: [DanceStyle] = [.hambo, .polska, .schottis, .vals]

  @Test func learnsWhatCanBeTold() throws {
    let training = SyntheticSamples.clouds(of: Self.styles, count: 240, distance: 12, seed: 1)
    let head = try HeadTrainer().train(training)
    let report = try #require(head.report?.main)
    #expect(report.metrics.accuracy > 0.97)
    #expect(report.metrics.macroF1 > 0.97)
    #expect(report.metrics.expectedCalibrationError < 0.05)
    #expect(head.labels == Self.styles.sorted())
    // Unseen recordings of the same four dances: same seed for the centres, later draws.
    let unseen = SyntheticSamples.clouds(of: Self.styles, count: 480, distance: 12, seed: 1).suffix(240)
    let right = try unseen.count { try head.predict($0.vector).style == $0.style }
    #expect(right > 230)
  }

  @Test func saysHowUnsureItIs() throws {
    let training = SyntheticSamples.clouds(of: Self.styles, count: 1000, distance: 3, seed: 2)
    let head = try HeadTrainer().train(training)
    let metrics = try #require(head.report?.main?.metrics)
    // Two neighbouring clouds overlap: far from perfect, far from chance, and known to be so.
    #expect(metrics.accuracy > 0.5)
    #expect(metrics.accuracy < 0.97)
    // A perfectly calibrated head would show about 0.04 here: fifteen bins of some 70 samples.
    #expect(metrics.expectedCalibrationError < 0.07)
    let unseen = SyntheticSamples.clouds(of: Self.styles, count: 2000, distance: 3, seed: 2).suffix(1000)
    let predictions = try unseen.map { try head.predict($0.vector) }
    let confidence = predictions.reduce(0) { $0 + $1.confidence } / 1000
    let accuracy = Double(zip(predictions, unseen).count { $0.ranked[0].style == $1.style }) / 1000
    #expect(abs(confidence - accuracy) < 0.06)
    let covered = zip(predictions, unseen).count { $0.candidates.contains($1.style) }
    #expect(covered > 860)
    #expect(predictions.contains { $0.candidates.count > 1 })
  }

  @Test func labelsWithoutReasonTeachNothing() throws {
    var generator = SeededGenerator(seed: 3)
    let training = SyntheticSamples.clouds(of: [.polska], count: 200, distance: 0, seed: 3).map { sample in
      var shuffled = sample
      shuffled.style = Self.styles.randomElement(using: &generator) ?? .polska
      return shuffled
    }
    let head = try HeadTrainer().train(training)
    let report = try #require(head.report?.main)
    #expect(report.metrics.accuracy < 0.4)
    #expect(report.metrics.expectedCalibrationError < 0.1)
    #expect(report.unknownShare > 0.8)
    let unseen = SyntheticSamples.clouds(of: [.polska], count: 300, distance: 0, seed: 30).suffix(100)
    #expect(try unseen.count { try head.predict($0.vector).style == .unknown } > 80)
  }

  /// Ten cuts of one recording are one witness: split apart they would look like knowledge.
  @Test func cutsOfARecordingStayTogether() throws {
    var training = SyntheticSamples.clouds(
      of: [.polska, .vals], count: 40, distance: 0, seed: 4, perRecording: 10)
    let honest = try HeadTrainer().train(training)
    #expect(try #require(honest.report?.main).metrics.accuracy < 0.75)
    for index in training.indices { training[index].group = "cut \(index)" }
    let flattered = try HeadTrainer().train(training)
    #expect(try #require(flattered.report?.main).metrics.accuracy > 0.95)
  }

  @Test func sameSamplesSameBytes() throws {
    let training = SyntheticSamples.clouds(of: Self.styles, count: 80, distance: 6, seed: 5)
    for method in [HeadTrainer.Configuration.Method.logisticRegression, .randomForest] {
      var configuration = HeadTrainer.Configuration()
      configuration.method = method
      configuration.forest.treeCount = 20
      let heads = try (0..<2).map { _ in
        try encoded(HeadTrainer(configuration: configuration).train(training))
      }
      #expect(heads[0] == heads[1])
    }
  }

  @Test func aForestLearnsToo() throws {
    var configuration = HeadTrainer.Configuration()
    configuration.method = .randomForest
    configuration.forest.treeCount = 80
    let training = SyntheticSamples.clouds(of: Self.styles, count: 200, distance: 14, seed: 6)
    let head = try HeadTrainer(configuration: configuration).train(training)
    #expect(try #require(head.report?.main).metrics.accuracy > 0.85)
    #expect(try roundTrip(head) == head)
  }

  @Test func probabilitiesSumToOne() throws {
    let head = try HeadTrainer().train(
      SyntheticSamples.clouds(of: Self.styles, count: 60, distance: 8, seed: 7))
    var generator = SeededGenerator(seed: 70)
    for _ in 0..<200 {
      // Far outside what it has seen, too.
      let size = pow(10, Double.random(in: -3...300, using: &generator))
      let values = (0..<FeatureVector.count).map { _ in size * SyntheticSamples.normal(&generator) }
      let prediction = try head.predict(SyntheticSamples.vector(values))
      #expect(abs(prediction.ranked.reduce(0) { $0 + $1.probability } - 1) < 1e-9)
      #expect(prediction.ranked.map(\.probability) == prediction.ranked.map(\.probability).sorted(by: >))
      #expect(prediction.candidates.first == prediction.ranked[0].style)
    }
  }

  @Test func judgesWithoutAnEmbeddingByTheScalars() throws {
    let training = SyntheticSamples.clouds(of: Self.styles, count: 120, distance: 14, seed: 8)
    let head = try HeadTrainer().train(training)
    var values = training[0].vector.values
    for slot in 0..<FeatureVector.embeddingCount { values[slot] = 0 }
    let without = try head.predict(SyntheticSamples.vector(values, hasEmbedding: false))
    #expect(!without.usedEmbedding)
    // What stands in the missing slots has no influence at all.
    var other = training[0].vector.values
    for slot in 0..<FeatureVector.embeddingCount { other[slot] = 99 }
    #expect(try head.predict(SyntheticSamples.vector(other, hasEmbedding: false)) == without)
    #expect(try head.predict(training[0].vector).usedEmbedding)
  }

  @Test func trainsWithoutAnyEmbedding() throws {
    let training = SyntheticSamples.clouds(
      of: Self.styles, count: 120, distance: 20, seed: 9, hasEmbedding: false)
    let head = try HeadTrainer().train(training)
    let report = try #require(head.report)
    #expect(report.whole == nil)
    #expect(try #require(report.scalars).metrics.accuracy > 0.8)
    #expect(report.notes.contains { $0.contains("no sample has an embedding") })
  }

  @Test func refusesTooLittle() throws {
    let samples = SyntheticSamples.clouds(of: [.polska, .vals], count: 6, distance: 9, seed: 10)
    #expect(throws: HeadError.tooFewSamples(found: 4, needed: 5)) {
      try HeadTrainer().train(Array(samples.prefix(4)))
    }
    #expect(throws: HeadError.tooFewStyles(found: 1)) {
      try HeadTrainer().train(samples.map { TrainingSample(vector: $0.vector, style: .vals, group: $0.group) })
    }
    #expect(throws: HeadError.tooFewRecordings(found: 1)) {
      try HeadTrainer().train(samples.map { TrainingSample(vector: $0.vector, style: $0.style, group: "one") })
    }
    #expect(try HeadTrainer().train(Array(samples.prefix(5))).isTrained)
    for change in [
      { $0.foldCount = 1 }, { $0.inverseRegularisations = [] }, { $0.inverseRegularisations = [0, 1] },
      { $0.forest.treeCount = 0 },
    ] as [(inout HeadTrainer.Configuration) -> Void] {
      var configuration = HeadTrainer.Configuration()
      change(&configuration)
      let error = #expect(throws: HeadError.self) { try HeadTrainer(configuration: configuration).train(samples) }
      guard case .unusableConfiguration? = error else {
        Issue.record("expected an unusable configuration, got \(String(describing: error))")
        continue
      }
    }
  }

  /// A dance with a single recording is in no training half of its own fold; nothing may break.
  @Test func survivesADanceHeardOnce() throws {
    var samples = SyntheticSamples.clouds(of: [.polska, .vals], count: 20, distance: 9, seed: 11)
    samples[0].style = .menuett
    let head = try HeadTrainer().train(samples)
    #expect(head.labels == [.menuett, .polska, .vals])
    let metrics = try #require(head.report?.main?.metrics)
    #expect(metrics.logLoss.isFinite)
    #expect(head.report?.notes.contains { $0.hasPrefix("Menuett has only 1 ") } == true)
  }
}

// MARK: The file
extension ClassificationHeadTests {
  private func encoded(_ head: ClassificationHead) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(head)
  }

  private func roundTrip(_ head: ClassificationHead) throws -> ClassificationHead {
    try inTemporaryFile { file in
      try head.save(to: file)
      return try ClassificationHead.load(from: file)
    }
  }

  private func inTemporaryFile<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let file = FileManager.default.temporaryDirectory.appending(path: "head-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    return try body(file)
  }

  private func smallHead() throws -> ClassificationHead {
    try HeadTrainer().train(
      SyntheticSamples.clouds(of: Self.styles, count: 40, distance: 8, seed: 20),
      origin: HeadOrigin(name: "test", created: "2026-11-21", data: "synthetic"))
  }

  @Test func survivesTheFile() throws {
    let head = try smallHead()
    #expect(try roundTrip(head) == head)
    #expect(try roundTrip(.untrained) == .untrained)
  }

  /// A saved head with one thing changed in its JSON.
  private func altered(_ change: (inout [String: Any]) -> Void) throws -> Data {
    var object = try #require(
      try JSONSerialization.jsonObject(with: encoded(smallHead())) as? [String: Any])
    change(&object)
    return try JSONSerialization.data(withJSONObject: object)
  }

  private func load(_ data: Data) throws -> ClassificationHead {
    try inTemporaryFile { file in
      try data.write(to: file)
      return try ClassificationHead.load(from: file)
    }
  }

  @Test func anotherFeatureVersionIsRefusedAndLoadsUntrained() throws {
    let old = try altered { $0["feature_version"] = 4 }
    let expected = HeadError.otherFeatureVersion(found: 4, expected: 5)
    #expect(throws: expected) { try load(old) }
    #expect(expected.description.contains("retrain"))
    try inTemporaryFile { file in
      try old.write(to: file)
      let (head, error) = ClassificationHead.loadOrUntrained(from: file)
      #expect(error == expected)
      #expect(!head.isTrained)
      #expect(throws: HeadError.untrained) {
        try head.predict(SyntheticSamples.vector(Array(repeating: 0, count: FeatureVector.count)))
      }
    }
  }

  @Test func anotherFormatIsRefused() throws {
    let (known, next) = (ClassificationHead.formatVersion, ClassificationHead.formatVersion + 1)
    let later = try altered { $0["format_version"] = next }
    #expect(throws: HeadError.otherFormatVersion(found: next, expected: known)) { try load(later) }
  }

  @Test func damageIsNoticed() throws {
    let damaged = [
      try altered { $0["labels"] = ["Hambo", "Polska", "Vals"] },
      try altered { $0["labels"] = ["Hambo", "Hambo", "Polska", "Vals"] },
      try altered { $0["scalars"] = nil },
      try altered { object in
        var model = object["whole"] as? [String: Any] ?? [:]
        model["slot_count"] = 17
        object["whole"] = model
      },
      try altered { object in
        var model = object["whole"] as? [String: Any] ?? [:]
        model["temperature"] = 0
        object["whole"] = model
      },
      Data("{".utf8), Data(), Data(try encoded(smallHead()).prefix(5000)),
    ]
    for data in damaged {
      let error = #expect(throws: HeadError.self) { try load(data) }
      guard case .malformed? = error else {
        Issue.record("expected a damaged file, got \(String(describing: error))")
        continue
      }
    }
  }

  @Test func aMissingFileIsNamed() {
    let (head, error) = ClassificationHead.loadOrUntrained(from: URL(filePath: "/nowhere/head.json"))
    #expect(!head.isTrained)
    #expect(error?.description.contains("/nowhere/head.json") == true)
  }
}
