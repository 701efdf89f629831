extension SignalActivation {
  /// What the signal-based listener listens for. Times in seconds.
  package struct Configuration: Hashable, Sendable, Codable {
    /// Frames a second; must divide the sample rate into hops of a sample or more.
    package var framesPerSecond = 50.0
    /// Window of the spectrum in which attacks are sought, in samples.
    package var attackWindow = 1024
    /// Window of the spectrum in which changes of pitch are sought, in samples.
    package var pitchWindow = 2048
    /// Mel bands of the attack spectrum, between 30 Hz and 10 kHz.
    package var attackBands = 64
    /// Semitones of the pitch spectrum, from the fiddle's G string upwards.
    package var lowestNote = 55
    package var noteCount = 46
    /// Below this, sounds are feet and basses; in hertz.
    package var lowBandUpperHz = 200.0
    /// Time over which loudness is followed, so that quiet recordings are heard like loud ones.
    package var levelSeconds = 4.0
    /// Quietest level that is made up for, full scale 1.
    package var quietestLevel: Float = 1e-4
    /// Weight of each kind of novelty in the beat activation.
    package var beatWeights = Weights(low: 0.4, attack: 0.6, loudness: 0.3, pitch: 1, harmony: 1)
    /// Weight of each kind of novelty in how much of a beat is a downbeat.
    package var accentWeights = Weights(low: 1, attack: 0.3, loudness: 1, pitch: 0.6, harmony: 0.8)
    /// Half the time over which each novelty is compared with its own mean.
    package var meanSeconds = 3.0
    /// Half the time in which the highest peak counts as a full beat.
    package var beatPeakSeconds = 1.0
    /// The same for accents: about two bars to either side.
    package var accentPeakSeconds = 2.5
    /// Peaks lower than this, in units of the weighted novelty, are never full beats: noise.
    package var leastPeak: Float = 2.2
    /// Exponent that makes high peaks higher still.
    package var contrast: Float = 1
    /// Activation of a full beat.
    package var ceiling: Float = 0.8

    package init() {}
  }

  /// One number for each kind of novelty.
  package struct Weights: Hashable, Sendable, Codable {
    /// Rise of energy in the lowest bands.
    package var low: Float
    /// Rise of energy in the other bands.
    package var attack: Float
    /// Rise of loudness as a whole.
    package var loudness: Float
    /// Notes that begin.
    package var pitch: Float
    /// Change of all that sounds.
    package var harmony: Float
  }
}
