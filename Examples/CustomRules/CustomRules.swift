// A rule of your own beside ours: this region calls a fast two-beat tune a "Snabbpolka".
//
//     CustomRules RECORDING

import Foundation
import NeckenML

struct FastPolkaRule: StyleRule {
  /// Beats per minute above which the rule speaks.
  var leastBpm = 125.0

  func evidence(in context: StyleContext) -> [StyleEvidence] {
    guard let features = context.features, let tempo = features.tempo, let meter = features.meter,
      !meter.meter.isTernary, tempo.beatsPerMinute > leastBpm
    else { return [] }
    return [
      StyleEvidence(
        style: .polka, subStyle: "Snabbpolka", confidence: 0.95,
        reason: "two beats to the bar at \(Int(tempo.beatsPerMinute)) beats a minute")
    ]
  }
}

@main
struct CustomRules {
  static func main() async throws {
    guard CommandLine.arguments.count == 2 else { exit(2) }
    var analyzer = AudioAnalyzer()
    analyzer.configuration.wantsEmbedding = false
    let artifacts = try await analyzer.analyze(file: URL(filePath: CommandLine.arguments[1]))
    let classifier = StyleClassifier(rules: [FastPolkaRule()])
    for judgement in classifier.classify(try Reanalysis().derive(artifacts)) {
      let name = [judgement.style.rawValue, judgement.subStyle].compactMap(\.self).joined(separator: ", ")
      print("\(name): \(Int(judgement.confidence * 100)) %, \(judgement.reason)")
    }
  }
}
