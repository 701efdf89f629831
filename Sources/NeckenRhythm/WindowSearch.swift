import Foundation

/// Decodes one window: collects readings at several tempo levels and meters, chooses among them, and
/// decodes again with what the chosen one has taught about shares and tempo.
struct WindowSearch {
  let states: BarStates
  let meters: [Int]
  let patterns: [[SharePattern]]
  let evidence: BeatEvidence
  let blurred: BlurredEvidence
  let restCosts: RestCosts
  let pitches: PitchContent?
  let overview: BarOverview?
  let reading: BeatReading?
  let prior: SearchPrior
  /// Weights of a reading's terms before the reader has judged it, or without one.
  let weights: ReadingTerms
  let configuration: BarTracker.Configuration

  struct Bar {
    var placed: BarDecoder.PlacedBar
    var pattern: SharePattern
  }

  struct Result {
    var bars: [Bar] = []
    /// The readings compared, with the log-odds of each.
    var readings: [(reading: Reading, logOdds: Double)] = []
  }

  private var decoder: BarDecoder {
    BarDecoder(states: states, configuration: configuration, restCosts: restCosts)
  }

  /// - Throws: `CancellationError` when the task is cancelled.
  func decode(_ frames: Range<Int>, start: BarDecoder.Start) throws -> Result {
    var scores = BarScores(states: states, evidence: blurred, frames: frames)
    var priors = patterns.map { SharePattern.priors(of: $0, configuration: configuration.shares) }
    for meter in meters.indices { scores.fill(meter: meter, patterns: patterns[meter], priors: priors[meter]) }

    let view = overview.map {
      BarView(
        $0, frames: frames, padding: evidence.padding, framesPerSecond: evidence.framesPerSecond, configuration: configuration.view)
    }
    let readings = try readings(&scores, view: view, priors: priors, start: start)
    guard let chosen = readings.max(by: { $0.logOdds < $1.logOdds })?.reading,
      let favourite = meters.firstIndex(of: chosen.beatsPerBar)
    else { return Result() }

    // What was weighed in choosing, the decoder does not know: left to itself it would often return to other bar lines.
    scores.evidence = blurred.favouring(
      chosen.frames(evidence), weight: configuration.choice.lineWeight, reach: configuration.choice.lineReachFrames)
    // The shares of other meters are learned from their readings nearest in tempo.
    for meter in meters.indices {
      let same = readings.map(\.reading).filter { $0.beatsPerBar == meters[meter] && $0.rotation == 0 }
      let nearest = same.min { abs(log($0.bpm / chosen.bpm)) < abs(log($1.bpm / chosen.bpm)) }
      if let heard = meter == favourite ? chosen : nearest {
        let consensus = PatternConsensus(
          patterns: patterns[meter], evidence: blurred, configuration: configuration.shares)
        let own = consensus.patterns(of: heard.frames(evidence))
        priors[meter] = SharePattern.learnedPriors(
          of: patterns[meter], from: own.isEmpty ? heard.patterns : own, configuration: configuration.shares)
      }
      scores.fill(meter: meter, patterns: patterns[meter], priors: priors[meter])
      if let view { scores.add(view, meter: meter) }
    }
    var costs = states.tempoCosts(
      likeliestBpm: chosen.bpm, spread: configuration.tempo.chosenSpread, weight: configuration.tempo.chosenWeight)
    for meter in meters.indices where meter != favourite {
      for state in states.ranges[meter] { costs[state] += configuration.meter.strangerCost }
    }
    let path = try decoder.decode(scores, ranges: states.ranges, costs: costs, start: start)
    let bars = path.bars.map { Bar(placed: $0, pattern: pattern(of: $0, scores: scores, priors: priors)) }
    return Result(bars: bars, readings: readings)
  }

  // MARK: Readings

  /// One reading for each meter at each tempo level around the best free path's, and for each as the longer view has it.
  ///
  /// - Parameter scores: the longer view is added to them.
  private func readings(
    _ scores: inout BarScores, view: BarView?, priors: [[Float]], start: BarDecoder.Start
  ) throws -> [(reading: Reading, logOdds: Double)] {
    let measure = ReadingMeter(
      states: states, evidence: evidence, pitches: pitches, overview: overview, likeliestBpm: configuration.tempo.likeliestBpm)
    let free = states.tempoCosts(
      likeliestBpm: prior.likeliestBpm, spread: configuration.tempo.spread, weight: configuration.tempo.priorWeight)
    let flat = [Float](repeating: 0, count: states.count)
    func found(
      _ meter: Int, _ range: Range<Int>, _ costs: [Float], _ scores: BarScores
    ) throws -> (readings: [Reading], score: Float) {
      let path = try decoder.decode(
        scores, ranges: only(meter, range), costs: costs, start: self.start(start, for: meter))
      let readings = measure.readings(of: path.bars, beatsPerBar: meters[meter], within: scores.frames) {
        pattern(of: $0, scores: scores, priors: priors)
      }
      return (readings, path.score)
    }
    let freely = try meters.indices.map { try found($0, states.ranges[$0], free, scores) }.filter { !$0.readings.isEmpty }
    guard let best = freely.max(by: { $0.score < $1.score })?.readings.first else { return [] }
    var paths: [[Reading]] = []
    for level in configuration.choice.levels {
      let bpm = best.bpm * level
      guard prior.bpm.contains(bpm), isBelieved(bpm, within: scores.frames) else { continue }
      let ranges = states.ranges(around: bpm, reach: configuration.choice.levelReach)
      for meter in meters.indices where !ranges[meter].isEmpty {
        paths.append(try found(meter, ranges[meter], flat, scores).readings)
      }
    }
    if let view {
      for meter in meters.indices {
        scores.add(view, meter: meter)
        paths.append(try found(meter, states.ranges[meter], free, scores).readings)
      }
    }
    if paths.allSatisfy(\.isEmpty) { paths = freely.map(\.readings) }
    // Where an earlier window has settled a bar line, this one goes on from it.
    if case .free = start {} else { paths = paths.map { $0.filter { $0.rotation == 0 } } }
    return read(paths).map { ($0, $0.judged ?? weights.dot($0.terms)) }
  }

  /// All readings, as far as the bar reader could still make them the best; only those are read.
  private func read(_ paths: [[Reading]]) -> [Reading] {
    guard let reading else { return paths.flatMap { $0 } }
    let odds = paths.map { path in path.map { weights.dot($0.terms) }.max() ?? -.infinity }
    let least = (odds.max() ?? 0) - configuration.choice.readMargin
    return zip(paths, odds).flatMap { path, odds in odds < least ? [] : reading.read(path) }
  }

  /// Whether the longer view, if there is one, thinks such a tempo worth a look.
  private func isBelieved(_ bpm: Double, within frames: Range<Int>) -> Bool {
    guard let overview else { return true }
    return overview.probability(
      ofBeats: 60 / bpm, reach: configuration.choice.levelReach,
      within: evidence.seconds(frames.lowerBound)..<evidence.seconds(frames.upperBound)) >= configuration.choice.leastBelief
  }

  private func only(_ meter: Int, _ range: Range<Int>) -> [Range<Int>] {
    meters.indices.map { $0 == meter ? range : states.ranges[$0].lowerBound..<states.ranges[$0].lowerBound }
  }

  /// A single meter cannot go on from a bar of another: it goes on from its own nearest instead.
  private func start(_ start: BarDecoder.Start, for meter: Int) -> BarDecoder.Start {
    guard case .afterBar(let state) = start else { return start }
    return .afterBar(state: states.counterparts[meter][state])
  }

  private func pattern(
    of bar: BarDecoder.PlacedBar, scores: BarScores, priors: [[Float]]
  ) -> SharePattern {
    let meter = states.ranges.firstIndex { $0.contains(bar.state) } ?? 0
    let best = scores.bestPattern(
      state: bar.state, start: bar.start, patterns: patterns[meter], priors: priors[meter])
    return patterns[meter][best]
  }
}
