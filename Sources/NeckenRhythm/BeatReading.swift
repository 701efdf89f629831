import Foundation

/// A ``BarReader`` over one recording.
struct BeatReading {
  private let reader: BarReader
  private let source: BeatwiseSource

  /// `nil` where the listener does not know what the reader reads.
  init?(_ reader: BarReader?, _ activation: Activation) {
    guard let reader, let source = BeatwiseSource(activation) else { return nil }
    self.reader = reader
    self.source = source
  }

  /// Adds the reader's terms and judgement to readings that share their beats and differ in their bar lines.
  func read(_ readings: [Reading]) -> [Reading] {
    guard let beats = readings.first?.beats.map(\.seconds), beats.count > 1 else { return readings }
    let memory = reader.read(source.content(of: beats))
    let answers = memory.answers
    let own = ReadingMeter.mean(answers.map { Double($0.isOwn) })
    return readings.map { reading in
      var reading = reading
      let numbers = reading.beats.map(\.number)
      reading.terms.ownBeats = own
      reading.terms.reader = ReadingMeter.mean(
        zip(answers, numbers).map { Self.logProbability($0.isFirst, isSo: $1 == 1) })
      reading.terms.readerContrast = ReadingMeter.contrast(
        zip(answers, numbers).map { (Double($0.isFirst), $1) }, reading.beatsPerBar)
      reading.judged = reader.logOdds(of: numbers, beatsPerBar: reading.beatsPerBar, terms: reading.terms, memory)
      return reading
    }
  }

  /// Of what log-odds say, or of its opposite.
  private static func logProbability(_ logOdds: Float, isSo: Bool) -> Double {
    let odds = Double(isSo ? logOdds : -logOdds)
    return odds > 0 ? -log1p(exp(-odds)) : odds - log1p(exp(odds))
  }
}
