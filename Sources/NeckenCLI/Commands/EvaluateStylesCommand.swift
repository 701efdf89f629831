import ArgumentParser
import Foundation
import NeckenML

extension EvaluateCommand {
  struct Styles: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Measure how right the dances are against your labels.",
      discussion: """
        Reads a CSV file with the columns recording (a path, a file name, or a track's identifier) and style, \
        and judges those recordings of the database anew from what is stored: by title alone, by tempo and \
        meter alone, by the heuristics, by all of the sound, and by everything. The label Unknown means none of \
        the dances; with a column beats_per_bar its meter counts too, and what a column also names (Jig/Slip jig) \
        is right as well.

        EXAMPLE
          neckenml analyze --save Music/ && neckenml evaluate styles labels.csv
        """)

    @Argument(help: ArgumentHelp("Labels: recording,style.", valueName: "csv"))
    var labels: String

    @Flag(help: "Write one JSON object with all scores and confusions.")
    var json = false

    @OptionGroup var database: DatabaseOptions
    @OptionGroup(title: "How dances are told") var classifier: ClassifierOptions

    func run() async throws {
      let table = try DanceLabels.read(csv: URL(filePath: labels))
      for problem in table.problems { Console.shared.complain("\(labels): \(problem)") }
      let store = try await database.openForReading()
      let found = try await Interruption.run { try await LabelledRecordings.collect(table, from: store) }
      for name in found.missing { Console.shared.complain("\(name): not in the database") }
      for failure in found.unreadable { Console.shared.complain("\(failure.name): \(failure.reason)") }
      guard !found.items.isEmpty else {
        Console.shared.complain("\(labels): nothing was measured")
        throw ExitStatus.failure
      }
      let evaluation = StyleEvaluation(
        configuration: try await classifier.configuration(store: store), head: try classifier.chosenHead())
      let scores = try evaluation.run(
        found.items.map {
          .init(
            truth: $0.label.style, alsoRight: $0.label.alsoRight, isTernary: $0.label.isTernary,
            features: $0.features, metadata: $0.metadata)
        })
      if json {
        Console.shared.print(try scores.json)
      } else {
        for line in StyleScoreTable.lines(scores) { Console.shared.print(line) }
      }
      if !found.missing.isEmpty || !found.unreadable.isEmpty || !table.problems.isEmpty { throw ExitStatus.failure }
    }
  }
}
