import NeckenCore
import NeckenStyle
import TestSupport

/// Rhythm vectors made by a seeded generator.
enum RhythmSamples {
  /// Two dances in three and two in four, told apart by whether one slot lies in the middle: no straight line does it.
  static func ringed(count: Int, seed: UInt64) -> [TrainingSample] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { index in
      let isTernary = index % 2 == 0
      let tempo = SyntheticSamples.normal(&generator)
      var values = (0..<RhythmVector.count).map { _ in 0.3 * SyntheticSamples.normal(&generator) }
      values[0] = tempo
      values[2] = (isTernary ? 1 : -1) + 0.3 * SyntheticSamples.normal(&generator)
      // Half of a normal distribution.
      let isMiddle = abs(tempo) < 0.674
      let style: DanceStyle = isTernary ? (isMiddle ? .polska : .vals) : (isMiddle ? .polka : .schottis)
      return sample(values, isTernary: isTernary, style: style, group: "tune \(index)")
    }
  }

  static func sample(
    _ values: [Double], isTernary: Bool, style: DanceStyle, group: String, reading: DanceReading? = nil
  ) -> TrainingSample {
    TrainingSample(
      vector: Sample.vector { _ in 0 }, rhythm: RhythmVector(values: values, isTernary: isTernary, reading: reading),
      style: style, group: group)
  }

  /// Three dances whose slots say nothing, with a dance reader's readings that favour the right dance so often, 0…1, and are
  /// missing from every fifth sample.
  static func read(count: Int, rightShare: Double, seed: UInt64) -> [TrainingSample] {
    var generator = SeededGenerator(seed: seed)
    let dances: [DanceStyle] = [.polska, .vals, .hambo]
    return (0..<count).map { index in
      let truth = dances[index % dances.count]
      let favoured = Double.random(in: 0..<1, using: &generator) < rightShare ? truth : dances.randomElement(using: &generator) ?? truth
      let reading = DanceReading(dances.map { ($0, $0 == favoured ? -0.2 : -2.4) } + [(.unknown, -5)])
      return sample(
        (0..<RhythmVector.count).map { _ in SyntheticSamples.normal(&generator) }, isTernary: true, style: truth,
        group: "tune \(index)", reading: index % 5 == 0 ? nil : reading)
    }
  }

  static var rhythmOnly: HeadTrainer.Configuration {
    var configuration = HeadTrainer.Configuration()
    configuration.onlyRhythm = true
    return configuration
  }
}
