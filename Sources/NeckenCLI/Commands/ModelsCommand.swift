import ArgumentParser
import NeckenML

struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "Tell which models are at hand, and how to get the rest.",
    discussion: """
      Lists the models and the library that runs them: present, missing or damaged, with what to do about \
      it. Without them everything else still works, and results say what they had to do without. Exit \
      status 1 when something cannot be used.
      """)

  @Flag(help: "Write one JSON object.")
  var json = false

  func run() throws {
    let inventory = ModelInventory(store: try ModelStore())
    if json {
      Console.shared.print(inventory.json)
    } else {
      let rows = inventory.entries.map { [$0.name, $0.version, $0.state.rawValue, $0.licence, $0.summary] }
      for line in TextTable.lines(titles: ["NAME", "VERSION", "STATUS", "LICENCE", "WHAT"], rows: rows) {
        Console.shared.print(line)
      }
    }
    for problem in inventory.entries.compactMap(\.problem) { Console.shared.complain(problem) }
    if inventory.entries.contains(where: { $0.problem != nil }) { throw ExitStatus.failure }
  }
}
