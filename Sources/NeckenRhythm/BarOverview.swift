import Foundation

/// What a network with a longer view says of every moment: which beat of which bar it lies in, and how long beats are.
///
/// ``valueCount`` log-probabilities a step, none below about −9: the states of bars of 2, 3 and 4 beats in turn
/// ("first of two", "second of two", "first of three" …), then lengths of a beat from 0.2 s on, ten to an octave.
/// Step `i` covers `i / stepsPerSecond` to `(i + 1) / stepsPerSecond` seconds. The network compares each moment with half a
/// minute around it, so that it tells meters and levels of tempo apart better than single beats;
/// Docs/Algorithms/beat-network.md describes it.
public struct BarOverview: Sendable, Hashable {
  public var stepsPerSecond: Double
  public var values: [Float]

  package static let stateCount = 9
  package static let paceCount = 34
  package static let valueCount = stateCount + paceCount
  /// The first length and how many of them there are to an octave.
  private static let fastestSeconds = 0.2
  private static let pacesPerOctave = 10.0
  /// A beat's length is the mean of so many before and after it.
  private static let paceBeats = 3
  /// Of a beat's length: could beats be as much longer?
  private static let ratios = [1, 2, 1.0 / 2, 3.0 / 2, 2.0 / 3]
  /// What is said of a beat: states and ratios.
  package static let beatValueCount = stateCount + ratios.count

  /// - Throws: ``ActivationError`` when the values do not fill whole steps or the rate is not a positive number.
  public init(stepsPerSecond: Double, values: [Float]) throws(ActivationError) {
    guard stepsPerSecond.isFinite, stepsPerSecond > 0 else { throw .frameRate(stepsPerSecond) }
    guard values.count.isMultiple(of: Self.valueCount) else {
      throw .cellsIncomplete(values: values.count, bands: Self.valueCount)
    }
    self.stepsPerSecond = stepsPerSecond
    self.values = values
  }

  /// What it says of each beat: the mean log-probabilities of the states while the beat lasts, and those of the beat's
  /// length and its multiples; ``beatValueCount`` values a beat. `neckentrain/bars.py` is the reference.
  ///
  /// - Parameters:
  ///   - edges: where beats begin, in seconds, increasing, and where the last one ends; two beats or more.
  package func rows(between edges: [Double]) -> [Float] {
    let count = edges.count - 1
    let stepCount = values.count / Self.valueCount
    guard stepCount > 0, count > 1 else { return [Float](repeating: 0, count: max(count, 0) * Self.beatValueCount) }
    let places = edges.map { Int(($0 * stepsPerSecond + BeatwiseContent.rounding).rounded(.down)) }
    var rows: [Float] = []
    rows.reserveCapacity(count * Self.beatValueCount)
    for beat in 0..<count {
      let first = min(max(places[beat], 0), stepCount - 1)
      let end = min(max(places[beat + 1], first + 1), stepCount)
      let means = means(first..<end)
      rows += means[..<Self.stateCount]
      let before = max(beat - Self.paceBeats, 0)
      let after = min(beat + Self.paceBeats, count - 1)
      let seconds = (edges[after] - edges[before]) / Double(after - before)
      for ratio in Self.ratios {
        let pace = Self.pace(seconds: seconds * ratio)
        let low = Self.stateCount + pace.low
        rows.append(means[low] * (1 - pace.part) + means[low + 1] * pace.part)
      }
    }
    return rows
  }

  /// How probable it is, over some seconds, that beats are as long as `seconds`, give or take a factor of `reach`.
  package func probability(ofBeats seconds: Double, reach: Double, within range: Range<Double>) -> Double {
    let stepCount = values.count / Self.valueCount
    let steps = [range.lowerBound, range.upperBound].map { min(max(Int($0 * stepsPerSecond), 0), stepCount) }
    guard steps[0] < steps[1] else { return 1 }
    let (shortest, longest) = (Self.pace(seconds: seconds / reach), Self.pace(seconds: seconds * reach))
    var sum: Float = 0
    for step in steps[0]..<steps[1] {
      for pace in shortest.low...(longest.low + 1) { sum += exp(values[step * Self.valueCount + Self.stateCount + pace]) }
    }
    return Double(sum) / Double(steps[1] - steps[0])
  }

  /// The place of a state in a row, if the network knows such bars.
  package static func state(_ number: Int, of beatsPerBar: Int) -> Int? {
    (2...4).contains(beatsPerBar) ? beatsPerBar * (beatsPerBar - 1) / 2 - 2 + number : nil
  }

  /// The class of a beat's length, and how much of the next one it is.
  package static func pace(seconds: Double) -> (low: Int, part: Float) {
    let place = min(max(log2(seconds / fastestSeconds) * pacesPerOctave, 0), Double(paceCount) - 1.001)
    return (Int(place), Float(place - place.rounded(.down)))
  }

  private func means(_ steps: Range<Int>) -> [Float] {
    var means = [Float](repeating: 0, count: Self.valueCount)
    values.withUnsafeBufferPointer { values in
      for step in steps {
        let row = step &* Self.valueCount
        for place in 0..<Self.valueCount { means[place] += values[row &+ place] }
      }
    }
    let share = 1 / Float(steps.count)
    for place in means.indices { means[place] *= share }
    return means
  }
}
