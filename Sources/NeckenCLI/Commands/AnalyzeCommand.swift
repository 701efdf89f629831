import ArgumentParser
import NeckenML

struct AnalyzeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Tell the dance, tempo, bars and turns of recordings.",
    discussion: """
      Writes a table, one row a recording, or with --json one JSON object a line. Folders are searched with \
      all below them. Recordings on web servers and in S3-compatible storage are brought into a temporary \
      file and removed afterwards; credentials are read from the usual AWS_ variables, passwords of web \
      servers from ~/.netrc. A recording that cannot be analysed is named on standard error with the reason, and \
      the rest goes on.

      EXAMPLES
        neckenml analyze Music/
        neckenml analyze --json tune.mp3 > tune.json
        neckenml analyze --save --resume --jobs 4 Music/
        neckenml analyze --meter 3/4 --tempo 100-120 old-reel.wav
        neckenml analyze --save --cache cache/ s3://archive/1950/
        neckenml analyze --list tunes.txt
      """)

  @OptionGroup var input: InputOptions

  @Flag(help: "Write one JSON object a line with all there is to know.")
  var json = false

  @Flag(help: "Keep the results in the database.")
  var save = false

  @Flag(help: "Skip what the database has of the same content and versions; implies --save.")
  var resume = false

  @Flag(
    help: """
      Share the work with other programs that analyse into the same database with this option; each shows \
      what it did itself. Implies --save.
      """)
  var share = false

  @OptionGroup var analysis: AnalysisOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup(title: "What is known beforehand") var hints: HintOptions
  @OptionGroup(title: "How dances are told") var classifier: ClassifierOptions
  @OptionGroup var job: JobOptions

  func validate() throws {
    if database.database != nil, !save, !resume, !share {
      throw ValidationError("--database is used with --save, --resume or --share alone")
    }
  }

  func run() async throws {
    let store = save || resume || share ? try await database.open() : nil
    let hints = hints.hints
    var configuration = AnalyzeJob.Configuration()
    configuration.tasks = job.jobs
    configuration.hints = hints
    configuration.detail = analysis.artifacts
    configuration.resumes = resume
    configuration.shares = share
    let judge = try await classifier.judge(store: store, hints: hints)
    let analyzeJob = AnalyzeJob(
      analyzer: analysis.analyzer, judge: judge, store: store,
      source: input.sources.source(), configuration: configuration)

    let progress = ProgressLine("file")
    let hasFailed = try await Interruption.run { [input, json] in
      let found = try await input.find(in: store)
      let output = AnalyzeOutput(isJSON: json, names: found.recordings.map(\.name))
      output.begin(problems: found.problems)
      let summary = try await analyzeJob.run(found.recordings, progress: progress.show, deliver: output.show)
      output.end(summary)
      return summary.failed + summary.notDone + found.problems.count > 0
    }
    if hasFailed { throw ExitStatus.failure }
  }
}
