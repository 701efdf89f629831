package import NeckenCore
package import NeckenSignal
package import NeckenStructure

/// Sums frames into the cells of each bar, so that bars of any tempo can be compared.
package struct BarAggregation: Sendable {
  /// Cells for each beat. A cell has its part of that beat's own length, so uneven beats line up.
  package var cellsPerBeat = 4
  /// A last bar without a downbeat after it counts when it has at least this share of its beats.
  package var leastShareOfLastBar = 0.5

  package init() {}

  /// Bars run from downbeat to downbeat, whatever beats lie between; an upbeat before the first is left out.
  /// - Returns: `nil` without at least two downbeats.
  /// - Complexity: O(frames).
  package func features(from frames: FrameMatrix, beats: BeatGrid) throws -> BarFeatures? {
    let bars = bars(of: beats)
    guard bars.count > 1, frames.frameCount > 0 else { return nil }
    let beatsPerBar = mode(bars.map { $0.beatTimes.count })
    let cellsPerBar = beatsPerBar * cellsPerBeat
    var values: [Float] = []
    values.reserveCapacity(bars.count * cellsPerBar * frames.bandCount)
    for bar in bars {
      for cell in 0..<cellsPerBar {
        let start = bar.seconds(at: Double(cell) / Double(cellsPerBar))
        let end = bar.seconds(at: Double(cell + 1) / Double(cellsPerBar))
        frames.appendMean(from: start, to: end, into: &values)
      }
    }
    return try BarFeatures(
      values: values, barTimes: bars.map { $0.beatTimes[0] } + [bars[bars.count - 1].endSeconds],
      cellsPerBar: cellsPerBar, bandCount: frames.bandCount)
  }

  private func bars(of beats: BeatGrid) -> [SoundingBar] {
    let downbeats = beats.downbeatIndices
    var bars = zip(downbeats, downbeats.dropFirst()).map { first, next in
      SoundingBar(beatTimes: Array(beats.times[first..<next]), endSeconds: beats.times[next])
    }
    if let first = downbeats.last, let before = bars.last {
      // Where the recording ends within a bar, that bar is taken to be as long as the one before it.
      let last = Array(beats.times[first...])
      let beatSeconds = before.durationSeconds / Double(before.beatTimes.count)
      if Double(last.count) >= leastShareOfLastBar * Double(before.beatTimes.count) {
        let end = max(last[0] + before.durationSeconds, last[last.count - 1] + beatSeconds)
        bars.append(SoundingBar(beatTimes: last, endSeconds: end))
      }
    }
    return bars
  }

  /// The commonest value, the smaller of two equally common.
  private func mode(_ values: [Int]) -> Int {
    let counts = Dictionary(values.map { ($0, 1) }, uniquingKeysWith: +)
    return counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key ?? 1
  }
}

/// What lies between two downbeats, whatever its number of beats.
private struct SoundingBar {
  var beatTimes: [Double]
  var endSeconds: Double

  var durationSeconds: Double { endSeconds - beatTimes[0] }

  /// The time at a fraction of the bar's beats: linear within each beat.
  func seconds(at fraction: Double) -> Double {
    let position = fraction * Double(beatTimes.count)
    let beat = min(Int(position), beatTimes.count - 1)
    let next = beat + 1 < beatTimes.count ? beatTimes[beat + 1] : endSeconds
    return beatTimes[beat] + (position - Double(beat)) * (next - beatTimes[beat])
  }
}

extension FrameMatrix {
  /// Appends the mean of each band between two times; each frame stands for the time halfway to its neighbours.
  fileprivate func appendMean(from start: Double, to end: Double, into values: inout [Float]) {
    let low = max(0, min(start * frameRateHz + 0.5, Double(frameCount) - 1))
    let high = max(low + 1e-6, min(end * frameRateHz + 0.5, Double(frameCount)))
    let first = values.count
    values.append(contentsOf: repeatElement(0, count: bandCount))
    for frame in Int(low)...min(Int(high), frameCount - 1) {
      let weight = Float((min(high, Double(frame + 1)) - max(low, Double(frame))) / (high - low))
      for band in 0..<bandCount { values[first + band] += weight * self[frame, band] }
    }
    // Without the cell's loudness: what is compared is which notes stand out.
    let mean = values[first...].reduce(0, +) / Float(bandCount)
    for index in first..<values.count { values[index] -= mean }
  }
}
