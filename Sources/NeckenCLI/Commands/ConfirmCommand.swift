import ArgumentParser
import NeckenML

struct ConfirmCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "confirm",
    abstract: "Say which dance saved tracks are.",
    discussion: """
      What a person confirmed is never overwritten by an analysis, and train learns from it. Without --dance \
      the dance that a track is taken for is confirmed.

      EXAMPLES
        neckenml confirm Music/polska.mp3
        neckenml confirm --dance Hambo --person Ann 6e0f…  Music/tune.flac
      """)

  @Argument(help: ArgumentHelp("Track ids, or paths or addresses of recordings.", valueName: "tracks"))
  var tracks: [String]

  @Option(help: ArgumentHelp("The dance they are.", valueName: "dance"))
  var dance: DanceArgument?

  @Option(help: ArgumentHelp("The kind of that dance, such as Bingsjöpolska.", valueName: "name"))
  var subStyle: String?

  @Flag(help: "Write each track as one JSON object a line.")
  var json = false

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var person: PersonOptions

  func run() async throws {
    let store = try await database.openExisting()
    let editor = TrackEditor(store: store, judge: TrackJudge(), person: person.name)
    try await EditOutput(isJSON: json).forEach(tracks) { name in
      try await editor.confirm(editor.find(name), as: dance?.style, subStyle: subStyle)
    }
  }
}
