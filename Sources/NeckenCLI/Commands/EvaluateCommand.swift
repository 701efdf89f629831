import ArgumentParser
import Foundation
import NeckenML

struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Measure results against annotations.", subcommands: [Beats.self, Styles.self])

  struct Beats: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Measure beats against annotated beats.",
      discussion: """
        Pairs the files of two folders by name (tune.beats with tune.beats) and gives the field's measures, \
        computed as mir_eval does: F within 70 and 100 ms, continuity (CMLt, AMLt), information gain, \
        downbeat F, tempo within 4 % (Acc1; Acc2 allows octaves), meter, and the mean error of the beat \
        shares. A measure that a file's annotations do not allow is "–" and left out of the mean.

        EXAMPLE
          neckenml beats Music/ -o beats/ && neckenml evaluate beats annotations/ beats/
        """)

    @Argument(help: ArgumentHelp("Folder of annotated beats.", valueName: "refdir"))
    var references: String

    @Argument(help: ArgumentHelp("Folder of beats to measure.", valueName: "estdir"))
    var estimates: String

    @Flag(help: "Write one JSON object with the scores of each file and their mean.")
    var json = false

    func validate() throws {
      for folder in [references, estimates] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
          throw ValidationError("\(folder) is not a folder")
        }
      }
    }

    func run() async throws {
      let report = try BeatEvaluation.evaluate(
        referenceDirectory: URL(filePath: references), estimateDirectory: URL(filePath: estimates))
      for name in report.missing { Console.shared.complain("\(name): there is no estimate") }
      for failure in report.failures { Console.shared.complain("\(failure.name): \(failure.reason)") }
      if json {
        Console.shared.print(report.json)
      } else {
        for line in BeatScoreTable.lines(report) { Console.shared.print(line) }
      }
      if report.files.isEmpty { Console.shared.complain("\(references): nothing was measured") }
      if report.files.isEmpty || !report.missing.isEmpty || !report.failures.isEmpty { throw ExitStatus.failure }
    }
  }
}
