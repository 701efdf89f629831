/// What the beat network hears in a recording, frame by frame.
package struct BeatActivations: Equatable, Sendable {
  /// Frames per second; frame *i* belongs to the time *i* / `frameRateHz`.
  package let frameRateHz: Double
  /// Probability that a frame holds a beat, downbeats included.
  package var beat: [Float]
  /// Probability that a frame holds a downbeat.
  package var downbeat: [Float]
  /// Probabilities of bars of 2, 3 and 4 beats in turn, three values a frame.
  package var meter: [Float]

  package init(frameRateHz: Double, beat: [Float] = [], downbeat: [Float] = [], meter: [Float] = []) {
    self.frameRateHz = frameRateHz
    self.beat = beat
    self.downbeat = downbeat
    self.meter = meter
  }
}
