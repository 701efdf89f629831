import ArgumentParser
import Foundation
import NeckenML

/// How dances are told.
struct ClassifierOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A trained head, as neckenml train writes it, in place of the built-in one.", valueName: "file"))
  var head: String?

  @Flag(inversion: .prefixedNo, help: "Use the built-in head where no other is given.")
  var builtInHead = true

  @Option(
    help: ArgumentHelp(
      "Keywords, dances and thresholds that differ from the built-in ones, as JSON.", valueName: "file"))
  var parameters: String?

  /// The head given, else the built-in one, unless it is not wanted.
  func chosenHead() throws -> ClassificationHead? {
    if let head { return try ClassificationHead.load(from: URL(filePath: head)) }
    return builtInHead ? try ClassificationHead.builtIn() : nil
  }

  /// What the parameter file and the store's own keywords come to.
  func configuration(store: (any TrackStore)? = nil) async throws -> StyleClassifier.Configuration {
    var configuration = try parameters.map { try StyleClassifier.Configuration.load(from: URL(filePath: $0)) }
      ?? StyleClassifier.Configuration()
    if let store { configuration.keywords.add(try await store.keywords()) }
    return configuration
  }

  /// - Parameters:
  ///   - store: keywords kept in it are used as well.
  ///   - hints: a dance named beforehand counts as evidence.
  func judge(store: (any TrackStore)? = nil, hints: RhythmHints = .none) async throws -> TrackJudge {
    let configuration = try await configuration(store: store)
    let head = try chosenHead()
    return TrackJudge(
      classifier: StyleClassifier(
        configuration: configuration, head: head, rules: hints.dance.map { [GivenDanceRule($0)] } ?? []),
      options: ReanalysisOptions(hints: hints))
  }
}
