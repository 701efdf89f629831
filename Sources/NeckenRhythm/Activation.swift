/// How likely a beat and a downbeat are at every moment of a recording: the seam between listening
/// (a network, or signal processing) and deciding (``BarTracker``).
///
/// Frame `i` is centred at `i / framesPerSecond` seconds. A downbeat is also a beat, so `downbeat[i]`
/// is not above `beat[i]` in a well-made activation; the tracker tolerates it when it is.
public struct Activation: Sendable, Hashable {
  /// Frames a second; 50 and 100 are usual.
  public var framesPerSecond: Double
  /// Probability of a beat at each frame, 0…1.
  public var beat: [Float]
  /// Probability of a downbeat at each frame, 0…1; as many as `beat`.
  public var downbeat: [Float]
  /// "signal", or the network's name.
  public var source: String
  /// Which notes sound when, if the listener knows; tells repeated phrases.
  public var pitches: PitchContent?

  /// How much begins at each frame, over its mean in the recording; as many as `beat`, or none where the listener
  /// does not know.
  public var novelty: [Float] = []

  /// How loud low, middle and high notes are at each frame, three values a frame on a scale that is the same throughout, or none
  /// where the listener does not know.
  public var levels: [Float] = []

  /// Probability that a note begins at each frame, 0…1; as many as `beat`, or none where the listener does not know.
  public var onset: [Float] = []

  /// What a longer view says of bars and beats, if the listener has one.
  public var overview: BarOverview?

  /// The `source` of the signal-based activation; every other name is a network's.
  public static let signalSource = "signal"

  /// - Throws: ``ActivationError`` when the arrays differ in length, a value is not finite, or the
  ///   frame rate is not a positive number.
  public init(
    framesPerSecond: Double, beat: [Float], downbeat: [Float], source: String, pitches: PitchContent? = nil,
    novelty: [Float] = [], levels: [Float] = [], onset: [Float] = [], overview: BarOverview? = nil
  ) throws(ActivationError) {
    guard framesPerSecond.isFinite, framesPerSecond > 0 else { throw .frameRate(framesPerSecond) }
    guard downbeat.count == beat.count else {
      throw .incomplete("downbeat activation", count: downbeat.count, expected: beat.count)
    }
    if let frame = beat.indices.first(where: { !beat[$0].isFinite || !downbeat[$0].isFinite }) {
      throw .notFinite(frame: frame)
    }
    for (part, values, expected) in [
      ("novelty", novelty, beat.count), ("levels", levels, BeatAttacks.groupCount * beat.count),
      ("onset activation", onset, beat.count),
    ] where !values.isEmpty && values.count != expected {
      throw .incomplete(part, count: values.count, expected: expected)
    }
    self.framesPerSecond = framesPerSecond
    self.beat = beat
    self.downbeat = downbeat
    self.source = source
    self.pitches = pitches
    self.novelty = novelty
    self.levels = levels
    self.onset = onset
    self.overview = overview
  }

  public var count: Int { beat.count }
  public var durationSeconds: Double { Double(count) / framesPerSecond }
}
