public import NeckenCore
public import NeckenEvaluation

/// How right the classifier is against labels, and what each kind of evidence is worth, side by side.
public struct StyleEvaluation: Sendable {
  /// One labelled recording.
  public struct Case: Sendable {
    /// ``DanceStyle/unknown`` for music that is none of the dances.
    public var truth: DanceStyle
    /// Other answers that are right: the same music may go by several names, or have one that is not asked for.
    public var alsoRight: Set<DanceStyle>
    /// Whether the bar really has a multiple of three beats; `nil` to take it from the dance.
    public var isTernary: Bool?
    public var features: DerivedFeatures
    public var metadata: TrackMetadata

    public init(
      truth: DanceStyle, alsoRight: Set<DanceStyle> = [], isTernary: Bool? = nil, features: DerivedFeatures,
      metadata: TrackMetadata
    ) {
      self.truth = truth
      self.alsoRight = alsoRight
      self.isTernary = isTernary
      self.features = features
      self.metadata = metadata
    }
  }

  public var configuration: StyleClassifier.Configuration
  public var head: ClassificationHead?
  public var costs: ConfusionCosts
  /// Accuracy that ``StyleScores/coverage`` is about. Default 0.9.
  public var coverageAccuracy = 0.9

  public init(
    configuration: StyleClassifier.Configuration = StyleClassifier.Configuration(), head: ClassificationHead?,
    costs: ConfusionCosts = .standard
  ) {
    self.configuration = configuration
    self.head = head
    self.costs = costs
  }

  /// Judges every recording in five ways: by its title alone; by tempo and meter alone; by the heuristics; by all
  /// of the sound, which is the head and the heuristics without a title; and by everything.
  ///
  /// - Returns: scores in that order.
  /// - Throws: ``ClassificationError``.
  public func run(_ cases: [Case]) throws(ClassificationError) -> [StyleScores] {
    let titles = StyleClassifier(configuration: configuration)
    let bare = StyleClassifier(configuration: withoutMarks)
    let full = StyleClassifier(configuration: configuration, head: head)
    return [
      try scores("title", cases) { titles.classify(metadata: $0.metadata) },
      try scores("tempo and meter", cases) { bare.classify($0.features) },
      try scores("heuristics", cases) { titles.classify($0.features) },
      try scores("sound", cases) { full.classify($0.features) },
      try scores("everything", cases) { full.classify($0.features, metadata: $0.metadata) },
    ]
  }

  /// A dance table in which nothing but meter and tempo speaks.
  private var withoutMarks: StyleClassifier.Configuration {
    var bare = configuration
    for index in bare.dances.dances.indices {
      bare.dances.dances[index].marks = []
      bare.dances.dances[index].kinds = []
    }
    return bare
  }

  private func scores(
    _ name: String, _ cases: [Case], judge: (Case) -> [StyleJudgement]
  ) throws(ClassificationError) -> StyleScores {
    let answers = cases.map { judge($0)[0] }
    // What is right too counts as the truth.
    let named = zip(cases, answers).map { $0.alsoRight.contains($1.style) ? $0.truth : $1.style }
    let isCorrect = zip(cases, named).map { $0.truth == $1 }
    let confusion = try ConfusionMatrix(reference: cases.map(\.truth.rawValue), estimate: named.map(\.rawValue))
    let answered = answers.indices.filter { answers[$0].style != .unknown }
    let dances = Set(cases.map(\.truth.rawValue)).subtracting([DanceStyle.unknown.rawValue])
    let ofDances = zip(confusion.labels, confusion.classHitRates).filter { dances.contains($0.0) }
    let count = Double(max(1, cases.count))
    let surest = AnswerCoverage.surest(
      ofAccuracy: coverageAccuracy, confidences: answered.map { answers[$0].confidence },
      isCorrect: answered.map { isCorrect[$0] })
    let surestDances = surest.count { cases[answered[$0]].truth != .unknown }
    let across = zip(cases, named).count { isAcrossMeters($0, $1) }
    return StyleScores(
      name: name, sampleCount: cases.count, accuracy: confusion.accuracy,
      macroF1: ofDances.reduce(0) { $0 + $1.1.fMeasure } / Double(max(1, ofDances.count)),
      meanCost: zip(cases, named).reduce(0) { $0 + costs.cost(truth: $1.0.truth, answer: $1.1) } / count,
      acrossMeters: Double(across) / count,
      calibrationError: Calibration.expectedError(
        confidences: answered.map { answers[$0].confidence }, isCorrect: answered.map { isCorrect[$0] }),
      answeredShare: Double(answered.count) / count,
      accuracyWhenAnswered: Double(answered.count { isCorrect[$0] }) / Double(max(1, answered.count)),
      coverage: Double(surestDances) / Double(max(1, cases.count { $0.truth != .unknown })),
      confusion: confusion)
  }

  /// Whether the answer is a dance in another meter than the music is in.
  private func isAcrossMeters(_ item: Case, _ answer: DanceStyle) -> Bool {
    guard answer != .unknown else { return false }
    if item.truth != .unknown { return !costs.dances.shareMeter(item.truth, answer) }
    guard let isTernary = item.isTernary, let profile = costs.dances.profile(of: answer) else { return false }
    return profile.meters.allSatisfy { $0.meter.isTernary != isTernary }
  }
}

/// How right one way of judging is.
public struct StyleScores: Hashable, Sendable, Codable {
  /// "title", "tempo and meter", "heuristics", "sound", "everything".
  public var name: String
  public var sampleCount: Int
  /// Share of right answers; "don't know" is wrong unless the label says so.
  public var accuracy: Double
  /// Mean over the labelled dances of the harmonic mean of precision and recall.
  public var macroF1: Double
  /// Mean cost by ``ConfusionCosts``.
  public var meanCost: Double
  /// Share of recordings told to be a dance in another meter.
  public var acrossMeters: Double
  /// Expected calibration error of the answers, 15 bins.
  public var calibrationError: Double
  /// Share of recordings that were given a dance.
  public var answeredShare: Double
  /// Share of right answers among those.
  public var accuracyWhenAnswered: Double
  /// Share of the dances' recordings that can be answered, the surest first, before 90 % of the answers are right no
  /// more. Music that is none of the dances counts among the answers when it is called a dance, and not among the
  /// recordings: it should get no answer.
  public var coverage: Double
  public var confusion: ConfusionMatrix

  private enum CodingKeys: String, CodingKey {
    case name, accuracy, coverage, confusion
    case sampleCount = "samples"
    case macroF1 = "macro_f1"
    case meanCost = "mean_cost"
    case acrossMeters = "across_meters"
    case calibrationError = "calibration_error"
    case answeredShare = "answered_share"
    case accuracyWhenAnswered = "accuracy_when_answered"
  }
}
