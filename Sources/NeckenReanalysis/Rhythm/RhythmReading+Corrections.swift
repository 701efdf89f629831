import NeckenCore

extension RhythmReading {
  /// Applies hints, tempo correction, override and shift, in that order.
  /// - Returns: whether any beat or bar changed.
  mutating func apply(
    _ options: ReanalysisOptions, configuration: Configuration, warnings: inout [String]
  ) -> Bool {
    guard options.changesRhythm else { return false }
    guard !isEmpty else {
      warnings.append("There are no beats to correct")
      return false
    }
    let before = (times, numbers)
    let trackedBeatsPerBar = beatsPerBar
    if let hinted = options.hints.meter, options.beatsPerBar == nil { weigh(hinted, configuration, &warnings) }
    let correction = tempoCorrection(options, &warnings)
    switch correction {
    case .none: break
    case .half: halve(configuration)
    case .double: double(configuration)
    }
    if let count = options.beatsPerBar { overrideMeter(beatsPerBar: count) }
    if correction != .none || beatsPerBar != trackedBeatsPerBar { deriveBars(configuration) }
    shiftBars(by: options.barShift)
    return (times, numbers) != before
  }

  /// Derives bars of the most probable meter, on the phase where downbeats are likeliest.
  mutating func deriveBars(_ configuration: Configuration) {
    numbers = BarPhase(
      downbeatActivations: downbeatActivations, energies: energies, count: times.count,
      configuration: configuration
    ).numbers(beatsPerBar: beatsPerBar)
  }

  private mutating func overrideMeter(beatsPerBar count: Int) {
    let known = meters.first { $0.meter.beatsPerBar == count }?.meter
    meters = [MeterHypothesis(meter: known ?? Meter(beatsPerBar: count), probability: 1)]
    ternaryConfidence = meters[0].meter.isTernary ? 1 : 0
  }

  /// Raises the readings with the hinted beats in a bar, and takes over how the hint divides the beat,
  /// which trackers do not say. A bar that was never considered is not invented.
  private mutating func weigh(_ hinted: Meter, _ configuration: Configuration, _ warnings: inout [String]) {
    guard meters.contains(where: { $0.meter.beatsPerBar == hinted.beatsPerBar }) else {
      warnings.append("The hinted meter \(hinted.timeSignature) is not among the readings of this recording")
      return
    }
    let ternaryBefore = meters.reduce(0) { $0 + ($1.meter.isTernary ? $1.probability : 0) }
    meters = Self.normalized(
      meters.map {
        guard $0.meter.beatsPerBar == hinted.beatsPerBar else { return $0 }
        return MeterHypothesis(meter: hinted, probability: $0.probability * configuration.hintedMeterFactor)
      })
    let ternaryAfter = meters.reduce(0) { $0 + ($1.meter.isTernary ? $1.probability : 0) }
    ternaryConfidence = (ternaryConfidence + ternaryAfter - ternaryBefore).clampedToUnit
    if meters.first?.meter != hinted {
      warnings.append("The recording speaks against the hinted meter \(hinted.timeSignature)")
    }
  }

  /// The correction asked for, or the one that brings the tempo into the hinted range.
  private func tempoCorrection(_ options: ReanalysisOptions, _ warnings: inout [String]) -> TempoCorrection {
    guard options.tempoCorrection == .none, let range = options.hints.tempoRangeBpm,
      let bpm = TempoMeasurement(self, bars: bars).tempo?.beatsPerMinute, !range.contains(bpm)
    else { return options.tempoCorrection }
    if range.contains(bpm / 2) { return .half }
    if range.contains(bpm * 2) { return .double }
    warnings.append("Neither the tracked tempo nor its half or double is in the hinted range")
    return .none
  }

  /// Keeps every second beat, on the side that has more of the downbeats. The others become onsets.
  private mutating func halve(_ configuration: Configuration) {
    let phase = BarPhase(
      downbeatActivations: downbeatActivations, energies: energies, count: times.count,
      configuration: configuration)
    let first = phase.strongerHalf(numbers: numbers)
    let kept = Array(stride(from: first, to: times.count, by: 2))
    let removed = times.indices.filter { ($0 - first) % 2 != 0 }.map { times[$0] }
    dividingOnsets = (dividingOnsets + removed).sorted()
    times = kept.map { times[$0] }
    numbers = kept.map { numbers[$0] }
    energies = energies.map { energies in kept.map { energies[$0] } }
    downbeatActivations = downbeatActivations.map { activations in kept.map { activations[$0] } }
  }

  /// Puts a beat in the middle of each. Nothing was measured there: its energy is its neighbours'
  /// mean and its downbeat activation 0.
  private mutating func double(_ configuration: Configuration) {
    func interleaved(_ values: [Double], _ middle: (Double, Double) -> Double) -> [Double] {
      var result: [Double] = []
      result.reserveCapacity(2 * values.count)
      for index in values.indices {
        result.append(values[index])
        if index + 1 < values.count { result.append(middle(values[index], values[index + 1])) }
      }
      return result
    }
    times = interleaved(times) { ($0 + $1) / 2 }
    energies = energies.map { interleaved($0) { ($0 + $1) / 2 } }
    downbeatActivations = downbeatActivations.map { interleaved($0) { _, _ in 0 } }
    dividingOnsets = Self.onsets(dividingOnsets, dividing: times, margin: configuration.onBeatMargin)
  }

  /// Moves every bar line `shift` beats later.
  private mutating func shiftBars(by shift: Int) {
    let count = beatsPerBar
    guard count >= 1, shift % count != 0 else { return }
    let offset = ((shift % count) + count) % count
    for index in numbers.indices where numbers[index] <= count {
      numbers[index] = (numbers[index] - 1 + count - offset) % count + 1
    }
  }
}
