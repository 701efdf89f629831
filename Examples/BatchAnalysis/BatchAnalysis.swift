// Many recordings, a few at a time: a task group that never holds more than so many analyses.
//
//     BatchAnalysis TASKS RECORDING…

import Foundation
import NeckenML

@main
struct BatchAnalysis {
  static func main() async {
    let arguments = CommandLine.arguments
    guard arguments.count > 2, let width = Int(arguments[1]), width > 0 else { exit(2) }
    let files = arguments[2...].map { URL(filePath: $0) }

    var lines: [Int: String] = [:]
    await withTaskGroup(of: (Int, String).self) { group in
      for (index, file) in files.enumerated() {
        if index >= width, let done = await group.next() { lines[done.0] = done.1 }
        group.addTask { (index, await Self.line(for: file)) }
      }
      for await done in group { lines[done.0] = done.1 }
    }
    for index in files.indices { print(lines[index, default: ""]) }
  }

  /// One line a recording; one that fails says why and stops nobody else.
  private static func line(for file: URL) async -> String {
    var analyzer = AudioAnalyzer()
    analyzer.configuration.wantsEmbedding = false
    do {
      let features = try Reanalysis().derive(try await analyzer.analyze(file: file))
      let best = StyleClassifier().classify(features)[0]
      return "\(file.lastPathComponent): \(best.style) (\(Int(best.confidence * 100)) %)"
    } catch {
      return "\(file.lastPathComponent): failed, \(error)"
    }
  }
}
