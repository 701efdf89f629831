import NeckenCore

extension TrackReport {
  /// What the rhythm says about the dance, as Docs/Algorithms/evidence.md explains it.
  static func evidence(_ evidence: RhythmEvidence) -> JSONText {
    .object([
      ("accents", JSONText(evidence.accents)),
      ("loudest_share", JSONText(evidence.loudestShare)),
      ("onsets_per_beat", JSONText(evidence.onsetsPerBeat)),
      ("undivided_share", JSONText(evidence.undividedShare)),
      ("eighth_share", JSONText(evidence.eighthShare)),
      ("triplet_share", JSONText(evidence.tripletShare)),
      ("sixteenth_share", JSONText(evidence.sixteenthShare)),
      ("long_short_share", JSONText(evidence.longShortShare)),
      ("short_long_share", JSONText(evidence.shortLongShare)),
      ("division_ratio", .array(evidence.divisionRatio.map { JSONText($0) })),
      ("full_triplet_share", JSONText(evidence.fullTripletShare)),
      ("notes_per_beat", JSONText(evidence.notesPerBeat)),
      ("periodicity", evidence.periodicity.map(periodicity) ?? .null),
      ("form", JSONText(evidence.form)),
      ("square_section_share", JSONText(evidence.squareSectionShare)),
      ("turn_length_bars", JSONText(evidence.turnLengthBars)),
      ("steadiness", JSONText(evidence.steadiness)),
      ("bar_jitter", JSONText(evidence.barJitter)),
      ("tempo_drift", JSONText(evidence.tempoDrift)),
      ("upbeat_beats", JSONText(evidence.upbeatBeats)),
      ("section_upbeat", JSONText(evidence.sectionUpbeat)),
    ])
  }

  private static func periodicity(_ periodicity: BeatPeriodicity) -> JSONText {
    .object([
      ("lags_in_beats", .array(BeatPeriodicity.lags.map(JSONText.integer))),
      ("energies", JSONText(periodicity.energies)),
      ("divisions", JSONText(periodicity.divisions)),
      ("downbeats", JSONText(periodicity.downbeats)),
      ("lengths", JSONText(periodicity.lengths)),
    ])
  }
}
