import ArgumentParser
import NeckenML

/// What jobs that listen to saved tracks have in common.
struct CollectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How much of what was heard is kept for re-analysis: minimal (about 4 KB a tune), standard (9 KB) or full (20 KB).",
      valueName: "detail"))
  var artifacts = ArtifactDetail.standard

  @Flag(inversion: .prefixedNo, help: "Use the neural embedding, voice and instrument models.")
  var embedding = true

  @OptionGroup var database: DatabaseOptions
  @OptionGroup(title: "How dances are told") var classifier: ClassifierOptions
  @OptionGroup(title: "What is not on this machine") var sources: SourceOptions
  @OptionGroup var job: JobOptions

  func analyzeJob(_ store: any TrackStore) async throws -> AnalyzeJob {
    var analysis = AudioAnalyzer.Configuration()
    analysis.wantsEmbedding = embedding
    var configuration = AnalyzeJob.Configuration()
    configuration.tasks = job.jobs
    configuration.detail = artifacts
    return AnalyzeJob(
      analyzer: AudioAnalyzer(configuration: analysis), judge: try await classifier.judge(store: store), store: store,
      source: sources.source(), configuration: configuration)
  }
}
