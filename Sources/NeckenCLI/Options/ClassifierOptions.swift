import ArgumentParser
import Foundation
import NeckenML

/// How dances are told.
struct ClassifierOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A trained head, as neckenml train writes it.", valueName: "file"))
  var head: String?

  @Option(
    help: ArgumentHelp(
      "Keywords, dances and thresholds that differ from the built-in ones, as JSON.", valueName: "file"))
  var parameters: String?

  /// - Parameters:
  ///   - store: keywords kept in it are used as well.
  ///   - hints: a dance named beforehand counts as evidence.
  func judge(store: (any TrackStore)? = nil, hints: RhythmHints = .none) async throws -> TrackJudge {
    var configuration = try parameters.map { try StyleClassifier.Configuration.load(from: URL(filePath: $0)) }
      ?? StyleClassifier.Configuration()
    if let store { configuration.keywords.add(try await store.keywords()) }
    let head = try head.map { try ClassificationHead.load(from: URL(filePath: $0)) }
    return TrackJudge(
      classifier: StyleClassifier(
        configuration: configuration, head: head, rules: hints.dance.map { [GivenDanceRule($0)] } ?? []),
      options: ReanalysisOptions(hints: hints))
  }
}
