import NeckenCore
import NeckenStyle
import Testing

/// The head among the other rules.
@Suite struct HeadRuleTests {
  /// Tells vals from polska and schottis by the embedding.
  private let training = SyntheticSamples.clouds(
    of: [.polska, .schottis, .vals], count: 150, distance: 14, seed: 40)

  /// A Boda polska by its rhythm, and whatever the vector says by its sound.
  private func features(_ vector: FeatureVector) -> DerivedFeatures {
    var features = Sample.polska
    features.vector = vector
    return features
  }

  @Test func aSureHeadOutranksTheHeuristics() throws {
    let classifier = StyleClassifier(head: try HeadTrainer().train(training))
    let waltz = try #require(training.first { $0.style == .vals })
    let judged = classifier.classify(features(waltz.vector))
    #expect(judged[0].style == .vals)
    #expect(judged[0].source == .head)
    #expect(judged[0].confidence > 0.9)
    #expect(judged[0].reason.hasPrefix("recordings labelled Vals sound like this ("))
    // A schottis would be another meter, by the same ears.
    #expect(!judged.contains { $0.style == .schottis })
  }

  @Test func thePrimarySaysWhatElseTheSoundMayBe() throws {
    let head = try HeadTrainer().train(training)
    let waltz = try #require(training.first { $0.style == .vals })
    let prediction = try head.predict(waltz.vector)
    let judged = StyleClassifier(head: head).classify(
      features(waltz.vector), metadata: TrackMetadata(title: "Hambo och vals"))
    #expect(judged[0].candidates == StyleCandidates(styles: prediction.candidates, coverage: prediction.coverage))
    #expect(judged[0].candidates?.styles.first == .vals)
    #expect(judged.dropFirst().allSatisfy { $0.candidates == nil })
    // Nobody listened: nothing is promised.
    #expect(StyleClassifier(head: head).classify(metadata: TrackMetadata(title: "Vals"))[0].candidates == nil)
    #expect(StyleClassifier().classify(features(waltz.vector))[0].candidates == nil)
  }

  @Test func agreementIsSaidOnceAndCountsOnce() throws {
    let classifier = StyleClassifier(head: try HeadTrainer().train(training))
    let polska = try #require(training.first { $0.style == .polska })
    let primary = classifier.classify(features(polska.vector))[0]
    #expect(primary.style == .polska)
    // Head and heuristics hear the same sound: together they are no surer than the surer of them.
    let alone = try HeadTrainer().train(training).predict(polska.vector).confidence
    #expect(primary.confidence == min(alone, 0.97))
    #expect(primary.reason.contains("; three beats to the bar"))
    #expect(primary.subStyle == "Bodapolska")
  }

  @Test func aTitleOutranksTheHead() throws {
    let classifier = StyleClassifier(head: try HeadTrainer().train(training))
    let waltz = try #require(training.first { $0.style == .vals })
    let judged = classifier.classify(features(waltz.vector), metadata: TrackMetadata(title: "Hambo"))
    #expect(judged[0].style == .hambo)
    #expect(judged[0].source == .metadata)
    #expect(!judged.contains { $0.style == .vals })
  }

  @Test func anUnsureHeadLeavesItToTheHeuristics() throws {
    let noise = SyntheticSamples.clouds(of: [.polska], count: 200, distance: 0, seed: 41).enumerated().map {
      var sample = $1
      sample.style = [DanceStyle.hambo, .schottis, .vals, .menuett][$0 * 7 / 3 % 4]
      return sample
    }
    let classifier = StyleClassifier(head: try HeadTrainer().train(noise))
    let unseen = SyntheticSamples.clouds(of: [.polska], count: 230, distance: 0, seed: 42)[220]
    let judged = classifier.classify(features(unseen.vector))
    #expect(judged[0].style == .polska)
    #expect(judged[0].source == .heuristic)
    #expect(judged[0].reason.contains("the trained head is not sure enough"))
  }

  @Test func anUntrainedHeadSaysSo() {
    let judged = StyleClassifier(head: .untrained).classify(Sample.polska)
    #expect(judged[0].style == .polska)
    #expect(judged[0].reason.contains("the classification head is not trained"))
  }
}

@Suite struct ConfusionCostTests {
  let costs = ConfusionCosts.standard

  @Test func acrossMetersIsGrave() {
    #expect(costs.cost(truth: .polska, answer: .polka) == 3)
    #expect(costs.cost(truth: .hambo, answer: .polka) == 3)
    #expect(costs.cost(truth: .vals, answer: .hambo) == 1)
    #expect(costs.cost(truth: .engelska, answer: .polka) == 0.2)
    #expect(costs.cost(truth: .polka, answer: .engelska) == 0.2)
    #expect(costs.cost(truth: .snoa, answer: .polka) == 0.2)
    #expect(costs.cost(truth: .polska, answer: .unknown) == 0.5)
    #expect(costs.cost(truth: .polska, answer: .polska) == 0)
  }

  @Test func nothingCostsMoreThanTheWrongMeter() {
    let styles = DanceTable.standard.dances.map(\.style)
    for truth in styles {
      for answer in styles {
        #expect((0...costs.acrossMeters).contains(costs.cost(truth: truth, answer: answer)))
        #expect(costs.cost(truth: truth, answer: answer) == costs.cost(truth: answer, answer: truth))
      }
    }
  }
}
