import ArgumentParser
import NeckenML

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the saved collection as CSV or JSON lines.",
    discussion: """
      One row a track, in UTF-8 with a comma between columns, for spreadsheets; or with --json one object a \
      line with all its dances, bars and sections, for other programs.

      EXAMPLES
        neckenml export > music.csv
        neckenml export --json > music.jsonl
      """)

  @Flag(help: "Write one JSON object a line.")
  var json = false

  @OptionGroup var database: DatabaseOptions

  func run() async throws {
    let store = try await database.openForReading()
    try await Interruption.run { [json] in
      if json {
        try await CollectionJSON(store: store).write { Console.shared.print($0) }
      } else {
        try await CollectionCSV(store: store).write { Console.shared.print($0) }
      }
    }
  }
}
