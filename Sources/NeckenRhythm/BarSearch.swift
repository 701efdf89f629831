import Foundation
import NeckenCore

/// One beat as it was found.
struct FoundBeat {
  /// Seconds from the start of the recording, refined between frames.
  var seconds: Double
  var number: Int
}

/// One bar as it was found; a bar at either end may lack beats.
struct FoundBar {
  var beats: [FoundBeat]
  var beatsPerBar: Int
  var startSeconds: Double
  var endSeconds: Double
  /// Where its inner beats lie.
  var pattern: SharePattern
  /// Evidence of the bar per beat, in natural logarithms.
  var gainPerBeat: Double
}

/// What the search over bars has found.
struct FoundRhythm {
  var bars: [FoundBar] = []
  /// For each meter looked at: its score over all windows, relative to the best.
  var meterScores: [MeterScore] = []

  struct MeterScore {
    var beatsPerBar: Int
    var score: Double
  }
}

/// Decodes a recording window by window, twice each: once to learn its shares, once to use them.
struct BarSearch {
  private let activation: Activation
  private let configuration: BarTracker.Configuration
  private let states: BarStates
  private let meters: [Int]
  private let evidence: BeatEvidence
  private let blurred: BlurredEvidence
  private let patterns: [[SharePattern]]

  init(_ activation: Activation, hints: RhythmHints, configuration: BarTracker.Configuration) {
    self.activation = activation
    self.configuration = configuration
    let prior = SearchPrior(hints: hints, configuration: configuration)
    meters = prior.meters
    states = BarStates(
      meters: prior.meters, bpm: prior.bpm, likeliestBpm: prior.likeliestBpm,
      framesPerSecond: activation.framesPerSecond, configuration: configuration.tempo)
    evidence = BeatEvidence(activation, padding: states.longest + 8, configuration: configuration.evidence)
    blurred = BlurredEvidence(evidence, deviationShare: configuration.shares.deviation)
    patterns = prior.meters.map { SharePattern.all($0, configuration: configuration.shares) }
  }

  func run() throws -> FoundRhythm {
    var found = FoundRhythm(meterScores: meters.map { .init(beatsPerBar: $0, score: 0) })
    let windowFrames = frames(configuration.window.seconds)
    let overlapFrames = min(frames(configuration.window.overlapSeconds), windowFrames / 2)
    var begin = 0
    var start = BarDecoder.Start.free
    while begin < evidence.count {
      let isLast = begin + windowFrames + overlapFrames >= evidence.count
      let end = isLast ? evidence.count : begin + windowFrames
      let window = try decode(begin..<end, start: start)
      for index in meters.indices { found.meterScores[index].score += Double(window.meterScores[index]) }
      if isLast {
        found.bars += window.bars.map(place)
        break
      }
      let settled = window.bars.filter { $0.start + states.lengths[$0.state] <= end - overlapFrames }
      found.bars += settled.map(place)
      if let last = settled.last {
        begin = last.start + states.lengths[last.state]
        start = .afterBar(state: last.state)
      } else {
        begin = end - overlapFrames
        start = .afterRest
      }
    }
    return found
  }

  private func frames(_ seconds: Double) -> Int {
    max(2 * states.longest, Int(seconds * activation.framesPerSecond))
  }

  // MARK: One window

  private struct Window {
    /// Bars with the index of their pattern.
    var bars: [DecodedBar]
    var meterScores: [Float]
  }

  private struct DecodedBar {
    var state: Int
    var start: Int
    var pattern: SharePattern
  }

  private func decode(_ range: Range<Int>, start: BarDecoder.Start) throws -> Window {
    let decoder = BarDecoder(
      states: states, configuration: configuration, framesPerSecond: activation.framesPerSecond)
    var scores = BarScores(states: states, evidence: blurred, frames: range)
    var priors = patterns.map { SharePattern.priors(of: $0, configuration: configuration.shares) }
    var meterScores: [Float] = []
    for meter in meters.indices {
      try Task.checkCancellation()
      scores.fill(meter: meter, patterns: patterns[meter], priors: priors[meter])
      let only = costs(favouring: meter, forbiddingOthers: true)
      var path = try decoder.decode(scores, meterCosts: only, start: self.start(start, for: meter))
      if patterns[meter].count > 1, !path.bars.isEmpty {
        let heard = path.bars.map { bar in
          let best = scores.bestPattern(
            state: bar.state, start: bar.start, patterns: patterns[meter], priors: priors[meter])
          return patterns[meter][best]
        }
        priors[meter] = SharePattern.learnedPriors(
          of: patterns[meter], from: heard, configuration: configuration.shares)
        scores.fill(meter: meter, patterns: patterns[meter], priors: priors[meter])
        path = try decoder.decode(scores, meterCosts: only, start: self.start(start, for: meter))
      }
      meterScores.append(path.score)
    }
    let favourite = meterScores.indices.max { meterScores[$0] < meterScores[$1] } ?? 0
    let path = try decoder.decode(
      scores, meterCosts: costs(favouring: favourite, forbiddingOthers: false), start: start)
    let bars = path.bars.map { bar in
      let meter = meterIndex(of: bar.state)
      let best = scores.bestPattern(
        state: bar.state, start: bar.start, patterns: patterns[meter], priors: priors[meter])
      return DecodedBar(state: bar.state, start: bar.start, pattern: patterns[meter][best])
    }
    return Window(bars: bars, meterScores: meterScores)
  }

  /// A single meter cannot go on from a bar of another: it begins after a rest instead.
  private func start(_ start: BarDecoder.Start, for meter: Int) -> BarDecoder.Start {
    guard case .afterBar(let state) = start else { return start }
    return .afterBar(state: states.counterparts[meter][state])
  }

  private func costs(favouring meter: Int, forbiddingOthers: Bool) -> [Float?] {
    meters.indices.map { index in
      index == meter ? 0 : forbiddingOthers ? nil : configuration.meter.strangerCost
    }
  }

  private func meterIndex(of state: Int) -> Int {
    states.ranges.firstIndex { $0.contains(state) } ?? 0
  }

  // MARK: Beats of a bar

  private func place(_ bar: DecodedBar) -> FoundBar {
    let length = states.lengths[bar.state]
    let level = blurred.level(barLength: length)
    let placement = BeatPlacement(activation: activation, evidence: evidence)
    var gain: Float = 0
    var beats: [FoundBeat] = []
    for (index, position) in ([0] + bar.pattern.positions).enumerated() {
      let nominal = bar.start + Int((position * Double(length)).rounded())
      let beat = placement.refine(
        nominal, isDownbeat: index == 0,
        deviationFrames: index == 0 ? 1 : blurred.deviationFrames(level: level))
      gain += beat.gain
      beats.append(FoundBeat(seconds: beat.seconds, number: index + 1))
    }
    let seconds = { (frame: Int) in
      Double(frame - self.evidence.padding) / self.activation.framesPerSecond
    }
    return FoundBar(
      beats: beats, beatsPerBar: states.beats[bar.state], startSeconds: seconds(bar.start),
      endSeconds: seconds(bar.start + length), pattern: bar.pattern,
      gainPerBeat: Double(gain) / Double(beats.count))
  }
}
