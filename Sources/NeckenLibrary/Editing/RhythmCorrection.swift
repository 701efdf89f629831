public import NeckenCore
import NeckenStore

/// What a person says about tempo and bars; what is `nil` stays as it was corrected before.
public struct RhythmCorrection: Hashable, Sendable {
  /// Beats in a bar, 1…12; ``asTracked`` for as they were found.
  public var beatsPerBar: Int?
  public var tempo: TempoCorrection?
  /// Beats by which every bar line moves later; negative is earlier. Counted from where they were tracked.
  public var barShift: Int?

  /// In ``beatsPerBar``: nobody knows better than the tracker.
  public static let asTracked = 0

  public init(beatsPerBar: Int? = nil, tempo: TempoCorrection? = nil, barShift: Int? = nil) {
    self.beatsPerBar = beatsPerBar
    self.tempo = tempo
    self.barShift = barShift
  }

  /// Takes back all that was corrected.
  public static let none = RhythmCorrection(beatsPerBar: asTracked, tempo: TempoCorrection.none, barShift: 0)

  public var isEmpty: Bool { self == RhythmCorrection() }

  func apply(to correction: inout TrackCorrection) {
    if let beatsPerBar { correction.beatsPerBar = beatsPerBar == Self.asTracked ? nil : beatsPerBar }
    correction.tempoCorrection = tempo ?? correction.tempoCorrection
    correction.barShift = barShift ?? correction.barShift
  }
}
