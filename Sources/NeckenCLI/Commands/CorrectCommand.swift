public import ArgumentParser
public import NeckenML

struct CorrectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct",
    abstract: "Correct tempo, bars or dance of saved tracks.",
    discussion: """
      Everything derived follows at once, without audio: beats, bars, tempo, features, dances. Corrections \
      are kept beside what was heard, outlive every new analysis, and can be taken back. They are counted from \
      what was tracked, not from an earlier correction; what is not given stays as it was.

      EXAMPLES
        neckenml correct tune.mp3 --tempo half                beats were counted twice as fast
        neckenml correct tune.mp3 --bar-shift 1               bars begin one beat later
        neckenml correct tune.mp3 --beats-per-bar 3 --dance Polska
        neckenml correct tune.mp3 --undo
      """)

  @Argument(help: ArgumentHelp("Track ids, or paths or addresses of recordings.", valueName: "tracks"))
  var tracks: [String]

  @Option(help: ArgumentHelp("The beat is half or double of what was tracked; none as tracked.", valueName: "which"))
  var tempo: TempoCorrection?

  @Option(help: ArgumentHelp("Bars begin so many beats later than tracked; negative is earlier.", valueName: "beats"))
  var barShift: Int?

  @Option(help: ArgumentHelp("Beats in a bar, 1 to 12; 0 as tracked.", valueName: "number"))
  var beatsPerBar: Int?

  @Option(help: ArgumentHelp("The dance, confirmed in your name.", valueName: "dance"))
  var dance: DanceArgument?

  @Option(help: ArgumentHelp("The kind of that dance.", valueName: "name"))
  var subStyle: String?

  @Flag(help: "Take back what was corrected of tempo and bars.")
  var undo = false

  @Flag(help: "Write each track as one JSON object a line.")
  var json = false

  @OptionGroup var database: DatabaseOptions
  @OptionGroup(title: "How dances are told") var classifier: ClassifierOptions
  @OptionGroup var person: PersonOptions

  private var rhythm: RhythmCorrection {
    undo ? .none : RhythmCorrection(beatsPerBar: beatsPerBar, tempo: tempo, barShift: barShift)
  }

  func validate() throws {
    if undo, tempo != nil || barShift != nil || beatsPerBar != nil {
      throw ValidationError("--undo takes everything back: not with --tempo, --bar-shift or --beats-per-bar")
    }
    if rhythm.isEmpty, dance == nil {
      throw ValidationError("say what is wrong: --tempo, --bar-shift, --beats-per-bar, --dance, or --undo")
    }
    if subStyle != nil, dance == nil { throw ValidationError("--sub-style belongs to a --dance") }
    if let beatsPerBar, !(0...12).contains(beatsPerBar) {
      throw ValidationError("--beats-per-bar takes a number from 1 to 12, or 0")
    }
  }

  func run() async throws {
    let store = try await database.openExisting()
    let editor = TrackEditor(
      store: store, judge: try await classifier.judge(store: store), person: person.name)
    try await EditOutput(isJSON: json).forEach(tracks) { name in
      try await editor.correct(editor.find(name), rhythm, dance: dance?.style, subStyle: subStyle)
    }
  }
}

extension TempoCorrection: ExpressibleByArgument {}
