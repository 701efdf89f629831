import NeckenCore
public import NeckenReanalysis
public import NeckenStore
public import NeckenStyle

/// Trains a head from a collection: vectors derived from the stored artifacts, labels from the styles.
///
/// Vectors are derived anew, with people's corrections, so they are never of an old feature version. Labels are what a person
/// confirmed and, unless asked otherwise, what a title says for sure. What a head said is never a label:
/// it would learn its own guesses.
public struct TrainJob: Sendable {
  public struct Configuration: Sendable {
    /// Take only what a person confirmed.
    public var onlyConfirmed = false
    /// Confidence from which an unconfirmed style is a label, 0…1.
    public var minimumConfidence = 0.95
    /// Take these labels in place of the stored styles.
    public var labels: DanceLabels?
    /// Recordings to choose and calibrate by, in place of cross-validation.
    public var heldBack: DanceLabels?
    /// Make the probabilities of this head honest on the collection, in place of training one; `nil` to train.
    public var calibrated: ClassificationHead?
    /// Take only these tracks; `nil` for all.
    public var trackIDs: Set<TrackID>?
    /// Tracks read at once.
    public var pageSize = 256
    public var trainer = HeadTrainer.Configuration()

    public init() {}
  }

  /// What was found to train on.
  public struct Collection: Sendable {
    public var samples: [TrainingSample] = []
    /// Samples to choose and calibrate by.
    public var heldBack: [TrainingSample] = []
    /// Recordings of the tables of labels that the collection does not have.
    public var missing: [String] = []
    /// Tracks with a label whose artifacts could not be read.
    public var unreadable: [UnreadableRow] = []
  }

  public var configuration: Configuration
  private let store: any TrackStore
  private let reanalysis: Reanalysis

  public init(
    store: any TrackStore, reanalysis: Reanalysis = Reanalysis(), configuration: Configuration = Configuration()
  ) {
    self.store = store
    self.reanalysis = reanalysis
    self.configuration = configuration
  }

  /// - Parameters:
  ///   - origin: written into the head as given.
  ///   - rival: a head to be compared with, the default one.
  /// - Returns: the head, with its report, and what it was trained on.
  /// - Throws: `HeadError` when there is too little to learn from; `StoreError`; `CancellationError`.
  public func run(
    origin: HeadOrigin = HeadOrigin(), rival: ClassificationHead? = nil
  ) async throws -> (head: ClassificationHead, from: Collection) {
    let collection = try await collect()
    let trainer = HeadTrainer(configuration: configuration.trainer)
    if let head = configuration.calibrated {
      return (try trainer.calibrate(head, by: collection.samples, origin: origin), collection)
    }
    let head = try trainer.train(
      collection.samples, heldBack: collection.heldBack, rival: rival, origin: origin)
    return (head, collection)
  }

  /// The labelled vectors: in the order of the table of labels, else of track identifiers.
  public func collect() async throws -> Collection {
    if let labels = configuration.labels { return try await collect(labels) }
    var collection = Collection()
    try await store.forEachAnalysisPage(pageSize: configuration.pageSize) { page in
      for item in page.analyses {
        guard configuration.trackIDs?.contains(item.trackID) ?? true, let style = label(of: item) else { continue }
        do {
          let judge = TrackJudge(reanalysis: reanalysis).honouring(item.correction)
          let features = try reanalysis.derive(try ArtifactReader.read(item.source.rawData), options: judge.options)
          // The same bytes are the same recording, under however many names it is kept.
          let group = item.source.contentHash ?? item.trackID.rawValue
          collection.samples.append(
            TrainingSample(
              vector: features.vector, rhythm: RhythmVector(features), style: style, group: group))
        } catch {
          collection.unreadable.append(
            UnreadableRow(trackID: item.trackID, name: item.name, reason: "\(error)"))
        }
      }
      collection.unreadable += page.unreadable.filter { configuration.trackIDs?.contains($0.trackID) ?? true }
    }
    return collection
  }

  private func collect(_ labels: DanceLabels) async throws -> Collection {
    var collection = Collection()
    func samples(_ table: DanceLabels) async throws -> [TrainingSample] {
      let found = try await LabelledRecordings.collect(
        table, from: store, reanalysis: reanalysis, pageSize: configuration.pageSize)
      collection.unreadable += found.unreadable
      collection.missing += found.missing
      return found.items.map(\.sample)
    }
    collection.samples = try await samples(labels)
    if let heldBack = configuration.heldBack { collection.heldBack = try await samples(heldBack) }
    return collection
  }

  private func label(of item: StoredAnalysis) -> DanceStyle? {
    guard let primary = item.styles.first(where: \.isPrimary), primary.danceStyle != .unknown else { return nil }
    if primary.isUserConfirmed { return primary.danceStyle }
    let isSure = primary.confidence >= configuration.minimumConfidence && primary.classificationSource != .head
    return isSure && !configuration.onlyConfirmed ? primary.danceStyle : nil
  }
}
