import ArgumentParser
import NeckenML

struct BackfillCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backfill",
    abstract: "Analyse the saved tracks that were never analysed.",
    discussion: """
      For rows that came from elsewhere, such as another program's table of tracks, or failed earlier. Each \
      is saved as soon as it is done; stop at any time and start again. Start it several times, also on \
      several machines with one PostgreSQL database: they share the work.

      EXAMPLES
        neckenml backfill --jobs 4
        neckenml backfill --audio 's3://recordings/{id}.flac'     tracks without a path, by their id
      """)

  @Option(
    help: ArgumentHelp(
      "Where the audio of tracks without a path is: a path or address with {id} in it.", valueName: "template"))
  var audio: String?

  @Flag(help: "Write the summary as one JSON object.")
  var json = false

  @OptionGroup var collection: CollectionOptions

  func validate() throws {
    if let audio, !audio.contains("{id}") { throw ValidationError("--audio needs {id} where the track's id goes") }
  }

  func run() async throws {
    let store = try await collection.database.openExisting()
    let job = BackfillJob(store: store, analyze: try await collection.analyzeJob(store)) { [audio] track in
      track.filePath ?? audio?.replacing("{id}", with: track.id.rawValue)
    }
    let progress = ProgressLine("track")
    let summary = try await Interruption.run {
      try await job.run(progress: progress.show) { outcome in
        if let failure = outcome.failure { Console.shared.complain(failure) }
      }
    }
    Console.shared.print(json ? summary.json : "\(summary.analysed) analysed, \(summary.failed) failed")
    if summary.failed + summary.notDone > 0 { throw ExitStatus.failure }
  }
}
