import Foundation

/// A ``BarReader`` over one recording.
struct BeatReading {
  private let reader: BarReader
  private let pitches: PitchContent
  /// The highest novelty near each frame, over its mean.
  private let novelty: [Float]
  private let framesPerSecond: Double

  /// Frames to either side in which a beat's onset may lie.
  private static let reach = 2

  /// `nil` where the listener does not know what the reader reads.
  init?(_ reader: BarReader?, _ activation: Activation) {
    guard let reader, let pitches = activation.pitches, pitches.bandCount == BeatwiseContent.bandCount,
      pitches.cellCount > 0, !activation.novelty.isEmpty
    else { return nil }
    self.reader = reader
    self.pitches = pitches
    novelty = MovingStatistics.maximum(activation.novelty, radius: Self.reach)
    framesPerSecond = activation.framesPerSecond
  }

  /// Adds the reader's terms to readings that share their beats and differ in their bar lines.
  func read(_ readings: [Reading]) -> [Reading] {
    guard let beats = readings.first?.beats.map(\.seconds), beats.count > 1 else { return readings }
    let answers = reader.answers(
      to: BeatwiseContent(pitches, novelty: novelty, framesPerSecond: framesPerSecond, beats: beats))
    let own = ReadingMeter.mean(answers.map { Double($0.isOwn) })
    return readings.map { reading in
      var reading = reading
      let numbers = reading.beats.map(\.number)
      reading.terms.ownBeats = own
      reading.terms.reader = ReadingMeter.mean(
        zip(answers, numbers).map { Self.logProbability($0.isFirst, isSo: $1 == 1) })
      reading.terms.readerContrast = ReadingMeter.contrast(
        zip(answers, numbers).map { (Double($0.isFirst), $1) }, reading.beatsPerBar)
      return reading
    }
  }

  /// Of what log-odds say, or of its opposite.
  private static func logProbability(_ logOdds: Float, isSo: Bool) -> Double {
    let odds = Double(isSo ? logOdds : -logOdds)
    return odds > 0 ? -log1p(exp(-odds)) : odds - log1p(exp(odds))
  }
}
