/// How well one recording's beats agree with their reference, or the mean over many recordings.
///
/// All are 0…1 with 1 best, except ``beatShareError``. Scores that a reference cannot judge are `nil`
/// and are left out of means.
public struct BeatScores: Hashable, Sendable, Codable {
  /// F-measure of the beats at the narrow tolerance (±70 ms).
  public var beatFMeasure: Double
  /// F-measure of the beats at the wide tolerance (±100 ms), for uneven music.
  public var beatFMeasureWide: Double
  /// F-measure of the downbeats at the narrow tolerance; `nil` without reference downbeats.
  public var downbeatFMeasure: Double?
  /// F-measure of the downbeats at the wide tolerance; `nil` without reference downbeats.
  public var downbeatFMeasureWide: Double?
  /// Cemgil's score at the reference's own level.
  public var cemgil: Double
  /// CMLc: longest unbroken right stretch at the reference's own level.
  public var correctLevelContinuous: Double
  /// CMLt: right beats at the reference's own level.
  public var correctLevelTotal: Double
  /// AMLc: longest unbroken right stretch at any level.
  public var anyLevelContinuous: Double
  /// AMLt: right beats at any level.
  public var anyLevelTotal: Double
  public var informationGain: Double
  /// 1 when the tempo is within 4 % (share of recordings in a mean); `nil` with under two reference beats.
  public var tempoAccuracy1: Double?
  /// As ``tempoAccuracy1``, also accepting ×2, ×3, ×½ and ×⅓.
  public var tempoAccuracy2: Double?
  /// 1 when the beats per bar are right; `nil` without a complete reference bar.
  public var meterAccuracy: Double?
  /// 1 when "three beats or not" is right; `nil` without a complete reference bar.
  public var ternaryAccuracy: Double?
  /// Largest error of any beat's median share of the bar, 0 best; `nil` unless both have complete bars of
  /// the same number of beats, at least two.
  public var beatShareError: Double?

  private enum CodingKeys: String, CodingKey {
    case cemgil
    case beatFMeasure = "beat_f_measure"
    case beatFMeasureWide = "beat_f_measure_wide"
    case downbeatFMeasure = "downbeat_f_measure"
    case downbeatFMeasureWide = "downbeat_f_measure_wide"
    case correctLevelContinuous = "cml_c"
    case correctLevelTotal = "cml_t"
    case anyLevelContinuous = "aml_c"
    case anyLevelTotal = "aml_t"
    case informationGain = "information_gain"
    case tempoAccuracy1 = "tempo_accuracy_1"
    case tempoAccuracy2 = "tempo_accuracy_2"
    case meterAccuracy = "meter_accuracy"
    case ternaryAccuracy = "ternary_accuracy"
    case beatShareError = "beat_share_error"
  }
}
