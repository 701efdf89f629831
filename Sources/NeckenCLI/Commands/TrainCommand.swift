import ArgumentParser
import Foundation
import NeckenML

struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a head that tells dances, from your own labels.",
    discussion: """
      Learns from a CSV file with the columns embedding (217 numbers) and style, or without --csv from the \
      database: what a person confirmed, and what was told with a confidence of 0.95 or more; or what a table \
      of labels says of its recordings. Rows that cannot be used are named, and the rest goes on. Writes the \
      head and tells how well it does on recordings it was not trained on, what more labels would bring, and \
      how the built-in head does on the same recordings. With --calibrate a head keeps what it knows, and its \
      probabilities are made honest on the labelled recordings: worth it with fifty or more, when `evaluate styles` \
      tells a large calibration error.

      EXAMPLES
        neckenml train --csv labels.csv -o my.head
        neckenml train --database music.sqlite --only-confirmed -o my.head
        neckenml train --labels dances.csv -o my.head     recording,style
        neckenml train --calibrate default --labels dances.csv -o my.head
        neckenml analyze --head my.head Music/
      """)

  @Option(help: ArgumentHelp("Learn from this table instead of a database.", valueName: "file"))
  var csv: String?

  @Option(
    help: ArgumentHelp(
      "Take the labels of the database's recordings from this table: recording,style.", valueName: "file"))
  var labels: String?

  @Option(
    help: ArgumentHelp(
      "Choose and calibrate by these recordings, of other tunes, instead of by cross-validation; with --only-rhythm.",
      valueName: "file"))
  var heldBack: String?

  @Option(
    help: ArgumentHelp(
      "Learn nothing; make this head's probabilities honest on the labelled recordings. \"default\" for the built-in one.",
      valueName: "head"))
  var calibrate: String?

  @Flag(help: "Learn from the rhythm alone, not from the sound.")
  var onlyRhythm = false

  @Option(help: "The head's name, for its file and the reasons it gives.")
  var name = "head"

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
    if csv != nil, database.database != nil || labels != nil || onlyConfirmed || onlyRhythm || !tracks.isEmpty {
      throw ValidationError(
        "--csv takes the place of a database: not with --database, --labels, --only-confirmed, --only-rhythm or --track"
      )
    }
    if labels != nil, onlyConfirmed || !tracks.isEmpty {
      throw ValidationError("--labels says what to learn from: not with --only-confirmed or --track")
    }
    if calibrate != nil, csv != nil || heldBack != nil || forest || onlyRhythm {
      throw ValidationError("--calibrate takes a head as it is: not with --csv, --held-back, --forest or --only-rhythm")
    }
    if heldBack != nil, labels == nil || !onlyRhythm {
      throw ValidationError("--held-back goes with --labels and --only-rhythm")
    }
  }

  func run() async throws {
    var trainer = HeadTrainer.Configuration()
    trainer.method = forest ? .randomForest : .logisticRegression
    trainer.onlyRhythm = onlyRhythm
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
      let head = try HeadTrainer(configuration: trainer).train(
        table.samples, rival: try .builtIn(), origin: HeadOrigin(name: name, data: csv))
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
    configuration.calibrated = try calibrate.map {
      $0 == "default" ? try .builtIn() : try ClassificationHead.load(from: URL(filePath: $0))
    }
    configuration.trackIDs = tracks.isEmpty ? nil : Set(tracks.map { TrackID(rawValue: $0) })
    let tables = try [labels, heldBack].map { try $0.map { try DanceLabels.read(csv: URL(filePath: $0)) } }
    (configuration.labels, configuration.heldBack) = (tables[0], tables[1])
    let job = TrainJob(store: try await database.openForReading(), configuration: configuration)
    let origin = HeadOrigin(name: name, data: labels ?? database.name)
    let rival: ClassificationHead? = calibrate == nil ? try .builtIn() : nil  // nobody is compared with a head that learns nothing
    let (head, collection) = try await Interruption.run { try await job.run(origin: origin, rival: rival) }
    let problems = zip([labels, heldBack], tables).flatMap { file, table in
      (table?.problems ?? []).map { "\(file ?? ""): \($0)" }
    }
    return (
      head,
      problems + collection.missing.map { "\($0): not in the database" }
        + collection.unreadable.map { "\($0.name): \($0.reason)" }
    )
  }
}
