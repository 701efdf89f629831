/// How beats are grouped into bars, and whether each beat divides in two or in three.
///
/// A beat is what a dancer's foot follows: the quarter of a polska, the dotted quarter of a jig.
/// 6/8 is therefore two beats of three pulses, 9/8 three beats of three pulses.
public struct Meter: Hashable, Sendable, Codable {
  /// Beats in a bar, 1 or more; 2, 3 and 4 in practice.
  public var beatsPerBar: Int
  /// Pulses in a beat: 2 in simple meters, 3 in compound ones (6/8, 9/8).
  public var pulsesPerBeat: Int

  public init(beatsPerBar: Int, pulsesPerBeat: Int = 2) {
    self.beatsPerBar = beatsPerBar
    self.pulsesPerBeat = pulsesPerBeat
  }

  public static let two = Meter(beatsPerBar: 2)
  public static let three = Meter(beatsPerBar: 3)
  public static let four = Meter(beatsPerBar: 4)
  public static let sixEight = Meter(beatsPerBar: 2, pulsesPerBeat: 3)
  public static let nineEight = Meter(beatsPerBar: 3, pulsesPerBeat: 3)

  /// Whether the bar has a multiple of three beats (polska, vals, slip jig), whatever its pulses.
  public var isTernary: Bool { beatsPerBar % 3 == 0 }
  /// Whether each beat divides in three.
  public var isCompound: Bool { pulsesPerBeat == 3 }

  /// The usual time signature: "3/4", "6/8".
  public var timeSignature: String {
    isCompound ? "\(beatsPerBar * 3)/8" : "\(beatsPerBar)/4"
  }

  private enum CodingKeys: String, CodingKey {
    case beatsPerBar = "beats_per_bar"
    case pulsesPerBeat = "pulses_per_beat"
  }
}

/// One reading of the meter and how likely it is.
public struct MeterHypothesis: Hashable, Sendable, Codable {
  public var meter: Meter
  /// Calibrated probability, 0…1; the hypotheses of one recording sum to 1.
  public var probability: Double

  public init(meter: Meter, probability: Double) {
    self.meter = meter
    self.probability = probability
  }
}
