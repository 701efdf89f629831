import NeckenCore
import NeckenRhythm
import TestSupport
import Testing

@Suite("Onsets from the network's activation")
struct OnsetPeaksTests {
  /// What the network was taught: triangles of three frames over the onsets, here at less than full height.
  private func activation(of times: [Double], height: Float) -> [Float] {
    var result = [Float](repeating: 0, count: Int((times.last ?? 0) * 50) + 20)
    for time in times {
      let position = time * 50
      for frame in max(0, Int(position) - 1)...(Int(position) + 2) {
        result[frame] = max(result[frame], height * Float(max(0, 1 - abs(Double(frame) - position) / 1.5)))
      }
    }
    return result
  }

  @Test("Each onset is found, between the frames", arguments: 0..<20)
  func eachIsFound(_ seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var times = [0.1]
    for _ in 0..<150 { times.append(times[times.count - 1] + Double.random(in: 0.09...0.6, using: &generator)) }
    let found = OnsetPeaks().times(in: activation(of: times, height: 0.7), framesPerSecond: 50)
    try #require(found.count == times.count)
    for (found, time) in zip(found, times) { #expect(abs(found - time) < 0.008) }
  }

  @Test("What is improbable is no onset") func improbable() {
    #expect(OnsetPeaks().times(in: activation(of: [0.5, 1], height: 0.25), framesPerSecond: 50).isEmpty)
  }

  @Test("Nothing, and very little, holds none", arguments: [0, 1, 2, 3, 50])
  func flat(_ count: Int) {
    for value: Float in [0, 0.5, 1] {
      #expect(OnsetPeaks().times(in: [Float](repeating: value, count: count), framesPerSecond: 50).isEmpty)
    }
  }
}
