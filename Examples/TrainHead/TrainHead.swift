// A head of your own, from a table or from values in memory.
//
//     TrainHead TABLE.csv HEAD.json

import Foundation
import NeckenML

@main
struct TrainHead {
  static func main() throws {
    guard CommandLine.arguments.count == 3 else { exit(2) }
    let table = try TrainingTable.read(csv: URL(filePath: CommandLine.arguments[1]))
    for problem in table.problems { print("left out: \(problem)") }

    // The samples of a table are plain values: add to them, or make all of them in memory.
    var samples = table.samples
    if let first = samples.first {
      samples.append(TrainingSample(vector: first.vector, style: first.style, group: first.group))
    }
    let head = try HeadTrainer().train(samples)
    try head.save(to: URL(filePath: CommandLine.arguments[2]))

    let prediction = try head.predict(samples[0].vector)
    print("\(samples.count) samples, \(head.labels.count) dances; the first is \(prediction.style)")
  }
}
