import ArgumentParser
import NeckenML

/// The root of the program: what `neckenml --help` shows.
struct Neckenml: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "neckenml",
    abstract: "Listens to recordings of folk-dance music and tells what can be danced to them.",
    discussion: """
      Tells the dance and how sure it is, how fast it goes in the dancers' own unit, and where the beats, \
      bars and turns are. Recordings are read and never changed.

      EXAMPLES
        neckenml analyze Music/                  a table of all recordings in Music
        neckenml analyze --json tune.mp3         all there is to know, as JSON
        neckenml analyze --save --resume Music/  keep results; go on after a stop
        neckenml beats tune.flac -o beats/       beats for Sonic Visualiser
        neckenml train --csv my.csv -o my.head   learn dances from your labels
        neckenml reclassify --head my.head       judge saved tracks without audio
        neckenml correct tune.mp3 --tempo half   correct what was heard wrongly
        neckenml refresh                         analyse anew what has changed
        neckenml models                          which models are at hand

      EXIT STATUS
        0  all is well
        1  something could not be done; standard error names each file and why
        2  the command was not understood
      """,
    version: NeckenVersion.current,
    subcommands: [
      AnalyzeCommand.self, BeatsCommand.self, BackfillCommand.self, RefreshCommand.self, ReclassifyCommand.self,
      ConfirmCommand.self, CorrectCommand.self, LabelsCommand.self, KeywordsCommand.self, TrainCommand.self,
      ModelsCommand.self, EvaluateCommand.self, SuggestCommand.self, ExportCommand.self, DatabaseCommand.self,
    ])
}
