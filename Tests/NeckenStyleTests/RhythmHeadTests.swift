import Foundation
import NeckenCore
import NeckenStyle
import Testing

/// Heads that know rhythm: trees by meter family, their file, and their place among the rules.
@Suite struct RhythmHeadTests {
  private static let trained = Result {
    try HeadTrainer(configuration: RhythmSamples.rhythmOnly).train(RhythmSamples.ringed(count: 600, seed: 1))
  }

  @Test func treesTellWhatNoLineCan() throws {
    let head = try Self.trained.get()
    let report = try #require(head.report?.rhythm)
    #expect(report.method.contains("boosted trees"))
    // The best line and the best trees are also tried together.
    let blend = try #require(report.tried.last)
    #expect(blend.model?.contains(" + boosted trees") == true)
    #expect(report.tried.count == 10)
    #expect(report.metrics.accuracy > 0.75)
    #expect(report.metrics.expectedCalibrationError < 0.1)
    let best = try #require(report.tried.filter { $0.inverseRegularisation != nil }.map(\.logLoss).min())
    #expect(report.tried.contains { $0.inverseRegularisation == nil && $0.logLoss < best - 0.2 })
    let unseen = RhythmSamples.ringed(count: 400, seed: 2)
    let answers = try unseen.map { sample in
      let vector = try #require(sample.rhythm)
      return try #require(head.predict(vector))
    }
    #expect(zip(unseen, answers).count { $0.style == $1.ranked[0].style } > 300)
    let across = zip(unseen, answers).count { ConfusionCosts.standard.cost(truth: $0.style, answer: $1.ranked[0].style) == 3 }
    #expect(across < 8)
    let covered = zip(unseen, answers).count { $1.candidates.contains($0.style) }
    #expect(covered > 340)
    #expect(answers.allSatisfy { abs($0.ranked.reduce(0) { $0 + $1.probability } - 1) < 1e-6 })
  }

  @Test func sameSamplesSameBytesAndTheFileKeepsThem() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "head-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    let samples = RhythmSamples.ringed(count: 240, seed: 3)
    let heads = try (0..<2).map { _ in try HeadTrainer(configuration: RhythmSamples.rhythmOnly).train(samples) }
    #expect(heads[0] == heads[1])
    try heads[0].save(to: file)
    #expect(try ClassificationHead.load(from: file) == heads[0])
    // Another version of the slots is refused, not misread.
    let text = try String(contentsOf: file, encoding: .utf8)
    let other = text.replacingOccurrences(
      of: "\"rhythm_version\":\(RhythmVector.version)", with: "\"rhythm_version\":99")
    #expect(throws: HeadError.otherRhythmVersion(found: 99, expected: RhythmVector.version)) {
      try ClassificationHead.decode(Data(other.utf8))
    }
    let cut = text.replacingOccurrences(of: "\"base_scores\":[", with: "\"base_scores\":[0,")
    #expect(throws: HeadError.self) { try ClassificationHead.decode(Data(cut.utf8)) }
  }

  @Test func samplesHeldBackChooseAndCalibrate() throws {
    let trainer = HeadTrainer(configuration: RhythmSamples.rhythmOnly)
    let held = RhythmSamples.ringed(count: 200, seed: 5)
    let head = try trainer.train(RhythmSamples.ringed(count: 400, seed: 4), heldBack: held)
    #expect(head.report?.rhythm?.metrics.sampleCount == 200)
    var stranger = held
    stranger[0].style = .hambo
    #expect(throws: HeadError.self) {
      try trainer.train(RhythmSamples.ringed(count: 100, seed: 4), heldBack: stranger)
    }
    #expect(throws: HeadError.self) { try HeadTrainer().train(held, heldBack: held) }
  }

  @Test func theReportTellsWhatMoreLabelsBringAndHowTheRivalDoes() throws {
    let rival = try Self.trained.get()
    let samples = RhythmSamples.ringed(count: 240, seed: 6)
    let head = try HeadTrainer(configuration: RhythmSamples.rhythmOnly).train(samples, rival: rival)
    let report = try #require(head.report)
    let curve = try #require(report.learningCurve)
    #expect(curve.map(\.sampleCount) == curve.map(\.sampleCount).sorted())
    #expect(curve.count == 4)
    #expect(curve[3].accuracy > curve[0].accuracy)
    let comparison = try #require(report.comparison)
    #expect(comparison.sampleCount == 240)
    // The rival learned from more of the same.
    #expect(comparison.accuracy > 0.7)
    #expect(comparison.newAccuracy > 0.4)
  }

  @Test func aReadingCountsAsMuchAsItIsWorth() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "head-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    let trainer = HeadTrainer(configuration: RhythmSamples.rhythmOnly)
    let head = try trainer.train(RhythmSamples.read(count: 300, rightShare: 0.8, seed: 7))
    try head.save(to: file)
    #expect(try ClassificationHead.load(from: file) == head)
    // The learning curve ends where the head is.
    let last = try #require(head.report?.learningCurve?.last)
    #expect(abs(last.accuracy - (head.report?.rhythm?.metrics.accuracy ?? 0)) < 0.05)
    let unseen = RhythmSamples.read(count: 300, rightShare: 0.8, seed: 8).compactMap { sample in
      sample.rhythm.map { (vector: $0, style: sample.style) }
    }
    func rightShare(_ samples: [(vector: RhythmVector, style: DanceStyle)]) -> Double {
      Double(samples.count { head.predict($0.vector)?.ranked[0].style == $0.style }) / Double(samples.count)
    }
    #expect(rightShare(unseen.filter { $0.vector.reading != nil }) > 0.8)
    #expect(rightShare(unseen.filter { $0.vector.reading == nil }) < 0.5)
    let known = try #require(unseen.last { $0.vector.reading != nil })
    let sure = try #require(head.predict(known.vector))
    #expect(abs(sure.ranked.reduce(0) { $0 + $1.probability } - 1) < 1e-9)
    let without = try #require(RhythmVector(values: known.vector.values, isTernary: true))
    let guess = try #require(head.predict(without))
    #expect(guess.confidence < 0.5)
    #expect(guess.candidates.count > sure.candidates.count)
    // A reader that guesses is not believed.
    let guessing = try trainer.train(RhythmSamples.read(count: 300, rightShare: 0, seed: 9))
    #expect(try #require(guessing.predict(known.vector)).confidence < 0.5)
  }

  @Test func aHeadOfSoundHearsTheReadingToo() throws {
    let head = try HeadTrainer().train(RhythmSamples.read(count: 300, rightShare: 0.8, seed: 10))
    var features = Sample.polska
    features.vector = Sample.vector { _ in 0 }
    features.danceReading = DanceReading([(.vals, -0.2), (.polska, -2.4), (.hambo, -2.4)])
    #expect(try head.predict(features).style == .vals)
    #expect(try head.predict(features.vector).confidence < 0.5)
    features.danceReading = nil
    #expect(try head.predict(features).confidence < 0.5)
  }

  /// A head that gives one answer whatever it hears.
  private func constant(_ styles: [DanceStyle], isTernary: Bool = true) throws -> ClassificationHead {
    let samples = (0..<120).map { index -> TrainingSample in
      let style = styles[index * styles.count / 120]
      return RhythmSamples.sample(
        Array(repeating: 0, count: RhythmVector.count), isTernary: isTernary, style: style, group: "\(index)")
    } + [RhythmSamples.sample(
      Array(repeating: 1, count: RhythmVector.count), isTernary: isTernary, style: .menuett, group: "other")]
    return try HeadTrainer(configuration: RhythmSamples.rhythmOnly).train(samples)
  }

  @Test func reasonsAreADancers() throws {
    let judged = StyleClassifier(head: try constant([.polska])).classify(Sample.polska)
    #expect(judged[0].style == .polska)
    #expect(judged[0].source == .head)
    #expect(
      judged[0].reason.hasPrefix(
        "three beats to the bar, short first and long second beat in 41 of 48 bars, even eighths, 112 bpm"))
    #expect(judged[0].reason.contains("Polska, of the Boda kind ("))
    #expect(judged[0].subStyle == "Bodapolska")
    // What the head knows and has not named, the heuristics do not bring back.
    #expect(!judged.contains { $0.style == .menuett })
  }

  @Test func thinEvidenceMakesNoSureAnswer() throws {
    let classifier = StyleClassifier(head: try constant([.polska]))
    #expect(classifier.classify(Sample.polska)[0].confidence > 0.5)
    var short = Sample.polska
    short.beatShares?.barCount = 7
    var unsteady = Sample.polska
    unsteady.evidence.steadiness = 0.4
    var doubtful = Sample.polska
    doubtful.meters = [
      MeterHypothesis(meter: .three, probability: 0.55), MeterHypothesis(meter: .two, probability: 0.45),
    ]
    for (features, words) in [(short, "few whole bars"), (unsteady, "unsteady"), (doubtful, "in doubt")] {
      let judged = classifier.classify(features)[0]
      #expect(judged.style == .polska)
      #expect(judged.confidence == 0.5)
      #expect(judged.reason.contains(words))
    }
    var bold = StyleClassifier.Configuration()
    bold.head.thinEvidence.leastBars = 1
    #expect(StyleClassifier(configuration: bold, head: try constant([.polska])).classify(short)[0].confidence > 0.5)
  }

  @Test func candidatesAreNamed() throws {
    let judged = StyleClassifier(head: try constant([.polska, .polska, .slangpolska])).classify(Sample.polska)
    #expect(judged[0].style == .polska)
    #expect(judged[0].reason.contains("90 % of recordings like this are Polska or Slängpolska"))
    #expect(judged.contains { $0.style == .slangpolska && $0.kind == .secondary })
  }

  @Test func likeNoneOfTheDancesIsSaid() throws {
    let judged = StyleClassifier(head: try constant([.unknown])).classify(Sample.polska)
    #expect(judged[0].reason.contains("like none of the dances that the trained head knows"))
    // The heuristics may name a dance that the head was never taught.
    #expect(judged[0].source == .heuristic)
    #expect(judged[0].style == .polska)
    let taught = StyleClassifier(head: try constant([.unknown, .unknown, .unknown, .polska])).classify(Sample.polska)
    #expect(taught[0].style != .polska)
  }

  @Test func withoutABeatAHeadOfRhythmSaysSo() throws {
    let head = try Self.trained.get()
    #expect(throws: HeadError.noSteadyBeat) { try head.predict(Sample.noBeat) }
    #expect(throws: HeadError.untrained) { try head.predict(Sample.noBeat.vector) }
    let judged = StyleClassifier(head: head).classify(Sample.noBeat)
    #expect(judged[0].style == .unknown)
    #expect(judged[0].reason.contains("no steady beat"))
  }
}
