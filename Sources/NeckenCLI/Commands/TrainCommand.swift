import ArgumentParser
import Foundation
import NeckenML

struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a head that tells dances, from your own labels.",
    discussion: """
      Learns from a CSV file with the columns embedding (217 numbers) and style, or without --csv from the \
      database: what a person confirmed, and what was told with a confidence of 0.95 or more. Rows that \
      cannot be used are named, and the rest goes on. Writes the head and tells how well it does on \
      recordings it was not trained on.

      EXAMPLES
        neckenml train --csv labels.csv -o my.head
        neckenml train --database music.sqlite --only-confirmed -o my.head
        neckenml analyze --head my.head Music/
      """)

  @Option(help: ArgumentHelp("Learn from this table instead of a database.", valueName: "file"))
  var csv: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write the head.", valueName: "file"))
  var output: String

  @Flag(help: "Learn only from what a person confirmed.")
  var onlyConfirmed = false

  @Option(
    name: .customLong("track"), parsing: .singleValue,
    help: ArgumentHelp("Learn from this track alone; may be given many times.", valueName: "id"))
  var tracks: [String] = []

  @Flag(help: "Use a random forest instead of logistic regression.")
  var forest = false

  @Flag(help: "Write the report as JSON.")
  var json = false

  @OptionGroup var database: DatabaseOptions

  func validate() throws {
    if csv != nil, database.database != nil || onlyConfirmed || !tracks.isEmpty {
      throw ValidationError("--csv takes the place of a database: not with --database, --only-confirmed or --track")
    }
  }

  func run() async throws {
    var trainer = HeadTrainer.Configuration()
    trainer.method = forest ? .randomForest : .logisticRegression
    let (head, problems) =
      if let csv { try train(csv: csv, trainer) } else { try await trainFromDatabase(trainer) }
    for problem in problems { Console.shared.complain(problem) }
    try head.save(to: URL(filePath: output))
    if let report = head.report {
      if json {
        Console.shared.print(try report.json)
      } else {
        for line in TrainingReportText.lines(report, file: output) { Console.shared.print(line) }
      }
    }
  }

  private func train(
    csv: String, _ trainer: HeadTrainer.Configuration
  ) throws -> (ClassificationHead, problems: [String]) {
    let table = try TrainingTable.read(csv: URL(filePath: csv))
    let problems = table.problems.map { "\(csv): \($0)" }
    do {
      let head = try HeadTrainer(configuration: trainer).train(table.samples, origin: HeadOrigin(data: csv))
      return (head, problems)
    } catch {
      for problem in problems { Console.shared.complain(problem) }
      throw error
    }
  }

  private func trainFromDatabase(
    _ trainer: HeadTrainer.Configuration
  ) async throws -> (ClassificationHead, problems: [String]) {
    var configuration = TrainJob.Configuration()
    configuration.trainer = trainer
    configuration.onlyConfirmed = onlyConfirmed
    configuration.trackIDs = tracks.isEmpty ? nil : Set(tracks.map { TrackID(rawValue: $0) })
    let job = TrainJob(store: try await database.openForReading(), configuration: configuration)
    let origin = HeadOrigin(data: database.name)
    let (head, collection) = try await Interruption.run { try await job.run(origin: origin) }
    return (head, collection.unreadable.map { "\($0.name): \($0.reason)" })
  }
}
