// A whole database classified anew with another head, without touching a recording.
//
//     BulkReclassify DATABASE [HEAD.json]

import Foundation
import NeckenML

@main
struct BulkReclassify {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 2 || arguments.count == 3 else { exit(2) }
    let store = try SQLiteTrackStore(path: arguments[1])
    let head =
      arguments.count == 3
      ? try ClassificationHead.load(from: URL(filePath: arguments[2])) : try ClassificationHead.builtIn()

    let judge = TrackJudge(classifier: StyleClassifier(head: head))
    let summary = try await ReclassifyJob(store: store, judge: judge).run()
    print("\(summary.examined) tracks examined, \(summary.changed) changed, \(summary.confirmed) left as confirmed")
    for change in summary.changes {
      print("  \(change.from?.rawValue ?? "nothing") → \(change.to): \(change.count)")
    }
  }
}
