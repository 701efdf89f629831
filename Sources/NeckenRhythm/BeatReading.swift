import Foundation

/// A ``BarReader`` over one recording.
struct BeatReading {
  private let reader: BarReader
  private let pitches: PitchContent
  /// The highest novelty near each frame, over its mean.
  private let novelty: [Float]
  /// Log-odds of the highest activations near each frame: beats, downbeats.
  private let activations: [[Float]]
  private let overview: BarOverview
  private let framesPerSecond: Double

  /// Frames to either side in which a beat's onset may lie.
  private static let reach = 2
  /// Activations are kept this far from 0 and 1.
  private static let leastActivation: Float = 1e-4

  /// `nil` where the listener does not know what the reader reads.
  init?(_ reader: BarReader?, _ activation: Activation) {
    guard let reader, let overview = activation.overview, let pitches = activation.pitches, pitches.bandCount == BeatwiseContent.bandCount,
      pitches.cellCount > 0, !activation.novelty.isEmpty
    else { return nil }
    self.reader = reader
    self.pitches = pitches
    self.overview = overview
    novelty = MovingStatistics.maximum(activation.novelty, radius: Self.reach)
    activations = [activation.beat, activation.downbeat].map { heights in
      MovingStatistics.maximum(heights, radius: Self.reach).map { height in
        let kept = min(max(height, Self.leastActivation), 1 - Self.leastActivation)
        return log(kept / (1 - kept))
      }
    }
    framesPerSecond = activation.framesPerSecond
  }

  /// Adds the reader's terms and judgement to readings that share their beats and differ in their bar lines.
  func read(_ readings: [Reading]) -> [Reading] {
    guard let beats = readings.first?.beats.map(\.seconds), beats.count > 1 else { return readings }
    let memory = reader.read(
      BeatwiseContent(
        pitches, novelty: novelty, activations: activations, overview: overview, framesPerSecond: framesPerSecond,
        beats: beats))
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
