import ArgumentParser
import NeckenML

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the saved collection as CSV, for spreadsheets.",
    discussion: "One row a track, in UTF-8 with a comma between columns.\n\nEXAMPLE\n  neckenml export > music.csv")

  @OptionGroup var database: DatabaseOptions

  func run() async throws {
    let store = try await database.openForReading()
    try await Interruption.run {
      try await CollectionCSV(store: store).write { Console.shared.print($0) }
    }
  }
}
