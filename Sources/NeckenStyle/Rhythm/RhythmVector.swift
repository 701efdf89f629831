public import NeckenCore

/// What a rhythm model judges by: numbers in a fixed, named order, drawn from derived features alone.
///
/// Unlike the 217-vector it holds no sound, only rhythm: tempo also with octaves folded away, the probability
/// of each meter, beat shares, accents, divisions, periodicity, phrases. Made to bear a tracker's errors: a
/// halved tempo leaves the folded slots as they are, a shifted bar line leaves the sorted and the periodic
/// ones. What could not be measured has the neutral value of Docs/Algorithms/style.md. Cost: about 5 µs.
public struct RhythmVector: Hashable, Sendable {
  /// Raised whenever a slot changes its meaning.
  public static let version = 1

  /// As many as ``names``, finite.
  public let values: [Double]
  /// Whether the most probable meter has a multiple of three beats.
  public let isTernary: Bool
  /// What the dance reader heard beside them, if it has read.
  public let reading: DanceReading?

  /// The slots' names, in order.
  public static let names: [String] = {
    var writer = RhythmSlotWriter(keepsNames: true)
    writer.write(nil)
    return writer.names
  }()
  public static var count: Int { names.count }

  /// - Returns: `nil` without a steady beat.
  public init?(_ features: DerivedFeatures) {
    guard let meter = features.meter?.meter, let tempo = features.tempo, tempo.beatsPerMinute > 0 else { return nil }
    var writer = RhythmSlotWriter()
    writer.write(RhythmSlotWriter.Source(features: features, tempo: tempo, meter: meter))
    values = writer.values
    isTernary = meter.isTernary
    reading = features.danceReading
  }

  /// A vector from its values, as a test or another program keeps them.
  ///
  /// - Returns: `nil` when a value is missing or not finite.
  public init?(values: [Double], isTernary: Bool, reading: DanceReading? = nil) {
    guard values.count == Self.count, values.allSatisfy(\.isFinite) else { return nil }
    self.values = values
    self.isTernary = isTernary
    self.reading = reading
  }
}
