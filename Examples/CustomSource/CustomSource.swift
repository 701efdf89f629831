// A source of your own: recordings kept in one archive folder under catalogue numbers.
//
//     CustomSource CATALOGUE.csv NUMBER        (each line of the catalogue: number,path)

import Foundation
import NeckenML

/// Brings a recording to a temporary copy, as a source in the cloud would, and removes it afterwards.
struct CatalogueSource: AudioSource {
  let paths: [String: String]

  func fetch(_ trackID: String) async throws -> URL {
    guard let path = paths[trackID] else { throw AudioError.unknownTrack(id: trackID, source: "catalogue") }
    let copy = FileManager.default.temporaryDirectory.appending(path: "necken-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: URL(filePath: path), to: copy)
    return copy
  }

  func cleanUp(_ file: URL) async { try? FileManager.default.removeItem(at: file) }
}

@main
struct CustomSource {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else { exit(2) }
    let lines = try String(contentsOfFile: arguments[1], encoding: .utf8).split(separator: "\n")
    let pairs = lines.map { $0.split(separator: ",", maxSplits: 1).map(String.init) }.filter { $0.count == 2 }
    let source = CatalogueSource(paths: Dictionary(pairs.map { ($0[0], $0[1]) }, uniquingKeysWith: { $1 }))

    var analyzer = AudioAnalyzer()
    analyzer.configuration.wantsEmbedding = false
    let artifacts = try await analyzer.analyze(trackID: arguments[2], source: source)
    let features = try Reanalysis().derive(artifacts)
    print("\(arguments[2]): \(features.beats.count) beats, \(features.meter?.meter.timeSignature ?? "no meter")")
  }
}
