import Foundation
import NeckenAudio
import NeckenSignal
import TestSupport

/// librosa's values for one excerpt; Tests/Golden/signal/make_golden.py makes them.
struct SignalGolden: Decodable {
  static let names = ["borea", "sarabande-double"]
  static let sampleRateHz = 22_050.0

  let sampleCount: Int
  let stftStride: Int
  let stft: [[Float]]
  let melStride: Int
  let mel: [[Float]]
  let mfccStride: Int
  let mfcc: [[Float]]
  let chromaTuning: Double
  let chromaStride: Int
  let chroma: [[Float]]
  let chromaSharpStride: Int
  let chromaSharp: [[Float]]
  let musicnnStride: Int
  let musicnn: [[Float]]
  let onsetStrength: [Float]
  let onsetTimes: [Double]
  let rmsStride: Int
  let rms: [Float]
  let zeroCrossingRate: Double

  static func load(_ name: String) throws -> SignalGolden {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(SignalGolden.self, from: Data(contentsOf: file(name, "json")))
  }

  static func samples(_ name: String) throws -> [Float] {
    var samples: [Float] = []
    let pass = try AudioPass(file: file(name, "flac"))
    _ = try pass.run([MonoConsumer(sampleRateHz: nil) { samples.append(contentsOf: $0) }])
    return samples
  }

  private static func file(_ name: String, _ suffix: String) -> URL {
    RepositoryPaths.golden.appending(path: "signal/\(name).\(suffix)")
  }
}

extension FrameMatrix {
  /// Every so manieth frame.
  func frames(stride step: Int) -> [[Float]] {
    stride(from: 0, to: frameCount, by: step).map { Array(self[frame: $0]) }
  }
}

/// The largest difference between two tables, as a share of the reference's largest value.
func relativeError(_ values: [[Float]], _ reference: [[Float]]) -> Float {
  guard values.count == reference.count else { return .infinity }
  var difference: Float = 0
  var scale: Float = 0
  for (row, expected) in zip(values, reference) {
    guard row.count == expected.count else { return .infinity }
    for (value, wanted) in zip(row, expected) {
      difference = max(difference, value.isFinite ? abs(value - wanted) : .infinity)
      scale = max(scale, abs(wanted))
    }
  }
  return difference / scale
}

/// The largest difference of an element from its own reference, as a share of the reference; those
/// below `floor` are held against the floor.
func elementwiseError(_ values: [[Float]], _ reference: [[Float]], floor: Float) -> Float {
  guard values.count == reference.count else { return .infinity }
  var worst: Float = 0
  for (row, expected) in zip(values, reference) {
    guard row.count == expected.count else { return .infinity }
    for (value, wanted) in zip(row, expected) {
      worst = max(worst, value.isFinite ? abs(value - wanted) / max(abs(wanted), floor) : .infinity)
    }
  }
  return worst
}
