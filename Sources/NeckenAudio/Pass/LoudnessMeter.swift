import CEbur128

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

/// Measures loudness on the original channels: integrated and range by libebur128, true peak by ``TruePeakMeter``.
///
/// Mono counts once. Memory: about 1.5 MB an hour.
final class LoudnessMeter {
  private let state: UnsafeMutablePointer<ebur128_state>
  private var truePeak: TruePeakMeter
  private let channelCount: Int

  /// `nil` for rates or channel counts that libebur128 does not take (above 64 channels).
  init?(sampleRateHz: Double, channelCount: Int) {
    let mode = Int32(EBUR128_MODE_I.rawValue | EBUR128_MODE_LRA.rawValue)
    guard let state = ebur128_init(UInt32(channelCount), UInt(sampleRateHz.rounded()), mode) else { return nil }
    truePeak = TruePeakMeter(sampleRateHz: sampleRateHz, channelCount: channelCount)
    self.state = state
    self.channelCount = channelCount
    for (channel, position) in Self.positions(channelCount: channelCount).enumerated() {
      ebur128_set_channel(state, UInt32(channel), Int32(position.rawValue))
    }
  }

  deinit {
    var closing: UnsafeMutablePointer<ebur128_state>? = state
    ebur128_destroy(&closing)
  }

  /// Takes interleaved samples.
  func consume(_ interleaved: UnsafeBufferPointer<Float>) {
    ebur128_add_frames_float(state, interleaved.baseAddress, interleaved.count / channelCount)
    truePeak.consume(interleaved)
  }

  func finish() -> Loudness {
    var integrated = 0.0
    var range = 0.0
    let hasIntegrated = ebur128_loudness_global(state, &integrated) == EBUR128_SUCCESS.rawValue
    let hasRange = ebur128_loudness_range(state, &range) == EBUR128_SUCCESS.rawValue
    return Loudness(
      integratedLufs: hasIntegrated && integrated.isFinite ? integrated : nil,
      rangeLu: hasRange && range.isFinite && range > 0 ? range : nil,
      truePeakDbtp: truePeak.peakDbtp)
  }

  /// Loudspeaker positions in the order of WAV files, for the weights of BS.1770-4, table 4: the
  /// low-frequency channel does not count, channels at the side count 1.41 times. libebur128's
  /// own choice is right up to 6 channels. Beyond 8, every further channel counts once.
  private static func positions(channelCount: Int) -> [channel] {
    guard channelCount > 6 else { return [] }
    let back =
      channelCount == 7
      ? [EBUR128_CENTER, EBUR128_Mp090, EBUR128_Mm090]
      : [EBUR128_Mp135, EBUR128_Mm135, EBUR128_Mp090, EBUR128_Mm090]
    let known = [EBUR128_LEFT, EBUR128_RIGHT, EBUR128_CENTER, EBUR128_UNUSED] + back
    return known + Array(repeating: EBUR128_CENTER, count: channelCount - known.count)
  }
}
