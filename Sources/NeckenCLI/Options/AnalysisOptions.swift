public import ArgumentParser
public import NeckenML

/// What commands that listen to recordings have in common: what is heard, and how much of it is kept.
struct AnalysisOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How much of what was heard is kept for re-analysis: minimal (about 4 KB a tune), standard (9 KB) or full (20 KB).",
      valueName: "detail"))
  var artifacts = ArtifactDetail.standard

  @Flag(inversion: .prefixedNo, help: "Use the neural embedding, voice and instrument models.")
  var embedding = true

  var analyzer: AudioAnalyzer {
    var configuration = AudioAnalyzer.Configuration()
    configuration.wantsEmbedding = embedding
    return AudioAnalyzer(configuration: configuration)
  }
}

extension ArtifactDetail: ExpressibleByArgument {}
