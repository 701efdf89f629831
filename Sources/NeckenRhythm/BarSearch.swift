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
  /// Evidence at the bar's beats without reward and labels, their mean in natural logarithms.
  var gainPerBeat: Double

  /// Whether another bar begins where this one ends. Both ends are frames, in seconds, so they are equal or a frame apart.
  func adjoins(_ next: FoundBar) -> Bool { endSeconds == next.startSeconds }
}

/// What the search over bars has found.
struct FoundRhythm {
  var bars: [FoundBar] = []
  /// The meters looked at.
  var meters: [Meter] = []
  /// For each window: its length in frames, and the readings compared.
  var windows: [(frames: Int, readings: [(reading: Reading, logOdds: Double)])] = []
}

/// Decodes a recording window by window and puts the beats on their peaks.
struct BarSearch {
  private let activation: Activation
  private let configuration: BarTracker.Configuration
  private let states: BarStates
  private let evidence: BeatEvidence
  private let blurred: BlurredEvidence
  private let placement: BeatPlacement
  private let window: WindowSearch

  init(_ activation: Activation, hints: RhythmHints, reader: BarReader?, configuration: BarTracker.Configuration) {
    self.activation = activation
    self.configuration = configuration
    let prior = SearchPrior(hints: hints, configuration: configuration)
    states = BarStates(
      meters: prior.meters, bpm: prior.bpm, framesPerSecond: activation.framesPerSecond,
      configuration: configuration.tempo)
    evidence = BeatEvidence(activation, padding: states.longest + 8, configuration: configuration.evidence)
    placement = BeatPlacement(activation: activation, evidence: evidence)
    blurred = BlurredEvidence(evidence, deviationShare: configuration.shares.deviation)
    window = WindowSearch(
      states: states, meters: prior.meters,
      patterns: prior.meters.map { SharePattern.all($0, configuration: configuration.shares) },
      evidence: evidence, blurred: blurred,
      restCosts: RestCosts(activation, padding: evidence.padding, configuration: configuration.silence),
      pitches: activation.pitches, overview: activation.overview,
      reading: BeatReading(reader, activation), prior: prior,
      weights: configuration.choice.weights(for: activation), configuration: configuration)
  }

  /// - Throws: `CancellationError` when the task is cancelled.
  func run() throws -> FoundRhythm {
    let pulses = window.prior.pulsesPerBeat
    var found = FoundRhythm(meters: window.meters.map { Meter(beatsPerBar: $0, pulsesPerBeat: pulses) })
    let windowFrames = frames(configuration.window.seconds)
    let overlapFrames = min(frames(configuration.window.overlapSeconds), windowFrames / 2)
    var begin = 0
    var start = BarDecoder.Start.free
    while begin < evidence.count {
      let isLast = begin + windowFrames + overlapFrames >= evidence.count
      let end = isLast ? evidence.count : begin + windowFrames
      let result = try window.decode(begin..<end, start: start)
      found.windows.append((end - begin, result.readings))
      if isLast {
        found.bars += result.bars.map(place)
        break
      }
      let settled = result.bars.filter {
        $0.placed.start + states.lengths[$0.placed.state] <= end - overlapFrames
      }
      found.bars += settled.map(place)
      if let last = settled.last?.placed {
        begin = last.start + states.lengths[last.state]
        start = .afterBar(state: last.state)
      } else {
        begin = end - overlapFrames
        start = .afterRest
      }
    }
    found.bars = SettledBars(placement: placement, configuration: configuration.shares).settled(found.bars)
    return found
  }

  private func frames(_ seconds: Double) -> Int {
    max(2 * states.longest, Int(seconds * activation.framesPerSecond))
  }

  private func place(_ bar: WindowSearch.Bar) -> FoundBar {
    let length = states.lengths[bar.placed.state]
    let deviation = blurred.deviationFrames(level: blurred.level(barLength: length))
    var gain: Float = 0
    var beats: [FoundBeat] = []
    for (index, position) in ([0] + bar.pattern.positions).enumerated() {
      let nominal = bar.placed.start + Int((position * Double(length)).rounded())
      let beat = placement.refine(
        nominal, isDownbeat: index == 0, deviationFrames: index == 0 ? 1 : deviation)
      beats.append(FoundBeat(seconds: beat.seconds, number: index + 1))
      gain += beat.gain
    }
    return FoundBar(
      beats: beats, beatsPerBar: states.beats[bar.placed.state], startSeconds: evidence.seconds(bar.placed.start),
      endSeconds: evidence.seconds(bar.placed.start + length), pattern: bar.pattern,
      gainPerBeat: Double(gain) / Double(beats.count))
  }
}
