import NeckenCore

/// Where a training table keeps what.
struct TrainingColumns {
  private enum Embedding {
    case oneCell(Int)
    case oneColumnPerSlot([Int])
  }

  private let embedding: Embedding
  private let style: Int
  private let group: Int?
  private let featureVersion: Int?

  private static let embeddingNames = ["embedding", "features", "vector"]
  private static let styleNames = ["style", "dance_style", "dance", "label"]
  private static let groupNames = ["recording", "group", "track_id", "track"]

  init(header: [String]) throws(TrainingTableError) {
    let names = header.map { name in
      name.split(whereSeparator: \.isWhitespace).joined(separator: "_").lowercased()
    }
    let column = { (wanted: [String]) in wanted.lazy.compactMap { names.firstIndex(of: $0) }.first }
    guard let style = column(Self.styleNames) else { throw .noHeader(found: header) }
    if let cell = column(Self.embeddingNames) {
      embedding = .oneCell(cell)
    } else {
      let slots = (0..<FeatureVector.count).compactMap { names.firstIndex(of: FeatureVector.name(at: $0)) }
      guard slots.count == FeatureVector.count else { throw .noHeader(found: header) }
      embedding = .oneColumnPerSlot(slots)
    }
    self.style = style
    group = column(Self.groupNames)
    featureVersion = names.firstIndex(of: "feature_version")
  }

  func style(in fields: [String]) -> String {
    fields.indices.contains(style) ? fields[style] : ""
  }

  /// `nil` without such a column or value.
  func group(in fields: [String]) -> String? {
    guard let group, fields.indices.contains(group), !fields[group].isEmpty else { return nil }
    return fields[group]
  }

  func vector(in fields: [String]) throws(RowProblem.Reason) -> FeatureVector {
    if let featureVersion, fields.indices.contains(featureVersion),
      Int(fields[featureVersion]) != FeatureVector.currentVersion
    {
      throw .otherFeatureVersion(fields[featureVersion])
    }
    let values = try numbers(in: fields)
    guard !values.isEmpty else { throw .noEmbedding }
    guard values.count == FeatureVector.count else { throw .wrongCount(values.count) }
    // Slots that were never measured are zeros (see FeatureVector).
    let hasEmbedding = values[..<FeatureVector.embeddingCount].contains { $0 != 0 }
    do { return try FeatureVector(values: values, hasEmbedding: hasEmbedding) } catch {
      throw .wrongCount(values.count)
    }
  }

  private func numbers(in fields: [String]) throws(RowProblem.Reason) -> [Double] {
    let text: String
    switch embedding {
    case .oneCell(let cell):
      text = fields.indices.contains(cell) ? fields[cell] : ""
    case .oneColumnPerSlot(let columns):
      text = columns.map { fields.indices.contains($0) ? fields[$0] : "" }.joined(separator: ";")
    }
    return try NumberList.parse(text)
  }
}
