extension StructureAnalyzer {
  /// What decides between one reading of a form and another. Evidence is in bars that match: −1 … 1 each.
  package struct Configuration: Hashable, Sendable {
    /// Bars are compared with those at most so far away. 320 bars are three turns of a long tune; memory and time
    /// grow with it.
    package var windowBars = 320
    /// Aligned bars over which a match is told from chance, and looked at on each side of a boundary.
    package var runBars = 4
    /// Share of bars whose best alignment is below what is taken as a match: a third of the bars must repeat.
    package var matchQuantile = 0.65
    /// The usual bar's best alignment backwards is chance.
    package var chanceQuantile = 0.5
    /// Least difference of match and chance for a repetition to be believed.
    package var leastContrast: Float = 0.12
    /// Bars so alike are the same music even where chance alignments are alike too (a tune on few chords) …
    package var certainMatch: Float = 0.8
    /// … if they are so much more alike than any two bars.
    package var certainMatchDistance: Float = 0.5
    /// Where between any two bars (0) and a match (1) two bars are neither alike nor different.
    package var matchThreshold: Float = 0.6
    package var shortestPhraseBars = 4
    package var longestPhraseBars = 32
    /// Lengths that may be the usual one of a tune.
    package var usualLengthsBars = [4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16]
    /// The commonest of them, a mild prior.
    package var commonLengthBars = 8
    /// Cost for each bar and squared octave of a usual length away from the commonest.
    package var usualLengthWeight: Float = 0.04
    /// Cost for each bar and squared octave of a phrase away from the tune's usual length.
    package var lengthWeight: Float = 0.18
    /// Cost of a phrase that is neither of the usual length nor half or twice as long.
    package var oddLengthCost: Float = 0.9
    /// Cost of a phrase.
    package var phraseCost: Float = 3
    /// Gain from a boundary where repeats clearly begin or end.
    package var edgeWeight: Float = 2.85
    /// Bars looked at on each side of a boundary, as a share of the usual length …
    package var edgeShare: Float = 0.55
    /// … and at least so many.
    package var shortestEdgeBars = 3
    /// Weight of boundaries seen with half those bars.
    package var shortEdgeWeight: Float = 0.4
    /// Worth of a match with a stretch that is not itself cut as a phrase.
    package var unalignedShare: Float = 0.05
    /// Evidence above which neighbouring stretches are the same music, so that they are two phrases and not one.
    package var innerRepeatLevel: Float = 0.75
    /// Cost for each bar and unit of evidence above that level.
    package var innerRepeatWeight: Float = 3
    /// Shorter stretches may be the same: many phrases begin with a motif twice.
    package var shortestInnerRepeatBars = 4
    /// Times the phrases are cut again.
    package var passes = 4
    /// Evidence between which the border of "same phrase" is sought.
    package var labelThresholdRange: ClosedRange<Float> = -0.3...0.6
    /// Cost of a bar that only one of two phrases has.
    package var lengthDifferenceCost: Float = 0.45
    /// A bar with less evidence than this differs.
    package var differingBarLevel: Float = -0.5
    /// A return is varied (A') when at least so many bars differ …
    package var variedBars = 2
    /// … and at least this share of its bars.
    package var variedShare = 0.2
    /// Share of phrases that may be misheard within the turns.
    package var turnErrorShare = 0.1
    /// A tune repeats when at least this share of its bars lies in phrases that return.
    package var leastRepetitionStrength = 0.15

    package init() {}
  }
}
