/// What the beat network hears in a recording, frame by frame.
package struct BeatActivations: Equatable, Sendable {
  /// Frames per second; frame *i* belongs to the time *i* / `frameRateHz`.
  package let frameRateHz: Double
  /// Probability that a frame holds a beat, downbeats included.
  package var beat: [Float]
  /// Probability that a frame holds a downbeat.
  package var downbeat: [Float]
  /// Probability that a note begins at a frame.
  package var onset: [Float] = []
  /// The longer view's log-probabilities, ``overviewValueCount`` values for every ``overviewFrames`` frames.
  package var overview: [Float] = []

  /// Mean of the fine bands over each cell of ``pitchCellFrames`` frames, ``pitchBandCount`` values a cell.
  package var pitches: [Float] = []

  /// How much begins at each frame: the mean rise of the fast bands over two frames.
  package var rises: [Float] = []

  /// How loud low, middle and high bands are at each frame, ``levelCount`` values a frame.
  package var levels: [Float] = []

  /// Three fiftieths of a second: a quarter of a quick beat.
  package static let pitchCellFrames = 3
  package static let pitchBandCount = BeatFeatures.fineBands
  package static let levelCount = 3
  /// Frames of a step of the longer view, and what is said of it: nine states of bars, 34 lengths of beats.
  package static let overviewFrames = 2
  package static let overviewValueCount = 43

  package init(frameRateHz: Double, beat: [Float] = [], downbeat: [Float] = []) {
    self.frameRateHz = frameRateHz
    self.beat = beat
    self.downbeat = downbeat
  }
}
