import Foundation

/// The longer view as evidence for whole bars: how well each bar's beats lie where they are said to, and how likely
/// their length is.
///
/// A bar of `n` beats gains, for each beat, the mean of log P(it is this beat of such a bar) over the beat, and of log P(beats are so
/// long) over the bar, both about 0 for what the view believes. Beats are taken to be even here: even a short first beat is
/// heard by most of its steps. Sums from the beginning of the window make each bar a matter of two additions a beat.
package struct BarView {
  private typealias Lanes = DecoderTable.Lanes

  /// Sums over the frames before each, for each state, then for each length: ``width`` values, the last ones alike so
  /// that whole lanes can be read.
  private let sums: [Float]
  private let width: Int
  private let framesPerSecond: Double

  /// - Parameter padding: frames before the recording's first.
  package init(
    _ overview: BarOverview, frames: Range<Int>, padding: Int, framesPerSecond: Double,
    configuration: BarTracker.Configuration.View
  ) {
    self.framesPerSecond = framesPerSecond
    let places = BarOverview.valueCount
    let stepCount = overview.values.count / places
    let stepsPerFrame = overview.stepsPerSecond / framesPerSecond
    let steps = frames.map { frame in
      frame < padding ? -1 : Int(Double(frame - padding) * stepsPerFrame)
    }
    let width = frames.count + 1 + Lanes.scalarCount
    self.width = width
    var sums = [Float](repeating: 0, count: places * width)
    sums.withUnsafeMutableBufferPointer { sums in
      overview.values.withUnsafeBufferPointer { values in
        for place in 0..<places {
          let isState = place < BarOverview.stateCount
          let weight = isState ? configuration.stateWeight : configuration.paceWeight
          let usual = isState ? configuration.usualState : configuration.usualPace
          var sum: Float = 0
          let row = place &* width &+ 1
          for (index, step) in steps.enumerated() {
            // Outside the recording nothing is known.
            if step >= 0, step < stepCount { sum += weight * (values[step &* places &+ place] - usual) }
            sums[row &+ index] = sum
          }
          for index in steps.count..<width &- 1 { sums[row &+ index] = sum }
        }
      }
    }
    self.sums = sums
  }

  /// Adds to the scores of bars of `beats` beats and `length` frames that begin at each of the window's first `count` frames.
  ///
  /// - Parameter scores: as many, and room for whole lanes after them.
  package func add(beats: Int, length: Int, count: Int, to scores: UnsafeMutablePointer<Float>) {
    let edges = (0...beats).map { (2 * $0 * length + beats) / (2 * beats) }
    for number in 1...beats {
      guard let state = BarOverview.state(number, of: beats) else { continue }
      let (first, last) = (edges[number - 1], edges[number])
      add(state, first, last, 1 / Float(last - first), count, scores)
    }
    let pace = BarOverview.pace(seconds: Double(length) / Double(beats) / framesPerSecond)
    let weight = Float(beats) / Float(length)
    add(BarOverview.stateCount + pace.low, 0, length, weight * (1 - pace.part), count, scores)
    add(BarOverview.stateCount + pace.low + 1, 0, length, weight * pace.part, count, scores)
  }

  private func add(_ place: Int, _ first: Int, _ last: Int, _ weight: Float, _ count: Int, _ scores: UnsafeMutablePointer<Float>) {
    sums.withUnsafeBufferPointer { sums in
      guard let row = sums.baseAddress.map({ UnsafeRawPointer($0 + place &* width) }) else { return }
      let stride = MemoryLayout<Float>.stride
      let scores = UnsafeMutableRawPointer(scores)
      for frame in Swift.stride(from: 0, to: count, by: Lanes.scalarCount) {
        let before = row.loadUnaligned(fromByteOffset: (frame &+ first) &* stride, as: Lanes.self)
        let after = row.loadUnaligned(fromByteOffset: (frame &+ last) &* stride, as: Lanes.self)
        let value = scores.loadUnaligned(fromByteOffset: frame &* stride, as: Lanes.self)
        scores.storeBytes(of: value + weight * (after - before), toByteOffset: frame &* stride, as: Lanes.self)
      }
    }
  }
}
