import Foundation
import NeckenAudio
import TestSupport

/// What a pass gave, with the mono signal at one rate.
struct Heard {
  var summary: AudioSummary
  var mono: [Float]

  /// Frequency of a sine, from its upward zero crossings away from the ends.
  func sineHertz(sampleRateHz: Double) -> Double {
    let inner = mono.dropFirst(mono.count / 8).dropLast(mono.count / 8)
    let pairs = zip(inner.indices, zip(inner, inner.dropFirst()))
    let crossings = pairs.filter { $0.1.0 < 0 && $0.1.1 >= 0 }.map { index, pair in
      Double(index) + Double(pair.0 / (pair.0 - pair.1))
    }
    guard let first = crossings.first, let last = crossings.last, crossings.count > 1 else { return 0 }
    return Double(crossings.count - 1) * sampleRateHz / (last - first)
  }
}

func hear(
  _ file: URL, rateHz: Double? = nil, configuration: AudioPass.Configuration = AudioPass.Configuration()
) throws -> Heard {
  try hear(AudioPass(file: file, configuration: configuration), rateHz: rateHz)
}

func hear(
  _ samples: AudioSamples, rateHz: Double? = nil,
  configuration: AudioPass.Configuration = AudioPass.Configuration()
) throws -> Heard {
  try hear(AudioPass(samples: samples, configuration: configuration), rateHz: rateHz)
}

private func hear(_ pass: AudioPass, rateHz: Double?) throws -> Heard {
  var mono: [Float] = []
  let summary = try pass.run([MonoConsumer(sampleRateHz: rateHz) { mono.append(contentsOf: $0) }])
  return Heard(summary: summary, mono: mono)
}

/// A recording of Tests/Golden/audio.
func fixture(_ name: String) -> URL { RepositoryPaths.golden.appending(path: "audio/\(name)") }
