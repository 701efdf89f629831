import Foundation
import NeckenCore
import NeckenReanalysis
import NeckenStore
import NeckenStyle

extension TrackJudge {
  /// The same judge with what a person corrected; the correction goes before options given to all.
  func honouring(_ correction: TrackCorrection?) -> TrackJudge {
    guard let correction else { return self }
    var judge = self
    judge.options.beatsPerBar = correction.beatsPerBar ?? options.beatsPerBar
    judge.options.tempoCorrection = correction.tempoCorrection
    judge.options.barShift = correction.barShift
    return judge
  }

  /// - Throws: an error that says why the artifacts cannot be used.
  func report(on item: StoredAnalysis) throws -> TrackReport {
    try honouring(item.correction).report(
      on: try ArtifactReader.read(item.source.rawData), metadata: item.metadata,
      file: item.filePath ?? item.trackID.rawValue)
  }

  /// Everything that decides a judgement, as text; two judges with equal settings say the same. Rules of
  /// a user's own are not part of it.
  var settings: [String] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    func text(_ value: some Encodable) -> String {
      // What cannot be written, such as an infinite threshold, shares no work with anybody.
      (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? UUID().uuidString
    }
    return [
      TrackColumns.currentAnalysisVersion, text(classifier.configuration), text(options),
      classifier.head.map(text) ?? "no head",
    ]
  }
}
