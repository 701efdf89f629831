import Foundation
import NeckenAnalysis
import NeckenAudio
import NeckenCore
import NeckenEvaluation
import NeckenSignal
import NeckenStructure
import Testing

/// Where they are; the measure is left out when nothing is said.
private let folder = ProcessInfo.processInfo.environment["NECKEN_PERFORMANCES"].map { URL(filePath: $0) }

/// Scores on performances that `Tests/Golden/structure/make_performances.py` rendered; for Docs/Algorithms/structure.md.
@Suite(.enabled(if: folder != nil))
struct PerformancesMeasure {
  struct About: Decodable {
    struct Part: Decodable {
      var label: String
      var first_bar: Int
      var bar_count: Int
    }
    var sections: [Part]
  }

  @Test func printScores() throws {
    let performances = try #require(folder)
    let files = try FileManager.default.contentsOfDirectory(at: performances, includingPropertiesForKeys: nil)
    let names = files.filter { $0.pathExtension == "json" }.map { $0.deletingPathExtension() }
    var boundaries = 0.0
    var labels = 0.0
    for name in names.sorted(by: { $0.path < $1.path }) {
      let about = try JSONDecoder().decode(About.self, from: Data(contentsOf: name.appendingPathExtension("json")))
      let grid = try BeatFile.read(from: name.appendingPathExtension("beats"))
      let frames = try Self.frames(of: name.appendingPathExtension("wav"))
      let bars = try #require(try BarAggregation().features(from: frames, beats: grid))
      func time(_ bar: Int) -> Double { bars.barTimes[min(bar, bars.barCount)] }
      let reference = about.sections.map { part in
        Section(
          startSeconds: time(part.first_bar), endSeconds: time(part.first_bar + part.bar_count), label: part.label,
          firstBar: part.first_bar, barCount: part.bar_count)
      }
      let found = StructureDetector().analyzer.analyze(bars)
      let scores = SegmentEvaluation.evaluate(reference: reference, estimate: found.sections)
      boundaries += scores.boundaryExactBar.fMeasure / Double(names.count)
      labels += scores.labelAgreement.fMeasure / Double(names.count)
    }
    print("\(names.count) performances: bar lines F \(boundaries), pairwise F \(labels)")
    #expect(boundaries > 0.85)
    #expect(labels > 0.85)
  }

  static func frames(of file: URL) throws -> FrameMatrix {
    var spectrum = try StructureSpectrum()
    _ = try AudioPass(file: file).run([MonoConsumer(sampleRateHz: 22_050) { try spectrum.consume($0) }])
    return try spectrum.finish()
  }
}
