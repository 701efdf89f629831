import ArgumentParser
import NeckenML

/// What jobs that listen to saved tracks have in common.
struct CollectionOptions: ParsableArguments {
  @OptionGroup var analysis: AnalysisOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup(title: "How dances are told") var classifier: ClassifierOptions
  @OptionGroup(title: "What is not on this machine") var sources: SourceOptions
  @OptionGroup var job: JobOptions

  func analyzeJob(_ store: any TrackStore) async throws -> AnalyzeJob {
    var configuration = AnalyzeJob.Configuration()
    configuration.tasks = job.jobs
    configuration.detail = analysis.artifacts
    return AnalyzeJob(
      analyzer: analysis.analyzer, judge: try await classifier.judge(store: store), store: store,
      source: sources.source(), configuration: configuration)
  }
}
