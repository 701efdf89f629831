/// Whole-recording measurements of the sound itself.
public struct AudioStatistics: Hashable, Sendable, Codable {
  /// Length in seconds.
  public var durationSeconds: Double
  /// Integrated loudness (ITU-R BS.1770-4) in LUFS; `nil` where it is undefined, as in silence.
  public var loudnessLufs: Double?
  /// Loudness range (EBU Tech 3342) in LU; `nil` where it is undefined.
  public var loudnessRangeLu: Double?
  /// True peak in dBTP; `nil` in digital silence.
  public var truePeakDbtp: Double?
  /// Root mean square of the mono signal, full scale = 1.
  public var rms: Double
  /// Share of adjacent sample pairs of the mono signal at 22.05 kHz that change sign, 0…1.
  public var zeroCrossingRate: Double
  /// Onsets per second.
  public var onsetRateHz: Double

  public init(
    durationSeconds: Double, loudnessLufs: Double?, loudnessRangeLu: Double?, truePeakDbtp: Double?,
    rms: Double, zeroCrossingRate: Double, onsetRateHz: Double
  ) {
    self.durationSeconds = durationSeconds
    self.loudnessLufs = loudnessLufs
    self.loudnessRangeLu = loudnessRangeLu
    self.truePeakDbtp = truePeakDbtp
    self.rms = rms
    self.zeroCrossingRate = zeroCrossingRate
    self.onsetRateHz = onsetRateHz
  }

  private enum CodingKeys: String, CodingKey {
    case rms
    case durationSeconds = "duration_seconds"
    case loudnessLufs = "loudness_lufs"
    case loudnessRangeLu = "loudness_range_lu"
    case truePeakDbtp = "true_peak_dbtp"
    case zeroCrossingRate = "zero_crossing_rate"
    case onsetRateHz = "onset_rate_hz"
  }
}
