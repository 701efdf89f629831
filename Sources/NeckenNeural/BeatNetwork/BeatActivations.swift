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

  /// Mean of the fine bands over each cell of ``pitchCellFrames`` frames, ``pitchBandCount`` values a cell.
  package var pitches: [Float] = []

  /// A tenth of a second.
  package static let pitchCellFrames = 5
  package static let pitchBandCount = BeatFeatures.fineBands

  package init(frameRateHz: Double, beat: [Float] = [], downbeat: [Float] = [], meter: [Float] = []) {
    self.frameRateHz = frameRateHz
    self.beat = beat
    self.downbeat = downbeat
    self.meter = meter
  }
}
