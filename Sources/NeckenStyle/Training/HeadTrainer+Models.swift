import NeckenCore
import NeckenEvaluation

extension HeadTrainer {
  /// The models of one head.
  struct TrainedModels {
    var rhythm: Trained?
    var scalars: Trained?
    var whole: Trained?

    /// The one that full analyses will be judged by.
    var main: Trained? {
      guard let sound = whole ?? scalars else { return rhythm }
      guard let rhythm, rhythm.report.metrics.logLoss <= sound.report.metrics.logLoss else { return sound }
      return rhythm
    }
  }

  func trainModels(
    _ samples: [TrainingSample], heldBack: [TrainingSample], labels: [DanceStyle], notes: inout [String]
  ) throws(HeadError) -> TrainedModels {
    do throws(ClassificationError) {
      var models = TrainedModels()
      models.rhythm = try trainRhythm(samples, heldBack: heldBack, labels: labels, notes: &notes)
      guard !configuration.onlyRhythm else { return models }
      models.scalars = try trainSound(
        samples, labels: labels, slots: FeatureVector.embeddingCount..<FeatureVector.count)
      models.whole = try trainWhole(samples, labels: labels, notes: &notes)
      return models
    } catch {
      throw .unmeasurable(error)
    }
  }

  /// The model of rhythm vectors learns from the samples that have one.
  private func trainRhythm(
    _ samples: [TrainingSample], heldBack: [TrainingSample], labels: [DanceStyle], notes: inout [String]
  ) throws(ClassificationError) -> Trained? {
    let heard = samples.filter { $0.rhythm != nil }
    let judged = heldBack.filter { $0.rhythm != nil }
    guard isEnough(heard, labels: labels) else {
      if !heard.isEmpty {
        notes.append(
          "only \(heard.count) of \(samples.count) samples have a steady beat, not enough of every dance: no rhythm model"
        )
      }
      return nil
    }
    let silent = samples.count + heldBack.count - heard.count - judged.count
    if silent > 0 { notes.append("\(silent) samples without a steady beat taught the rhythm model nothing") }
    var candidates = configuration.inverseRegularisations.map {
      ModelCandidate.families(.logistic(inverseRegularisation: $0))
    }
    if heard.count >= configuration.boostingSamples {
      candidates += configuration.boosting.rounds.map { .families(.boosted(rounds: $0)) }
    }
    let rows = { (samples: [TrainingSample]) in samples.compactMap { $0.rhythm?.values[...] } }
    return try trainModel(
      ModelTask(
        slots: 0..<RhythmVector.count, rows: rows(heard), samples: heard, labels: labels,
        candidates: candidates, heldBack: judged, heldBackRows: rows(judged)))
  }

  private func trainSound(
    _ samples: [TrainingSample], labels: [DanceStyle], slots: Range<Int>
  ) throws(ClassificationError) -> Trained {
    let candidates: [ModelCandidate] =
      switch configuration.method {
      case .logisticRegression: configuration.inverseRegularisations.map { .logistic(inverseRegularisation: $0) }
      case .randomForest: [.forest]
      }
    return try trainModel(
      ModelTask(
        slots: slots, rows: samples.map { $0.vector.values[slots] }, samples: samples, labels: labels,
        candidates: candidates))
  }

  /// The model of all features learns only from samples that have all of them.
  private func trainWhole(
    _ samples: [TrainingSample], labels: [DanceStyle], notes: inout [String]
  ) throws(ClassificationError) -> Trained? {
    let embedded = samples.filter(\.vector.hasEmbedding)
    guard !embedded.isEmpty else {
      notes.append("no sample has an embedding: the head knows rhythm and sound level alone")
      return nil
    }
    guard isEnough(embedded, labels: labels) else {
      notes.append(
        "only \(embedded.count) of \(samples.count) samples have an embedding, not enough of every dance: the head knows rhythm and sound level alone"
      )
      return nil
    }
    if embedded.count < samples.count {
      notes.append(
        "\(samples.count - embedded.count) samples without an embedding taught the model of rhythm and sound level alone"
      )
    }
    return try trainSound(embedded, labels: labels, slots: 0..<FeatureVector.count)
  }

  private func isEnough(_ samples: [TrainingSample], labels: [DanceStyle]) -> Bool {
    samples.count >= configuration.minimumSamples && Set(samples.map(\.style)).count == labels.count
      && Set(samples.map(\.group)).count >= 2
  }
}
