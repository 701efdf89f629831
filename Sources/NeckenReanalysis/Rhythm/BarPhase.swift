/// Finds where the bars begin when only the beats are given.
///
/// Each beat's evidence for being a downbeat is its stored downbeat activation and its energy above
/// its surroundings, standardised over the recording. A Viterbi path through the beat numbers
/// collects the evidence at the beats numbered 1; a bar that is a beat too long or too short costs,
/// so one crooked bar does not turn the rest of the tune round.
struct BarPhase {
  /// Standardised evidence of a downbeat at each beat.
  private let evidence: [Double]
  private let changeCost: Double

  init(
    downbeatActivations: [Double]?, energies: [Double]?, count: Int, configuration: RhythmReading.Configuration
  ) {
    var sum = Array(repeating: 0.0, count: count)
    func add(_ values: [Double]?, _ weight: Double) {
      guard let values, let mean = Statistics.mean(values) else { return }
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      guard variance > .ulpOfOne else { return }
      let scale = weight / variance.squareRoot()
      for index in values.indices { sum[index] += (values[index] - mean) * scale }
    }
    add(downbeatActivations, configuration.downbeatActivationWeight)
    add(energies, configuration.energyWeight)
    evidence = sum
    changeCost = configuration.phaseChangeCost
  }

  /// A number from 1 to `beatsPerBar` for each beat. Without any evidence, bars begin with the first beat.
  func numbers(beatsPerBar: Int) -> [Int] {
    guard beatsPerBar > 1 else { return evidence.map { _ in 1 } }
    var scores = Array(repeating: 0.0, count: beatsPerBar)
    var next = scores
    var predecessors = Array(repeating: 0, count: evidence.count * beatsPerBar)
    for (beat, value) in evidence.enumerated() {
      if beat > 0 {
        var best = 0
        for state in 1..<beatsPerBar where scores[state] > scores[best] { best = state }
        for state in 0..<beatsPerBar {
          let regular = (state + beatsPerBar - 1) % beatsPerBar
          let jumps = scores[best] - changeCost > scores[regular]
          next[state] = jumps ? scores[best] - changeCost : scores[regular]
          predecessors[beat * beatsPerBar + state] = jumps ? best : regular
        }
        swap(&scores, &next)
      }
      scores[0] += value
    }
    var state = 0
    // With equal scores the path that begins on beat 1 wins.
    let last = (evidence.count - 1) % beatsPerBar
    for candidate in (0..<beatsPerBar).map({ ($0 + last) % beatsPerBar }) where candidate == last
      || scores[candidate] > scores[state] { state = candidate }
    var numbers = Array(repeating: 1, count: evidence.count)
    for beat in evidence.indices.reversed() {
      numbers[beat] = state + 1
      state = predecessors[beat * beatsPerBar + state]
    }
    return numbers
  }

  /// 0 or 1: which of every two beats carries more evidence of downbeats, counting the downbeats
  /// tracked so far where the evidence is level.
  func strongerHalf(numbers: [Int]) -> Int {
    var sums = [0.0, 0.0]
    for (beat, value) in evidence.enumerated() { sums[beat % 2] += value }
    if sums[0] == sums[1] {
      for (beat, number) in numbers.enumerated() where number == 1 { sums[beat % 2] += 1 }
    }
    return sums[1] > sums[0] ? 1 : 0
  }
}
