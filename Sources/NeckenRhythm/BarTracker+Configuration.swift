extension BarTracker {
  /// All that the tracker assumes. The defaults were set on rendered development tunes and on three
  /// real violin recordings; Docs/Algorithms/rhythm.md tells how.
  public struct Configuration: Sendable, Codable, Hashable {
    /// What a beat looks like in an activation.
    public var evidence = Evidence()
    /// What a longer view's beliefs weigh.
    public var view = View()
    /// Which tempi and which changes of tempo are likely.
    public var tempo = Tempo()
    /// Where the beats inside a bar may lie.
    public var shares = Shares()
    /// Which meters there are, and how readily they change.
    public var meter = MeterPrior()
    /// How beats are put where notes begin.
    public var notes = Notes()
    /// How one reading is chosen among several.
    public var choice = Choice()
    /// When there is no beat.
    public var silence = Silence()
    /// How sure the tracker is of its bars.
    public var confidence = Confidence()
    /// How long recordings are cut up.
    public var window = Window()

    public init() {}
  }
}

extension BarTracker.Configuration {
  /// Weights of the evidence, in natural logarithms of likelihood ratios.
  public struct Evidence: Sendable, Codable, Hashable {
    /// Activations are not believed below this: what a beat that is not heard costs.
    public var floor: Float = 0.02
    /// Activations are not believed above this.
    public var ceiling: Float = 0.97
    /// Half the width of an activation's peak, in seconds: frames this near to a beat are explained by it.
    public var peakRadiusSeconds = 0.04
    /// Reward of each beat. Too low loses soft beats and halves the tempo, too high doubles it.
    public var beatReward: Float = 1
    /// Weight of P(downbeat | beat) against the beats' own evidence.
    public var downbeatWeight: Float = 1
    /// P(downbeat | beat) where nothing is heard.
    public var downbeatPrior: Float = 0.33
    /// Activation that this prior counts for.
    public var downbeatPriorStrength: Float = 0.1
    /// P(downbeat | beat) is kept this far from 0 and 1.
    public var downbeatFloor: Float = 0.03
    /// Height of a usual beat: lower activations are raised to it, higher ones stay.
    public var usualPeak: Float = 0.25
    /// Most that activations are multiplied by.
    public var mostGain: Float = 4
    /// What lies below this is nobody's beat and does not count towards the usual height.
    public var leastPeak: Float = 0.05
    /// Beats are looked for this far apart when their usual height is measured, in seconds.
    public var usualBeatSeconds = 0.7
    /// Half the time over which it is measured, in seconds.
    public var levelSeconds = 20.0

    public init() {}
  }

  /// The longer view's beliefs as evidence for each beat of a bar.
  public struct View: Sendable, Codable, Hashable {
    /// Weights of the log-probability that it is this beat of such a bar, and that beats are so long.
    public var stateWeight: Float = 0.4
    public var paceWeight: Float = 0.2
    /// Log-probabilities that speak neither for nor against a bar.
    public var usualState: Float = -0.5
    public var usualPace: Float = -1

    public init() {}
  }

  /// Tempo in beats a minute.
  public struct Tempo: Sendable, Codable, Hashable {
    /// Slowest and fastest beats looked for. Adagios have 35 to 60; the longer view tells lengths down to 30.5.
    public var slowestBpm = 32.0
    public var fastestBpm = 215.0
    /// Median of the log-normal prior.
    public var likeliestBpm = 115.0
    /// Standard deviation of the prior, in natural logarithms: .35 is half an octave.
    public var spread = 0.4
    /// Weight of the prior in every beat.
    public var priorWeight = 0.25
    /// Standard deviation and weight of the prior around the tempo that was chosen, in the last pass.
    public var chosenSpread = 0.2
    public var chosenWeight = 1.5
    /// Cost of a change of the bar's length by a factor e, in either direction.
    public var changeCost: Float = 30
    /// Bar lengths looked at grow by this factor, and by one frame at least.
    public var stepRatio = 1.017

    public init() {}
  }

  /// Shares of the bar: where its beats lie.
  public struct Shares: Sendable, Codable, Hashable {
    /// Smallest and largest share of one beat in a bar of three.
    public var smallest = 0.19
    public var largest = 0.48
    /// Distance of the shares looked at. All of them are looked at, so that no pattern is left out and
    /// no rotation of one is preferred.
    public var step = 0.03
    /// Standard deviation of a beat around its place, in shares of the bar.
    public var deviation = 0.025
    /// Cost of a bar whose beats are far from even: reached smoothly, half of it at `unevenScale`.
    public var unevenCost: Float = 1
    /// Distance from even shares (root of summed squares) at which half the cost is paid.
    public var unevenScale = 0.06
    /// Cost of a tune whose bars are uneven together, as a multiple of an uneven bar's.
    public var unevenTuneCost: Float = 3
    /// Weight of what the recording's own bars have taught about its shares (second pass).
    public var learnedWeight: Float = 3
    /// Width of the kernel around each learned bar, in shares.
    public var learnedWidth = 0.035
    /// Part of the learned prior that stays open for any pattern.
    public var learnedFloor = 0.03
    /// Where the bars around have a beat: bars looked at to either side (with fewer in all nothing is settled), standard
    /// deviation around their median in seconds, and what it costs at most to lie elsewhere, natural logarithm.
    public var settledNeighbours = 16
    public var settledSeconds = 0.015
    public var settledCost: Float = 4

    public init() {}
  }

  /// Where notes begin, if the listener knows, against where the activation has the beats.
  public struct Notes: Sendable, Codable, Hashable {
    /// Smallest probability of an onset, and how far from a beat, in seconds, a note may begin that is played on it.
    public var leastOnset: Float = 0.3
    public var reachSeconds = 0.05
    /// Beats of the same number to either side that are moved together, and how many of them must have a note.
    public var neighbours = 16
    public var fewest = 5

    public init() {}
  }

  /// Meters and changes of meter.
  public struct MeterPrior: Sendable, Codable, Hashable {
    /// Beats a bar may have.
    public var beatsPerBar = [2, 3, 4]
    /// Cost of one bar in another meter than the bar before.
    public var changeCost: Float = 16
    /// Cost of each bar that is not in the recording's most probable meter.
    public var strangerCost: Float = 1.5

    public init() {}
  }

  /// Readings (a meter at a tempo level) are weighed by a log-linear model.
  public struct Choice: Sendable, Codable, Hashable {
    /// Tempi looked at, as multiples of the first guess. A waltz's bar is easily taken for its beat: thrice and a third.
    public var levels = [1.0 / 3, 0.5, 2.0 / 3, 1, 1.5, 2, 3]
    /// Factor by which the tempo may differ from a level's.
    public var levelReach = 1.3
    /// Levels whose tempo the longer view thinks less probable than this are not looked at.
    public var leastBelief = 0.02
    /// How much likelier each bar line of the chosen reading is made for the last pass, in natural logarithms, and how
    /// near to it a bar must begin.
    public var lineWeight: Float = 2
    public var lineReachFrames = 4
    /// Readings whose log-odds without the bar reader are this far below the best are not read, and left out.
    public var readMargin = 5.0
    /// Weights of the terms for a network's activations, where no bar reader judges.
    public var networkWeights = ReadingTerms.fittedOnNetwork
    /// The same for activations without a longer view.
    public var curveWeights = ReadingTerms.fittedOnCurves
    /// Weights of the terms for the signal-based activation, which errs in other ways.
    public var signalWeights = ReadingTerms.fittedOnSignal

    public init() {}

    func weights(for activation: Activation) -> ReadingTerms {
      if activation.source == Activation.signalSource { return signalWeights }
      return activation.overview == nil ? curveWeights : networkWeights
    }
  }

  /// Stretches without a beat.
  public struct Silence: Sendable, Codable, Hashable {
    /// Cost of each second without beats where there could be some.
    public var costPerSecond: Float = 3
    /// The same while notes follow each other, where the listener knows notes (`edgeOnset`).
    public var playingCostPerSecond: Float = 5
    /// Notes follow each other when they begin no farther apart, in seconds.
    public var noteGapSeconds = 1.0
    /// Cost of stopping, and again of starting.
    public var edgeCost: Float = 4
    /// Beats at the ends of a stretch are kept only above this activation.
    public var edgeActivation: Float = 0.1
    /// Bars before the first note of a stretch and after its last one are dropped: a network counts on where the music has
    /// stopped. A note begins where an onset is at least so probable; a beat may come so much before or after it.
    public var edgeOnset: Float = 0.4
    public var edgeSeconds = 0.1
    /// Bars without a note are dropped inside a stretch as well when together they last so long: between two tunes.
    public var pauseSeconds = 4.0
    /// Below this steadiness there is said to be no beat.
    public var leastSteadiness = 0.1

    public init() {}
  }

  /// A logistic model of whether the bars around a bar are real.
  public struct Confidence: Sendable, Codable, Hashable {
    /// Bars to either side that are judged together.
    public var neighbours = 4
    public var offset = 8.4
    /// Weight of the mean logarithm of the activation at the beats.
    public var heightWeight = 3.0
    /// Activations count as this at least.
    public var leastHeight = 0.02
    /// Weight of the mean evidence at the beats, natural logarithm.
    public var gainWeight = 6.0

    public init() {}
  }

  /// Windows of long recordings.
  public struct Window: Sendable, Codable, Hashable {
    /// Length that is decoded at once, in seconds.
    public var seconds = 240.0
    /// The end of a window that is decoded again with the next one, in seconds.
    public var overlapSeconds = 30.0

    public init() {}
  }
}
