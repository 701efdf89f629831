import ArgumentParser
import Foundation
import NeckenML

struct BeatsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "beats",
    abstract: "Write the beats of recordings as text files.",
    discussion: """
      For each recording writes NAME.beats: a row a beat, seconds, a tab, and the beat's number in the bar. \
      Sonic Visualiser, mir_eval and madmom read it. A file is either whole or not there.

      EXAMPLES
        neckenml beats tune.flac -o beats/
        neckenml beats Music/ -o beats/ --meter 3/4
      """)

  @OptionGroup var input: InputOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; made when it is not there.", valueName: "folder"))
  var output: String

  @OptionGroup(title: "What is known beforehand") var hints: HintOptions
  @OptionGroup var job: JobOptions

  func run() async throws {
    var analysis = AudioAnalyzer.Configuration()
    analysis.wantsEmbedding = false
    var configuration = AnalyzeJob.Configuration()
    configuration.tasks = job.jobs
    configuration.hints = hints.hints
    let analyzeJob = AnalyzeJob(
      analyzer: AudioAnalyzer(configuration: analysis),
      judge: TrackJudge(options: ReanalysisOptions(hints: hints.hints)), source: input.sources.source(),
      configuration: configuration)

    let exporter = try BeatExporter(folder: URL(filePath: output, directoryHint: .isDirectory))
    let progress = ProgressLine("file")
    let hasFailed = try await Interruption.run { [input] in
      let found = try await input.find(in: nil)
      for problem in found.problems { Console.shared.complain("\(problem)") }
      var failures = found.problems.count
      let summary = try await analyzeJob.run(found.recordings, progress: progress.show) { outcome in
        guard let report = outcome.report else {
          if let failure = outcome.failure { Console.shared.complain(failure) }
          return
        }
        do {
          try exporter.write(report)
          if report.features.beats.isEmpty { Console.shared.complain("\(report.file): no steady beat was found") }
        } catch {
          failures += 1
          Console.shared.complain("\(report.file): \(error)")
        }
      }
      return failures + summary.failed + summary.notDone > 0
    }
    if hasFailed { throw ExitStatus.failure }
  }
}
