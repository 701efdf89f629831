import NeckenCore
import NeckenEvaluation

extension HeadTrainer {
  /// How well the chosen candidate does when it learns from part of the samples: whether more labels would help.
  ///
  /// Every fold is judged by models fitted on parts of the others, so that all parts are judged on the same
  /// recordings. Recordings are kept whole, in the order they were given. The dance reader counts as much as in the head.
  /// - Returns: `nil` for small sets, and for heads judged on samples held back.
  func learningCurve(of trained: Trained) -> [LearningPoint]? {
    let task = trained.task
    guard task.heldBack.isEmpty, task.samples.count >= configuration.learningCurveSamples else { return nil }
    let set = TrainingSet(
      features: DesignMatrix(rows: task.rows, columnCount: task.slots.count),
      truth: Self.truth(of: task.samples, labels: task.labels), isTernary: task.samples.map(isTernary),
      labelCount: task.labels.count)
    let folds = folds(of: task.samples, truth: set.truth, labels: task.labels)
    let heard = Self.readings(task.samples, labels: task.labels)
    let weight = trained.model.reading?.weight
    func best(_ row: [Double], _ sample: Int) -> Int {
      guard let weight, let heard = heard[sample] else { return ClassificationMetrics.mostProbable(row) }
      return ClassificationMetrics.mostProbable(ReadingBlend.scores(row, heard, weight: weight))
    }
    return configuration.learningShares.compactMap { share in
      var answers = Array(repeating: 0, count: set.truth.count)
      var fittedCount = 0
      for fold in 0..<folds.count {
        let part = part(share, of: folds.samples(outside: fold), from: task.samples)
        guard Set(part.map { set.truth[$0] }).count >= 2 else { return nil }
        fittedCount += part.count
        let held = folds.samples(in: fold)
        let scores = fitted(set.subset(part), [trained.candidate], on: held.map(set.features.row))[0]
        for (sample, row) in zip(held, scores) { answers[sample] = best(row, sample) }
      }
      let names = task.labels.map(\.rawValue)
      let confusion = try? ConfusionMatrix(
        reference: set.truth.map { names[$0] }, estimate: answers.map { names[$0] })
      return confusion.map {
        LearningPoint(
          sampleCount: Double(fittedCount) / Double(folds.count), accuracy: $0.accuracy, macroF1: $0.macroFMeasure)
      }
    }
  }

  /// The samples of the first recordings of each dance, as many as the share asks for.
  private func part(_ share: Double, of samples: [Int], from all: [TrainingSample]) -> [Int] {
    var order: [DanceStyle: [String]] = [:]
    for sample in samples {
      let (style, group) = (all[sample].style, all[sample].group)
      if !order[style, default: []].contains(group) { order[style, default: []].append(group) }
    }
    let kept = Set(order.values.flatMap { $0.prefix(max(1, Int((share * Double($0.count)).rounded()))) })
    return samples.filter { kept.contains(all[$0].group) }
  }

  /// Another head's answers beside the new model's own, on the samples that the other can hear and whose
  /// dances it knows.
  func compare(_ trained: Trained, with rival: ClassificationHead) -> HeadComparison? {
    guard trained.task.heldBack.isEmpty else { return nil }
    var sum = HeadComparison(
      name: rival.origin.name, sampleCount: 0, accuracy: 0, newAccuracy: 0, meanCost: 0, newMeanCost: 0)
    for (sample, own) in zip(trained.task.samples, trained.judged) where rival.labels.contains(sample.style) {
      guard let theirs = rival.answer(to: sample)?.style else { continue }
      let best = ClassificationMetrics.mostProbable(own)
      let ours = own[best] < configuration.minimumConfidence ? DanceStyle.unknown : trained.task.labels[best]
      sum.sampleCount += 1
      sum.accuracy += theirs == sample.style ? 1 : 0
      sum.newAccuracy += ours == sample.style ? 1 : 0
      sum.meanCost += configuration.costs.cost(truth: sample.style, answer: theirs)
      sum.newMeanCost += configuration.costs.cost(truth: sample.style, answer: ours)
    }
    guard sum.sampleCount > 0 else { return nil }
    let count = Double(sum.sampleCount)
    return HeadComparison(
      name: sum.name, sampleCount: sum.sampleCount, accuracy: sum.accuracy / count,
      newAccuracy: sum.newAccuracy / count, meanCost: sum.meanCost / count, newMeanCost: sum.newMeanCost / count)
  }
}

extension ClassificationHead {
  /// The answer to a training sample; `nil` when this head cannot hear it.
  fileprivate func answer(to sample: TrainingSample) -> HeadPrediction? {
    if let rhythm = sample.rhythm, let prediction = predict(rhythm) { return prediction }
    return try? predict(sample.vector)
  }
}
