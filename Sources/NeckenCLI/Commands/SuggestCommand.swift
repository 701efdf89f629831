import ArgumentParser
import Foundation
import NeckenML

struct SuggestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suggest",
    abstract: "Tell which recordings to label first, so that a head learns most.",
    discussion: """
      Looks through the database for recordings that nobody has confirmed, and names those between whose \
      dances the head hesitates most, unlike each other and unlike what is confirmed. Listen, label them in a \
      CSV file (recording,style), and train with --labels.

      EXAMPLES
        neckenml suggest --count 10
        neckenml suggest --head my.head --json
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("How many recordings to name.", valueName: "number"))
  var count = 20

  @Option(help: ArgumentHelp("The head that shall learn; the built-in one unless given.", valueName: "file"))
  var head: String?

  @Flag(help: "Write one JSON object a line.")
  var json = false

  @OptionGroup var database: DatabaseOptions

  func validate() throws {
    if count < 1 { throw ValidationError("--count must be 1 or more") }
  }

  func run() async throws {
    let head = try head.map { try ClassificationHead.load(from: URL(filePath: $0)) } ?? ClassificationHead.builtIn()
    let job = SuggestJob(store: try await database.openForReading(), head: head)
    let outcome = try await Interruption.run { try await job.run(count: count) }
    for failure in outcome.unreadable { Console.shared.complain("\(failure.name): \(failure.reason)") }
    if json {
      for suggestion in outcome.suggestions { Console.shared.print(try suggestion.json) }
    } else {
      let rows = outcome.suggestions.map { suggestion in
        [suggestion.name, suggestion.hesitation.map(Self.words).joined(separator: ", ")]
      }
      for line in TextTable.lines(titles: ["FILE", "HESITATES BETWEEN"], rows: rows) { Console.shared.print(line) }
    }
    if outcome.suggestions.isEmpty {
      Console.shared.complain("of \(Format.count(outcome.openCount, "unconfirmed recording")) none has a steady beat")
    }
    if !outcome.unreadable.isEmpty { throw ExitStatus.failure }
  }

  private static func words(_ entry: StyleProbability) -> String {
    "\(entry.style) \(Format.percent(entry.probability))"
  }
}
