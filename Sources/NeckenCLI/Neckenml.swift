import ArgumentParser

@main
struct Neckenml: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "neckenml")
}
