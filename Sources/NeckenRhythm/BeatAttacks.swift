import Foundation

/// How each beat is played: where in it low, middle and high notes begin, and how long they sound on.
///
/// Twelve places a beat, so that halves, thirds and quarters fall on places. For low, middle and high bands in turn: how much
/// begins near each place (logarithm, over the recording's mean), and how loud it is there (less the recording's mean, so
/// that what instruments play is not heard). `neckentrain/bars.py` is the reference, to the letter.
package struct BeatAttacks {
  package static let groupCount = 3
  package static let places = 12
  package static let valueCount = 2 * groupCount * places

  /// Frames to either side in which an attack may lie.
  private static let reach = 1
  /// What begins counts as at least so much of the mean.
  private static let leastRise: Float = 0.05

  /// ``valueCount`` values a beat.
  package let values: [Float]

  /// - Parameters:
  ///   - levels: ``groupCount`` values a frame.
  ///   - beats: seconds, increasing, two or more.
  package init(levels: [Float], framesPerSecond: Double, beats: [Double]) {
    let frameCount = levels.count / Self.groupCount
    let lengths = zip(beats, beats.dropFirst()).map { $1 - $0 }
    let frames = beats.indices.flatMap { beat in
      let length = lengths[min(beat, lengths.count - 1)]
      return (0..<Self.places).map { place in
        let seconds = beats[beat] + length * Double(place) / Double(Self.places)
        return min(max(Int((seconds * framesPerSecond + BeatwiseContent.rounding).rounded(.down)), 0), frameCount - 1)
      }
    }
    var values = [Float](repeating: 0, count: beats.count * Self.valueCount)
    for group in 0..<Self.groupCount {
      let level = (0..<frameCount).map { levels[$0 * Self.groupCount + group] }
      let mean = Float(level.reduce(0) { $0 + Double($1) } / Double(frameCount))
      var rises = [Float](repeating: 0, count: frameCount)
      for frame in 1..<max(frameCount, 1) { rises[frame] = max(level[frame] - level[frame - 1], 0) }
      let meanRise = Float(rises.reduce(0) { $0 + Double($1) } / Double(frameCount)) + 1e-9
      let near = MovingStatistics.maximum(rises, radius: Self.reach)
      for (index, frame) in frames.enumerated() {
        let row = index / Self.places * Self.valueCount + 2 * group * Self.places + index % Self.places
        values[row] = log(near[frame] / meanRise + Self.leastRise)
        values[row + Self.places] = level[frame] - mean
      }
    }
    self.values = values
  }
}
