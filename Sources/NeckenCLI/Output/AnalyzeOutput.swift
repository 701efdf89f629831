import NeckenML
import Synchronization

/// Writes the outcomes of an analysis: rows of a table, or JSON.
///
/// A class because the table's head is written once, before the first row.
final class AnalyzeOutput: Sendable {
  /// File names longer than this are shortened on a terminal.
  private static let longestName = 48
  private static let danceWidth = 24

  let isJSON: Bool
  private let table: TextTable
  private let nameLimit: Int?
  private let isHeadWritten = Mutex(false)

  /// - Parameter names: all that will come, so that the first row knows how wide the last will be.
  init(isJSON: Bool, names: [String]) {
    self.isJSON = isJSON
    nameLimit = StandardStream.output.isTerminal ? Self.longestName : nil
    let limit = nameLimit ?? .max
    let widest = names.map { min(limit, DisplayWidth.columns($0)) }.max() ?? 0
    table = TextTable(columns: [
      .init(title: "FILE", width: widest),
      .init(title: "DANCE", width: Self.danceWidth),
      .init(title: "SURE", width: 5, isRightAligned: true),
      .init(title: "TEMPO", width: 7, isRightAligned: true),
      .init(title: "BARS/MIN", width: 8, isRightAligned: true),
      .init(title: "METER", width: 5),
      .init(title: "LENGTH", width: 14),
      .init(title: "LOUDNESS", width: 10, isRightAligned: true),
    ])
  }

  /// Names what could not even be looked for.
  func begin(problems: [RecordingProblem]) {
    for problem in problems { Console.shared.complain("\(problem)") }
  }

  func show(_ outcome: AnalyzeOutcome) {
    if let report = outcome.report { Console.shared.print(isJSON ? report.json : rows(report)) }
    if let failure = outcome.failure { Console.shared.complain(failure) }
  }

  /// Says what was left undone, when somebody is still there to hear it.
  func end(_ summary: AnalyzeSummary) {
    guard summary.stoppedBy != nil || summary.notDone > 0, !Console.shared.readerHasLeft else { return }
    let done = Format.count(summary.analysed + summary.alreadyStored, "recording")
    Console.shared.complain("stopped: \(done) done, \(summary.failed) failed, \(summary.notDone) not done")
  }

  /// The row of a report, under the table's head when it is the first.
  private func rows(_ report: TrackReport) -> String {
    let isFirst = isHeadWritten.withLock { isWritten in
      defer { isWritten = true }
      return !isWritten
    }
    return isFirst ? table.header + "\n" + row(report) : row(report)
  }

  private func row(_ report: TrackReport) -> String {
    let features = report.features
    let primary = report.primary
    let tempo = primary?.effectiveBpm ?? features.tempo?.beatsPerMinute
    return table.row([
      nameLimit.map { DisplayWidth.shortened(report.file, to: $0) } ?? report.file,
      primary.map(Self.dance) ?? Format.none,
      primary.map { $0.style == .unknown ? Format.none : Format.percent($0.confidence) } ?? Format.none,
      tempo.map { Format.fixed($0, decimals: 0) + " bpm" } ?? Format.none,
      features.tempo.map { Format.fixed($0.barsPerMinute, decimals: 1) } ?? Format.none,
      features.meter?.meter.timeSignature ?? Format.none,
      Self.length(features),
      features.loudnessLufs.map { Format.fixed($0, decimals: 1) + " LUFS" } ?? Format.none,
    ])
  }

  private static func dance(_ judgement: StyleJudgement) -> String {
    judgement.subStyle.map { "\(judgement.style) (\($0))" } ?? judgement.style.rawValue
  }

  private static func length(_ features: DerivedFeatures) -> String {
    let clock = Format.clock(features.durationSeconds)
    guard let turns = features.structure?.turnTimes.count, turns > 0 else { return clock }
    return "\(clock) \(Format.count(turns, "turn"))"
  }
}
