import Foundation
import NeckenCore
import NeckenStyle
import Testing

/// A head whose probabilities are made honest on recordings that are harder than those it learned from.
@Suite struct HeadCalibrationTests {
  private static let trainer = HeadTrainer(configuration: RhythmSamples.rhythmOnly)
  private static let trained = Result { try trainer.train(RhythmSamples.ringed(count: 600, seed: 1)) }

  /// As the head knows them, but for every third, whose label is the next one's.
  private func harder(count: Int, seed: UInt64) -> [TrainingSample] {
    let samples = RhythmSamples.ringed(count: count, seed: seed)
    return samples.indices.map { index in
      var sample = samples[index]
      if index.isMultiple(of: 3) { sample.style = samples[(index + 1) % count].style }
      return sample
    }
  }

  /// By how much the head's probability of its answers is over the share that is right.
  private func overconfidence(_ head: ClassificationHead, on samples: [TrainingSample]) throws -> Double {
    let answers = try samples.map { sample in
      let vector = try #require(sample.rhythm)
      let best = try #require(head.predict(vector))
      return best.ranked[0].probability - (best.ranked[0].style == sample.style ? 1 : 0)
    }
    return answers.reduce(0, +) / Double(answers.count)
  }

  @Test func probabilitiesBecomeHonestAndAnswersStay() throws {
    let head = try Self.trained.get()
    let calibrated = try Self.trainer.calibrate(head, by: harder(count: 400, seed: 2), origin: HeadOrigin(name: "mine"))
    let unseen = harder(count: 400, seed: 3)
    let (before, after) = (try overconfidence(head, on: unseen), try overconfidence(calibrated, on: unseen))
    #expect(before > 0.12)
    #expect(abs(after) < before / 2, "\(before), then \(after)")
    for sample in unseen {
      let vector = try #require(sample.rhythm)
      #expect(calibrated.predict(vector)?.ranked[0].style == head.predict(vector)?.ranked[0].style)
    }
    let report = try #require(calibrated.report)
    #expect(report.rhythm?.metrics.sampleCount == 400)
    #expect(report.rhythm?.tried == head.report?.rhythm?.tried)
    #expect(report.samplesPerLabel == head.report?.samplesPerLabel)
    #expect(report.notes.last?.hasPrefix("calibrated anew on 400 samples") == true)
    #expect(calibrated.origin.name == "mine")
  }

  @Test func againCalibratedItIsTheSame() throws {
    let samples = RhythmSamples.read(count: 300, rightShare: 0.8, seed: 4)
    let once = try Self.trainer.calibrate(
      try Self.trainer.train(RhythmSamples.read(count: 300, rightShare: 0.8, seed: 5)), by: samples, origin: HeadOrigin())
    #expect(once.report?.rhythm?.method.components(separatedBy: "dance reader").count == 2)
    #expect(try Self.trainer.calibrate(once, by: samples, origin: HeadOrigin()) == once)
    // Recordings that the dance reader has not read say nothing of how much it is worth.
    let unread = try Self.trainer.calibrate(once, by: samples.filter { $0.rhythm?.reading == nil }, origin: HeadOrigin())
    let read = try #require(samples[1].rhythm)
    #expect(unread.predict(read)?.ranked.map(\.probability) == once.predict(read)?.ranked.map(\.probability))
  }

  @Test func dancesThatItDoesNotKnowAreNoneOfItsOwn() throws {
    let samples = RhythmSamples.read(count: 300, rightShare: 0.8, seed: 7)
    func renamed(_ style: DanceStyle) -> [TrainingSample] {
      samples.map { sample in
        var sample = sample
        if sample.style == .hambo { sample.style = style }
        return sample
      }
    }
    let head = try Self.trainer.train(renamed(.unknown))
    let byStrangers = try Self.trainer.calibrate(head, by: renamed(.menuett), origin: HeadOrigin())
    let byNone = try Self.trainer.calibrate(head, by: renamed(.unknown), origin: HeadOrigin())
    #expect(byStrangers.report?.rhythm == byNone.report?.rhythm)
    #expect(byStrangers.report?.notes.last?.contains("; 100 of dances that it does not know") == true)
  }

  @Test func whatCannotCalibrateIsRefused() throws {
    let head = try Self.trained.get()
    let samples = RhythmSamples.ringed(count: 60, seed: 6)
    var stranger = samples
    stranger[0].style = .hambo
    for (wrongHead, wrong) in [
      (head, stranger), (head, Array(samples.prefix(3))), (ClassificationHead.untrained, samples),
      (try HeadTrainer().train(samples), samples),
    ] {
      #expect(throws: HeadError.self) { try Self.trainer.calibrate(wrongHead, by: wrong, origin: HeadOrigin()) }
    }
  }
}
