import NeckenCore
import NeckenStore

extension AnalyzeSummary {
  /// The summary as one JSON object on one line.
  public var json: String { JSONText.object(members).text }

  var members: [(String, JSONText)] {
    [
      ("analysed", .integer(analysed)), ("failed", .integer(failed)), ("left_to_others", .integer(leftToOthers)),
      ("not_done", .integer(notDone)),
    ]
  }
}

extension RefreshSummary {
  /// The summary as one JSON object on one line.
  public var json: String {
    JSONText.object(
      [("unchanged", .integer(unchanged)), ("touched", .integer(touched)), ("missing", .integer(missing))]
        + analysis.members
    ).text
  }
}

extension LabelImport.Summary {
  /// The summary as one JSON object on one line.
  public var json: String {
    JSONText.object([("recorded", .integer(recorded)), ("problems", JSONText(problems.map(\.description)))]).text
  }
}

extension TrackEditor.Result {
  /// What the track is now, as one JSON object on one line.
  public var json: String { CollectionJSON.object(track, styles, correction).text }
}
