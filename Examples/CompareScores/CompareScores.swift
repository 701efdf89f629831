// Two ways of scoring the same stored artifacts, side by side: what a change of a formula would do
// to a collection, found out without audio.
//
//     CompareScores ARTIFACTS.json…

import Foundation
import NeckenML

@main
struct CompareScores {
  static func main() throws {
    guard CommandLine.arguments.count > 1 else { exit(2) }
    let usual = Reanalysis()
    var stricter = Reanalysis()
    stricter.configuration.swing.minimumBeats *= 2

    for path in CommandLine.arguments.dropFirst() {
      let artifacts = try ArtifactReader.read(try Data(contentsOf: URL(filePath: path)))
      let (first, second) = (try usual.derive(artifacts), try stricter.derive(artifacts))
      let ratios = [first, second].map { $0.swing.ratio.map { String(($0 * 100).rounded() / 100) } ?? "none" }
      print("\(URL(filePath: path).lastPathComponent): swing \(ratios[0]) or, asking for more beats, \(ratios[1])")
    }
  }
}
