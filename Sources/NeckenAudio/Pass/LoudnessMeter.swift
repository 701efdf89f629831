/// Loudness of a whole recording.
public struct Loudness: Hashable, Sendable {
  /// Integrated loudness in LUFS (ITU-R BS.1770-4); `nil` in silence and below 0.4 seconds.
  public var integratedLufs: Double?
  /// Loudness range in LU (EBU Tech 3342); `nil` in silence and below 3 seconds.
  public var rangeLu: Double?
  /// True peak of the loudest channel in dBTP; `nil` in digital silence.
  public var truePeakDbtp: Double?

  public init(integratedLufs: Double? = nil, rangeLu: Double? = nil, truePeakDbtp: Double? = nil) {
    self.integratedLufs = integratedLufs
    self.rangeLu = rangeLu
    self.truePeakDbtp = truePeakDbtp
  }
}

/// Measures loudness on the original channels; within 10⁻⁶ LU of libebur128, against which the tests hold it.
///
/// Mono counts once. Memory: about 0.3 MB an hour.
struct LoudnessMeter {
  private let channelCount: Int
  private let framesPerStep: Int
  /// `nil` for rates that have no weighting.
  private let filter: KWeighting?
  private let weights: [Double]
  /// Channels two by two; the last may stand alone.
  private var pairs: [KWeightedPair]
  private var truePeak: TruePeakMeter
  private var loudness = GatedLoudness()
  /// Frames of the step that is not full yet.
  private var frameCount = 0

  init(sampleRateHz: Double, channelCount: Int) {
    self.channelCount = channelCount
    framesPerStep = max(1, Int((sampleRateHz / 10).rounded()))
    filter = KWeighting(sampleRateHz: sampleRateHz)
    weights = Self.weights(channelCount: channelCount)
    pairs = Array(repeating: KWeightedPair(), count: (channelCount + 1) / 2)
    truePeak = TruePeakMeter(sampleRateHz: sampleRateHz, channelCount: channelCount)
  }

  /// Takes interleaved samples.
  mutating func consume(_ interleaved: UnsafeBufferPointer<Float>) {
    truePeak.consume(interleaved)
    guard let filter, var samples = interleaved.baseAddress else { return }
    var remaining = interleaved.count / channelCount
    while remaining > 0 {
      let count = min(remaining, framesPerStep - frameCount)
      for pair in pairs.indices {
        let (first, second) = channels(of: pair)
        pairs[pair].add(samples + first, samples + second, stride: channelCount, count: count, filter)
      }
      samples += count * channelCount
      remaining -= count
      frameCount += count
      if frameCount == framesPerStep {
        loudness.append(takeStep() / Double(framesPerStep))
        frameCount = 0
      }
    }
  }

  func finish() -> Loudness {
    // No range at all is what a single steady passage has, and silence too.
    let range = loudness.rangeLu ?? 0
    return Loudness(
      integratedLufs: loudness.integratedLufs, rangeLu: range > 0 ? range : nil, truePeakDbtp: truePeak.peakDbtp)
  }

  /// Where a channel stands alone it is both.
  private func channels(of pair: Int) -> (first: Int, second: Int) {
    (2 * pair, min(2 * pair + 1, channelCount - 1))
  }

  /// The weighed squares of a step.
  private mutating func takeStep() -> Double {
    var sum = 0.0
    for pair in pairs.indices {
      let (first, second) = channels(of: pair)
      let squares = pairs[pair].takeSum()
      sum += weights[first] * squares[0]
      if second > first { sum += weights[second] * squares[1] }
    }
    return sum
  }

  /// Weights of BS.1770-4, table 4, for loudspeakers in the order of WAV files: the low-frequency channel does not
  /// count, channels at the side count 1.41 times. Beyond 8, every further channel counts once.
  private static func weights(channelCount: Int) -> [Double] {
    switch channelCount {
    case ...3: Array(repeating: 1, count: channelCount)
    case 4: [1, 1, side, side]
    case 5: [1, 1, 1, side, side]
    case 6: [1, 1, 1, 0, side, side]
    case 7: [1, 1, 1, 0, 1, side, side]
    default: [1, 1, 1, 0, 1, 1, side, side] + Array(repeating: 1, count: channelCount - 8)
    }
  }

  private static let side = 1.41
}
