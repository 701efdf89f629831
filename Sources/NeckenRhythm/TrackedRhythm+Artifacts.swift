public import NeckenCore

extension TrackedRhythm {
  /// The value that is stored: times to the millisecond. Activations are rounded once, by `RawArtifacts.rounded()`.
  public var artifacts: RhythmArtifacts {
    let times = grid.times.map { $0.rounded(decimals: 3) }
    return RhythmArtifacts(
      beatTimes: times, beatNumbers: grid.numbers, barTimes: grid.downbeatIndices.map { times[$0] },
      meters: meters, ternaryConfidence: ternaryConfidence, steadiness: steadiness.rounded(decimals: 4),
      beatActivations: beatActivations, downbeatActivations: downbeatActivations, activation: activation)
  }
}
