/// What speaks for or against one reading of a recording: the same names for measured terms and for
/// their fitted weights. Evidence is in natural logarithms, averaged over the reading's beats.
public struct ReadingTerms: Sendable, Codable, Hashable {
  /// Evidence at the beats.
  public var beats = 0.0
  /// Evidence half-way between them: high when the beat is really twice as fast.
  public var halves = 0.0
  /// Evidence at the thirds between them.
  public var thirds = 0.0
  /// How well P(downbeat | beat) agrees with the beats' numbers.
  public var labels = 0.0
  /// Difference of the mean evidence of beats 1, 3, 5 … and 2, 4, 6 …: high when it is really twice as slow.
  public var alternation = 0.0
  /// By how much downbeats look more like downbeats than the best other beat of the bar does.
  public var downbeatContrast = 0.0
  /// Distance of the tempo from the likeliest, natural logarithm of the ratio; positive when faster.
  public var tempo = 0.0
  /// Its square.
  public var tempoSquared = 0.0
  /// Unevenness of the reading's median pattern.
  public var unevenness = 0.0
  /// Mean distance of the bars' patterns from the median one: low where a tune has its own way, high
  /// where peaks lie anywhere.
  public var shareSpread = 0.0
  /// Mean change of the bar's length from bar to bar, natural logarithm.
  public var unsteadiness = 0.0
  /// Part of the time without bars.
  public var rest = 0.0
  /// How much more alike beats are that lie eight, four, two bars and one bar apart than those a few beats nearer
  /// or farther: high when the bars are counted as the tune's phrases are. 0 where the listener knows no pitches.
  public var eightBars = 0.0
  public var fourBars = 0.0
  public var twoBars = 0.0
  public var oneBar = 0.0
  /// How often repeated phrases begin at its downbeats, beyond chance, and by how much more the notes change
  /// there than at other beats. 0 where the listener knows no pitches.
  public var phraseStarts = 0.0
  public var pitchChange = 0.0
  /// Mean log-probability that the ``BarReader`` gives to the beats' numbers; 0 without one, as the next two. The
  /// reader weighs these itself.
  public var reader = 0.0
  /// By how much the reader's log-odds of a bar's beginning are higher at beat 1 than at the best other beat of the bar.
  public var readerContrast = 0.0
  /// The reader's mean log-odds that these beats are the tune's own.
  public var ownBeats = 0.0
  /// 1 when its bar lines are not those of the best path.
  public var rotated = 0.0
  /// 1 for bars of three.
  public var three = 0.0
  /// 1 for bars of four.
  public var four = 0.0
  /// Mean log-probability that the longer view gives to the beats' places in their bars, and to the beats' lengths; 0
  /// where the listener has none.
  public var states = 0.0
  public var pace = 0.0

  public init() {}

  /// All terms in the order in which they are declared.
  package var values: [Double] {
    [
      beats, halves, thirds, labels, alternation, downbeatContrast, tempo, tempoSquared, unevenness,
      shareSpread, unsteadiness, rest, eightBars, fourBars, twoBars, oneBar, phraseStarts,
      pitchChange, reader, readerContrast, ownBeats, rotated, three, four, states, pace,
    ]
  }

  /// How many there are.
  static let count = ReadingTerms().values.count

  func dot(_ other: ReadingTerms) -> Double {
    zip(values, other.values).reduce(0) { $0 + $1.0 * $1.1 }
  }
}

extension ReadingTerms {
  /// Weights for a network's activations where no bar reader judges; Docs/Algorithms/rhythm.md tells the data.
  public static var fittedOnNetwork: ReadingTerms {
    var weights = ReadingTerms()
    weights.alternation = 0.0735
    weights.beats = 0.949
    weights.downbeatContrast = -0.435
    weights.eightBars = 4.51
    weights.four = -0.623
    weights.fourBars = 3.24
    weights.halves = 0.121
    weights.labels = 4.27
    weights.oneBar = -1.87
    weights.pace = 0.376
    weights.phraseStarts = 3.59
    weights.pitchChange = 3.15
    weights.rest = -7.74
    weights.rotated = -0.647
    weights.shareSpread = -10.4
    weights.states = 0.637
    weights.tempo = 1.58
    weights.tempoSquared = 0.162
    weights.thirds = 0.102
    weights.three = -0.19
    weights.twoBars = 0.172
    weights.unevenness = 11.4
    weights.unsteadiness = -1.13
    return weights
  }

  /// The same for activations without a longer view: fitted on network 0.8's, which had none.
  public static var fittedOnCurves: ReadingTerms {
    var weights = ReadingTerms()
    weights.alternation = -0.0123
    weights.beats = 2.89
    weights.downbeatContrast = -0.551
    weights.eightBars = 6.43
    weights.four = -0.654
    weights.fourBars = 4.14
    weights.halves = -0.741
    weights.labels = 8.85
    weights.oneBar = -1.76
    weights.phraseStarts = 4.37
    weights.pitchChange = 4.6
    weights.rest = -9.24
    weights.rotated = -0.499
    weights.shareSpread = -16.5
    weights.tempo = 1.21
    weights.tempoSquared = 0.613
    weights.thirds = -0.118
    weights.three = -0.221
    weights.twoBars = 0.0608
    weights.unevenness = 10.1
    weights.unsteadiness = 0.000216
    return weights
  }

  /// Weights for the signal-based activation.
  public static var fittedOnSignal: ReadingTerms {
    var weights = ReadingTerms()
    weights.alternation = -1.34
    weights.beats = 3.28
    weights.downbeatContrast = 3.01
    weights.four = 0.532
    weights.halves = 0.304
    weights.labels = 15.6
    weights.shareSpread = -36.8
    weights.tempo = 3.9
    weights.tempoSquared = -8.16
    weights.thirds = -2.95
    weights.three = 0.457
    weights.unevenness = -11.6
    weights.unsteadiness = -120
    return weights
  }
}
