import NeckenCore

extension TrackCorrection {
  static let names = ["beats_per_bar", "tempo_correction", "bar_shift", "person", "corrected_at"]

  /// Reads the columns in the order of ``names``; `nil` where an outer join found none.
  init?(row: inout PostgresRow, trackID: TrackID) throws {
    let beatsPerBar = try row.optionalInteger()
    let (name, barShift) = (row.optionalText(), try row.optionalInteger())
    let (person, correctedAt) = (row.optionalText(), try row.optionalTime())
    guard let name, let barShift, let person, let correctedAt else { return nil }
    guard let tempoCorrection = TempoCorrection(rawValue: name) else {
      throw StoreError.invalidRow(detail: "a tempo correction is called \(name)")
    }
    self.init(
      trackID: trackID, beatsPerBar: beatsPerBar, tempoCorrection: tempoCorrection, barShift: barShift,
      person: person, correctedAt: correctedAt)
  }

  var parameters: [String?] {
    [beatsPerBar.map { String($0) }, tempoCorrection.rawValue, String(barShift), person, Timestamp.text(correctedAt)]
  }
}
