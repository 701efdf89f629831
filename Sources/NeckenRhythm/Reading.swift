import Foundation

/// One way to hear a recording: a meter, a tempo, and the bars that suit them best.
package struct Reading: Sendable {
  package var beatsPerBar: Int
  /// Median beats a minute.
  package var bpm: Double
  package var terms: ReadingTerms
  /// What the ``BarReader`` makes of it, in log-odds; `nil` where it has not been read.
  package var judged: Double?
  /// Beat times in seconds with their numbers, not refined; what the fitting script compares with the truth.
  package var beats: [(seconds: Double, number: Int)]
  var bars: [BarDecoder.PlacedBar]
  /// The shares of each bar; rotated with the numbers.
  var patterns: [SharePattern]
  /// By how many beats its bar lines come later than those of the path it was made from. Such a reading has no
  /// path of its own; see ``WindowSearch``.
  var rotation = 0

  /// Frames of the beats, padded as the evidence is.
  func frames(_ evidence: BeatEvidence) -> [(frame: Int, isFirst: Bool)] {
    beats.map { (evidence.frame($0.seconds), $0.number == 1) }
  }
}
