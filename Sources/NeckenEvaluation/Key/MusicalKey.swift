/// A key: its tonic and mode.
public struct MusicalKey: Hashable, Sendable, Codable {
  public enum Mode: String, Hashable, Sendable, Codable, CaseIterable {
    case major, minor
    /// Anything else (dorian, mixolydian …); keys of this kind are right or wrong, never related.
    case other
  }

  /// Pitch class of the tonic, 0 (C) … 11 (B).
  public var tonic: Int
  public var mode: Mode

  /// - Parameter tonic: any integer; folded into 0…11.
  public init(tonic: Int, mode: Mode) {
    self.tonic = ((tonic % 12) + 12) % 12
    self.mode = mode
  }

  /// How right an estimated key is by MIREX's weights: same 1, a fifth above .5, relative .3, parallel .2,
  /// anything else 0. Equal to mir_eval's `key.weighted_score`.
  public func mirexScore(ofEstimate estimate: MusicalKey) -> Double {
    if estimate == self { return 1 }
    let interval = ((estimate.tonic - tonic) % 12 + 12) % 12
    if estimate.mode == mode { return interval == 7 ? 0.5 : 0 }
    switch mode {
    case .major where interval == 9, .minor where interval == 3: return 0.3
    default: return interval == 0 ? 0.2 : 0
    }
  }
}
