public import NeckenCore

/// Finds beats and bars in activations, expecting that the beats of a bar need not be even.
///
/// A segmental (semi-Markov) Viterbi decoder over whole bars: a state is a bar's meter and length, its
/// inner beats lie anywhere in the plane of shares, and only the evidence for downbeats decides where
/// the bar begins. Related to the bar-pointer model of Krebs, Böck and Widmer (ISMIR 2015) and to the
/// learned bar patterns of Holzapfel, Krebs and Srinivasamurthy (ISMIR 2014), which force even beats or
/// need training for each pattern.
///
/// Cost: about 0.06 s for three minutes at 50 frames a second on one core; memory is bounded by
/// ``Configuration/Window`` however long the recording is.
public struct BarTracker: Sendable {
  public var configuration: Configuration
  /// Says where bars begin among proposed beats; without it the activation and repetition alone decide.
  public var reader: BarReader?

  public init(configuration: Configuration = Configuration(), reader: BarReader? = nil) {
    self.configuration = configuration
    self.reader = reader
  }

  /// The beats of a recording.
  ///
  /// - Parameter hints: what a person knows already; see ``NeckenCore/RhythmHints``.
  /// - Returns: an empty grid with low steadiness when there is no steady beat.
  /// - Throws: `CancellationError` when the task is cancelled.
  public func track(_ activation: Activation, hints: RhythmHints = .none) throws -> TrackedRhythm {
    var found = try BarSearch(activation, hints: hints, reader: reader, configuration: configuration).run()
    found.bars = StretchEnds(activation: activation, configuration: configuration.silence).settled(found.bars)
    var rhythm = RhythmJudgement(activation: activation, configuration: configuration).judge(found)
    rhythm.grid = AlignedBeats(activation, configuration: configuration.notes).aligned(rhythm.grid)
    return rhythm
  }
}
