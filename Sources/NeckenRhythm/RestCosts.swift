/// What a rest costs, frame by frame: more while notes follow each other than where nobody plays.
///
/// A listener that is unsure of everything would else have the tracker stop counting in the middle of a tune.
struct RestCosts {
  /// By padded frame, natural logarithm.
  private let costs: [Float]
  private let idle: Float

  init(_ activation: Activation, padding: Int, configuration: BarTracker.Configuration.Silence) {
    let rate = Float(activation.framesPerSecond)
    idle = configuration.costPerSecond / rate
    var costs = [Float](repeating: idle, count: activation.count + 2 * padding)
    let longest = Int((configuration.noteGapSeconds * activation.framesPerSecond).rounded())
    var last: Int?
    for frame in activation.onset.indices where activation.onset[frame] >= configuration.edgeOnset {
      if let last, frame - last <= longest {
        for between in last..<frame { costs[padding + between] = configuration.playingCostPerSecond / rate }
      }
      last = frame
    }
    self.costs = costs
  }

  subscript(frame: Int) -> Float { costs.indices.contains(frame) ? costs[frame] : idle }
}
