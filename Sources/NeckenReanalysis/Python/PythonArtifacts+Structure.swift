import NeckenCore

extension PythonArtifacts {
  /// `sections` as boundaries, or as pairs of start and end, with `section_labels` beside them.
  mutating func readStructure(rhythm: RhythmArtifacts?, durationSeconds: Double) -> StructureArtifacts? {
    guard let spans = spans(durationSeconds: durationSeconds), !spans.isEmpty else { return nil }
    var labels: [String] = []
    if case .array(let values)? = member("structure", "section_labels") {
      labels = values.map { if case .string(let label) = $0 { label } else { "" } }
    }
    guard labels.count >= spans.count, !labels.contains("") else {
      note("structure", "structure.section_labels are not one text for each section: sections were left out")
      return nil
    }
    note("structure", "the Python neckenml's sections are by timbre, not by repetition")
    let bars = rhythm?.barTimes ?? []
    return StructureArtifacts(
      sections: zip(spans, labels).map { span, label in
        let first = bars.count { $0 < span.lowerBound }
        return Section(
          startSeconds: span.lowerBound, endSeconds: span.upperBound, label: label, firstBar: first,
          barCount: bars.count { span.contains($0) && $0 < span.upperBound })
      }, phraseLengthBars: nil, repetitionStrength: 0, turnTimes: [])
  }

  private mutating func spans(durationSeconds: Double) -> [ClosedRange<Double>]? {
    guard let value = member("structure", "sections") else { return nil }
    if case .array(let rows) = value {
      let pairs = rows.compactMap { row -> ClosedRange<Double>? in
        guard case .numbers(let pair) = row, pair.count == 2, pair[0] < pair[1] else { return nil }
        return pair[0]...pair[1]
      }
      if pairs.count == rows.count { return pairs }
    }
    guard var bounds = times(in: "structure", "sections", part: "structure") else { return nil }
    if let last = bounds.last, durationSeconds > last { bounds.append(durationSeconds) }
    return zip(bounds, bounds.dropFirst()).map { $0...$1 }
  }
}
