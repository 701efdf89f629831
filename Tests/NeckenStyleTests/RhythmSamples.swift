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

  static func sample(_ values: [Double], isTernary: Bool, style: DanceStyle, group: String) -> TrainingSample {
    TrainingSample(
      vector: Sample.vector { _ in 0 }, rhythm: RhythmVector(values: values, isTernary: isTernary), style: style,
      group: group)
  }

  static var rhythmOnly: HeadTrainer.Configuration {
    var configuration = HeadTrainer.Configuration()
    configuration.onlyRhythm = true
    return configuration
  }
}
