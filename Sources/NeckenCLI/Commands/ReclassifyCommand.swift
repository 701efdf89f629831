import ArgumentParser
import NeckenML

struct ReclassifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reclassify",
    abstract: "Judge the saved collection anew, without audio.",
    discussion: """
      Derives features and dances again from what was kept by analyze --save: after training another head, \
      changing parameters, or updating the program. What a person confirmed or corrected stays. Start it \
      several times to share the work.

      EXAMPLES
        neckenml reclassify --dry-run --head my.head      what would change?
        neckenml reclassify --head my.head
      """)

  @Flag(help: "Tell what would change, and change nothing.")
  var dryRun = false

  @Flag(help: "Go on where a stopped run with the same head and parameters ended.")
  var resume = false

  @Flag(help: "Write the summary as one JSON object.")
  var json = false

  @OptionGroup var database: DatabaseOptions
  @OptionGroup(title: "How dances are told") var classifier: ClassifierOptions
  @OptionGroup var job: JobOptions

  func run() async throws {
    let store = dryRun ? try await database.openForReading() : try await database.openExisting()
    var configuration = ReclassifyJob.Configuration()
    configuration.tasks = job.jobs
    configuration.isDryRun = dryRun
    configuration.sharing.resumes = resume
    let reclassify = ReclassifyJob(
      store: store, judge: try await classifier.judge(store: store), configuration: configuration)
    let progress = ProgressLine("track")
    let summary = try await Interruption.run { try await reclassify.run(progress: progress.show) }
    for track in summary.unreadable { Console.shared.complain("\(track.name): \(track.reason)") }
    if json { Console.shared.print(summary.json) } else { show(summary) }
    if !summary.unreadable.isEmpty { throw ExitStatus.failure }
  }

  private func show(_ summary: ReclassifySummary) {
    let verb = dryRun ? "would change" : "changed"
    Console.shared.print(
      "\(Format.count(summary.examined, "track")): \(summary.changed) \(verb), \(summary.confirmed) confirmed, "
        + "\(summary.unreadable.count) unreadable")
    let rows = summary.changes.map { change in
      [change.from?.rawValue ?? Format.none, change.to.rawValue, String(change.count)]
    }
    guard !rows.isEmpty else { return }
    for line in TextTable.lines(titles: ["FROM", "TO", "TRACKS"], rightAligned: [2], rows: rows) {
      Console.shared.print(line)
    }
  }
}
