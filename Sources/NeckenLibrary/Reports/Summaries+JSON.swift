import NeckenCore
public import NeckenEvaluation
public import NeckenStore

extension ReclassifySummary {
  /// The summary as one JSON object on one line.
  public var json: String {
    JSONText.object([
      ("examined", .integer(examined)), ("changed", .integer(changed)), ("confirmed", .integer(confirmed)),
      (
        "changes",
        .array(
          changes.map { change in
            .object([
              ("from", JSONText(change.from?.rawValue)), ("to", .string(change.to.rawValue)),
              ("tracks", .integer(change.count)),
            ])
          })
      ),
      (
        "unreadable",
        .array(
          unreadable.map { track in
            .object([
              ("track_id", .string(track.trackID.rawValue)), ("name", .string(track.name)),
              ("reason", .string(track.reason)),
            ])
          })
      ),
    ]).text
  }
}

extension StoreSummary {
  /// The summary as one JSON object on one line.
  /// - Parameter database: where the store lies.
  public func json(database: String) -> String {
    JSONText.object([
      ("database", .string(database)), ("layout", .integer(schemaVersion)), ("tracks", .integer(trackCount)),
      ("analysed", .integer(analysedTrackCount)), ("confirmed", .integer(confirmedTrackCount)),
      ("keywords", .integer(keywordCount)),
      ("styles", .object(styles.map { ($0.style.rawValue, .integer($0.count)) })),
    ]).text
  }
}

extension BeatEvaluation.Report {
  /// The report as one JSON object on one line.
  public var json: String {
    JSONText.object([
      (
        "files",
        .array(files.map { .object([("file", .string($0.name)), ("scores", Self.scores($0.scores))]) })
      ),
      ("mean", mean.map(Self.scores) ?? .null),
      ("missing", JSONText(missing)),
      (
        "failures",
        .array(failures.map { .object([("file", .string($0.name)), ("reason", .string($0.reason))]) })
      ),
    ]).text
  }

  private static func scores(_ scores: BeatScores) -> JSONText {
    .object([
      ("beat_f_70ms", .number(scores.beatFMeasure)), ("beat_f_100ms", .number(scores.beatFMeasureWide)),
      ("cemgil", .number(scores.cemgil)), ("cmlc", .number(scores.correctLevelContinuous)),
      ("cmlt", .number(scores.correctLevelTotal)), ("amlc", .number(scores.anyLevelContinuous)),
      ("amlt", .number(scores.anyLevelTotal)), ("information_gain", .number(scores.informationGain)),
      ("downbeat_f_70ms", JSONText(scores.downbeatFMeasure)),
      ("downbeat_f_100ms", JSONText(scores.downbeatFMeasureWide)),
      ("tempo_acc1", JSONText(scores.tempoAccuracy1)), ("tempo_acc2", JSONText(scores.tempoAccuracy2)),
      ("meter", JSONText(scores.meterAccuracy)), ("ternary", JSONText(scores.ternaryAccuracy)),
      ("beat_share_error", JSONText(scores.beatShareError)),
    ])
  }
}
