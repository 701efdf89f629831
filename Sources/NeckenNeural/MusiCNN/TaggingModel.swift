import NeckenCore

/// One of the networks, with the meaning of its tags.
struct TaggingModel: Sendable {
  /// As artifacts name it: "msd", "mtt".
  let shortName: String
  let stamp: ModelStamp
  let tags: [String]
  private let pool: SessionPool

  init(_ name: String, shortName: String, store: ModelStore) throws {
    let model = try store.catalog.model(named: name)
    self.shortName = shortName
    stamp = ModelStamp(name: model.name, version: model.version)
    tags = model.tags ?? []
    pool = try SessionPool(modelName: name, store: store)
  }

  /// Runs all patches; each output has a row a patch.
  func run(_ patches: [Patch], batchSize: Int, outputs: [String]) throws -> [Tensor] {
    let rowShape = [PatchCollector.frameCount, PatchCollector.bandCount]
    var joined: [Tensor] = []
    try pool.withSession { session in
      for start in stride(from: 0, to: patches.count, by: max(1, batchSize)) {
        let batch = patches[start..<min(patches.count, start + max(1, batchSize))]
        let input = Tensor(shape: [batch.count] + rowShape, values: Array(batch.map(\.values).joined()))
        let results = try session.run(input, as: "melspectrogram", outputs: outputs)
        if joined.isEmpty { joined = results } else { joined.append(rowsOf: results) }
      }
    }
    return joined
  }

  /// The probability of a tag in a row of probabilities, or `nil` when the model has no such tag.
  func probability(of tag: String, in row: [Double]) -> Double? { tags.firstIndex(of: tag).map { row[$0] } }

  /// The most probable tags, with equal ones in the catalogue's order.
  func mostProbable(_ count: Int, in row: [Double]) -> [TagProbability] {
    zip(tags, row).enumerated()
      .sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }
      .prefix(max(0, count))
      .map { TagProbability(model: shortName, tag: $0.element.0, probability: $0.element.1.rounded(decimals: 4)) }
  }
}

extension [Tensor] {
  /// Puts the rows of other tensors below these.
  fileprivate mutating func append(rowsOf others: [Tensor]) {
    for (index, other) in zip(indices, others) {
      self[index].shape[0] += other.shape[0]
      self[index].values += other.values
    }
  }
}

extension Tensor {
  /// The mean of all rows.
  func rowMean() -> [Double] {
    let rows = shape[0]
    let width = values.count / Swift.max(1, rows)
    var sums = [Double](repeating: 0, count: width)
    for row in 0..<rows {
      for column in 0..<width { sums[column] += Double(values[row * width + column]) }
    }
    return sums.map { $0 / Double(rows) }
  }
}
