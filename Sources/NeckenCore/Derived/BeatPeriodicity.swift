/// How alike beats are that lie some beats apart: the count of the bar, heard without knowing its bar lines.
///
/// Each list has one autocorrelation, −1…1, for each of ``lags``; it is empty where its measure was not to be
/// had. Bars of three show at 3 and 6, bars of two and four at 2, 4 and 8, also where the tracker grouped
/// the same beats otherwise.
public struct BeatPeriodicity: Hashable, Sendable, Codable {
  /// Distances in beats.
  public static let lags = [2, 3, 4, 6, 8]

  /// Of the energy at the beats.
  public var energies: [Double]
  /// Of where onsets divide the beats.
  public var divisions: [Double]
  /// Of the activation of a downbeat.
  public var downbeats: [Double]
  /// Of the beats' lengths.
  public var lengths: [Double]

  public init(energies: [Double], divisions: [Double], downbeats: [Double], lengths: [Double]) {
    self.energies = energies
    self.divisions = divisions
    self.downbeats = downbeats
    self.lengths = lengths
  }
}
