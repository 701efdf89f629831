/// A kind of model with its strength, to be judged by recordings held back.
indirect enum ModelCandidate: Hashable, Sendable {
  case logistic(inverseRegularisation: Double)
  case forest
  case boosted(rounds: Int)
  /// The meter's family first, then the dance within it, both by the same kind of model.
  case families(ModelCandidate)
  /// Several that answer together.
  case blend([ModelCandidate])

  /// "logistic regression, C = 0.1", "boosted trees, 60 rounds, by meter family".
  var name: String {
    switch self {
    case .logistic(let strength): "logistic regression, C = \(strength)"
    case .forest: "random forest"
    case .boosted(let rounds): "boosted trees, \(rounds) rounds"
    case .families(let model): "\(model.name), by meter family"
    case .blend(let models): models.map(\.name).joined(separator: " + ")
    }
  }

  var inverseRegularisation: Double? {
    switch self {
    case .logistic(let strength): strength
    case .families(let model): model.inverseRegularisation
    case .forest, .boosted, .blend: nil
    }
  }
}

/// What a model is fitted on.
struct TrainingSet {
  /// Standardised, one row per sample.
  var features: DesignMatrix
  /// Index of each sample's label.
  var truth: [Int]
  /// Whether each sample is in a bar of three; needed by candidates by family alone.
  var isTernary: [Bool]
  var labelCount: Int

  func subset(_ samples: [Int]) -> TrainingSet {
    TrainingSet(
      features: features.rows(samples), truth: samples.map { truth[$0] },
      isTernary: samples.map { isTernary[$0] }, labelCount: labelCount)
  }
}

extension CalibratedModel.Classifier {
  /// Fits a candidate.
  ///
  /// - Parameter start: a solution of the same kind for a neighbouring strength, to begin from.
  static func fit(
    _ candidate: ModelCandidate, to set: TrainingSet, configuration: HeadTrainer.Configuration,
    start: CalibratedModel.Classifier? = nil
  ) -> CalibratedModel.Classifier {
    switch candidate {
    case .logistic(let strength):
      var warm: LogisticModel?
      if case .logistic(let model)? = start { warm = model }
      return .logistic(
        .fit(
          features: set.features, labels: set.truth, labelCount: set.labelCount,
          inverseRegularisation: strength, start: warm))
    case .forest:
      return .forest(
        .fit(
          features: set.features, labels: set.truth, labelCount: set.labelCount,
          configuration: configuration.forest))
    case .boosted(let rounds):
      return .boosted(
        .fit(
          features: set.features, labels: set.truth, labelCount: set.labelCount, rounds: rounds,
          configuration: configuration.boosting))
    case .families(let model):
      return .families(FamilyModel.fit(model, to: set, configuration: configuration))
    case .blend(let models):
      return .blend(
        BlendedModel(members: models.map { fit($0, to: set, configuration: configuration) }))
    }
  }
}

extension FamilyModel {
  /// Fits the root on all samples and each family on its own.
  fileprivate static func fit(
    _ candidate: ModelCandidate, to set: TrainingSet, configuration: HeadTrainer.Configuration
  ) -> FamilyModel {
    let sides = [false, true].filter(set.isTernary.contains)
    let families = sides.map { side -> Family in
      let members = set.truth.indices.filter { set.isTernary[$0] == side }
      let labels = Set(members.map { set.truth[$0] }).sorted()
      var own = set.subset(members)
      own.truth = own.truth.map { label in labels.firstIndex(of: label) ?? 0 }
      own.labelCount = labels.count
      return Family(
        labels: labels,
        classifier: labels.count > 1 ? .fit(candidate, to: own, configuration: configuration) : nil)
    }
    var root = set
    root.truth = set.isTernary.map { sides.firstIndex(of: $0) ?? 0 }
    root.labelCount = sides.count
    return FamilyModel(
      labelCount: set.labelCount, families: families,
      root: sides.count > 1 ? .fit(candidate, to: root, configuration: configuration) : nil)
  }
}
