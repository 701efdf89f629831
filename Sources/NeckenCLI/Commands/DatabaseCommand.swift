import ArgumentParser
import NeckenML

struct DatabaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "db", abstract: "Look after the database.", subcommands: [Info.self, Check.self],
    defaultSubcommand: Info.self)

  struct Info: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Tell what the database holds.")

    @Flag(help: "Write one JSON object.")
    var json = false
    @OptionGroup var database: DatabaseOptions

    func run() async throws {
      let summary = try await database.openForReading().summary()
      if json { return Console.shared.print(summary.json(database: database.name)) }
      let facts = [
        ["database", database.name], ["layout", String(summary.schemaVersion)],
        ["tracks", String(summary.trackCount)], ["analysed", String(summary.analysedTrackCount)],
        ["confirmed", String(summary.confirmedTrackCount)], ["keywords", String(summary.keywordCount)],
      ]
      let table = TextTable(columns: [.init(title: "", width: 10), .init(title: "", width: 0)])
      for fact in facts { Console.shared.print(table.row(fact)) }
      let styles = summary.styles.map { [$0.style.rawValue, String($0.count)] }
      guard !styles.isEmpty else { return }
      Console.shared.print("")
      for line in TextTable.lines(titles: ["DANCE", "TRACKS"], rightAligned: [1], rows: styles) {
        Console.shared.print(line)
      }
    }
  }

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Look for damage in the database.",
      discussion: "Reads everything. Writes a line for each problem; exit status 1 when there are any.")

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
      let problems = try await database.openForReading().problems()
      for problem in problems { Console.shared.print(problem) }
      if !problems.isEmpty { throw ExitStatus.failure }
      Console.shared.print("\(database.name): all is well")
    }
  }
}
