import ArgumentParser
import Foundation
import NeckenML

/// Who says so.
struct PersonOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Who says so; $USER or your account unless given. Each person has one voice a track, and two who agree lock \
      its dance.
      """,
      valueName: "name"))
  var person: String?

  func validate() throws {
    if name.isEmpty { throw ValidationError("say who you are with --person") }
  }

  /// Without `$USER`, as in a container or a scheduled job, the account's name in the system's own list.
  var name: String { person ?? ProcessInfo.processInfo.environment["USER"] ?? NSUserName() }
}

/// "Hambo", "hambo", "polskor": a dance as people write it.
struct DanceArgument: ExpressibleByArgument {
  let style: DanceStyle

  init?(argument: String) {
    guard let style = LabelNormalizer().style(for: argument) else { return nil }
    self.style = style
  }
}
