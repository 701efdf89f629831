import ArgumentParser
import Foundation
import NeckenML

struct LabelsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "labels", abstract: "Bring people's labels in and out as tables.",
    subcommands: [Import.self, Export.self])

  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take labels from a CSV file as people's word.",
      discussion: """
        The first row names the columns: track_id, file_path or content_hash (SHA-256 of the file), and \
        dance_style; sub_style and person where there are such. Comma, semicolon or tab; UTF-8, UTF-16 or \
        Windows-1252. Rows that cannot be used, and tracks that the database does not know, are named with \
        their number, and the rest goes on. Taking the same file twice does no harm.

        EXAMPLE
          neckenml labels import labels.csv --person Ann
        """)

    @Argument(help: ArgumentHelp("The table.", valueName: "file"))
    var file: String

    @Flag(help: "Write the summary as one JSON object.")
    var json = false

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var person: PersonOptions

    func run() async throws {
      let table = try LabelTable.read(csv: URL(filePath: file))
      let labels = LabelImport(store: try await database.openExisting(), person: person.name)
      let progress = ProgressLine("label")
      let summary = try await Interruption.run { try await labels.run(table, progress: progress.show) }
      for problem in summary.problems { Console.shared.complain("\(file): \(problem)") }
      Console.shared.print(
        json
          ? summary.json
          : "\(Format.count(summary.recorded, "label")) taken, \(Format.count(summary.problems.count, "row")) not")
      if !summary.problems.isEmpty { throw ExitStatus.failure }
    }
  }

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write what people confirmed as CSV.",
      discussion: """
        One row a track, in a form that labels import reads.

        EXAMPLES
          neckenml labels export > labels.csv
          neckenml labels export --sure 0.95 > for-a-teacher-to-look-at.csv
        """)

    @Option(
      help: ArgumentHelp("Also what nobody confirmed and the program is so sure of, 0 to 1.", valueName: "confidence"))
    var sure: Double?

    @OptionGroup var database: DatabaseOptions

    func validate() throws {
      if let sure, !(0...1).contains(sure) { throw ValidationError("--sure takes a number from 0 to 1") }
    }

    func run() async throws {
      var labels = LabelExport(store: try await database.openForReading())
      labels.minimumConfidence = sure
      let export = labels
      try await Interruption.run { try await export.write { Console.shared.print($0) } }
    }
  }
}
