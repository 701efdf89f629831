import ArgumentParser
import NeckenML

struct RefreshCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refresh",
    abstract: "Analyse anew the saved tracks whose audio has changed.",
    discussion: """
      Looks at each file's time of change, and where that is new at its content. Old results stay until the \
      new ones are whole; what people confirmed and corrected stays. Audio that is gone is named, and what \
      is known about it kept. Several programs share the work.

      EXAMPLES
        neckenml refresh
        neckenml refresh --outdated       also what an earlier version or other models analysed
      """)

  @Flag(help: "Analyse anew also what another version of neckenml, other models or settings analysed.")
  var outdated = false

  @Flag(help: "Compare the content of every file, also where its time of change is the same.")
  var thorough = false

  @Flag(help: "Write the summary as one JSON object.")
  var json = false

  @OptionGroup var collection: CollectionOptions

  func run() async throws {
    let store = try await collection.database.openExisting()
    var configuration = RefreshJob.Configuration()
    configuration.includesOutdated = outdated
    configuration.trustsModificationTimes = !thorough
    let job = RefreshJob(
      store: store, analyze: try await collection.analyzeJob(store), configuration: configuration)
    let progress = ProgressLine("track")
    let summary = try await Interruption.run {
      try await job.run(progress: progress.show) { outcome in
        if let failure = outcome.failure { Console.shared.complain(failure) }
      }
    }
    if json {
      Console.shared.print(summary.json)
    } else {
      Console.shared.print(
        "\(summary.analysis.analysed) analysed anew, \(summary.unchanged + summary.touched) unchanged, "
          + "\(summary.missing + summary.analysis.failed) failed")
    }
    if summary.missing + summary.analysis.failed + summary.analysis.notDone > 0 { throw ExitStatus.failure }
  }
}
