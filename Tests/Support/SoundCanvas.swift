import Foundation

/// Mono samples that sounds are added to.
struct SoundCanvas {
  private(set) var samples: [Float]
  let sampleRate: Double
  private var tables: [Int: [Float]] = [:]
  private static let tableLength = 2048

  init(seconds: Double, sampleRate: Double) {
    samples = Array(repeating: 0, count: Int((seconds * sampleRate).rounded(.up)))
    self.sampleRate = sampleRate
  }

  /// A short decaying sine, as of a metronome.
  mutating func addClick(at seconds: Double, hertz: Double, amplitude: Double) {
    addDecay(at: seconds, startHertz: hertz, endHertz: hertz, decaySeconds: 0.01, amplitude: amplitude)
  }

  /// A foot on a wooden floor: a low sine that falls in pitch and dies away.
  mutating func addFootTap(at seconds: Double, amplitude: Double) {
    addDecay(at: seconds, startHertz: 110, endHertz: 60, decaySeconds: 0.04, amplitude: amplitude)
  }

  private mutating func addDecay(
    at seconds: Double, startHertz: Double, endHertz: Double, decaySeconds: Double, amplitude: Double
  ) {
    let first = Int((seconds * sampleRate).rounded())
    var phase = 0.0
    for offset in 0..<Int(6 * decaySeconds * sampleRate) where samples.indices.contains(first + offset) {
      let fading = exp(-Double(offset) / sampleRate / decaySeconds)
      phase += 2 * .pi * (endHertz + (startHertz - endHertz) * fading) / sampleRate
      samples[first + offset] += Float(amplitude * fading * sin(phase))
    }
  }

  /// A bowed tone: harmonics, a soft attack, vibrato that grows in long notes.
  mutating func addTone(
    at seconds: Double, lasting duration: Double, hertz: Double, amplitude: Double, attackSeconds: Double,
    vibratoCents: Double
  ) {
    let table = waveTable(harmonics: min(12, Int(0.45 * sampleRate / hertz)))
    let first = Int((seconds * sampleRate).rounded())
    let count = Int(duration * sampleRate)
    let attack = max(1, attackSeconds * sampleRate)
    let release = max(1, min(0.03, duration / 4) * sampleRate)
    let length = Double(Self.tableLength)
    var position = 0.0
    for offset in 0..<count where samples.indices.contains(first + offset) {
      let time = Double(offset) / sampleRate
      let depth = vibratoCents / 1200 * min(1, time / 0.25) * sin(2 * .pi * 5.5 * time)
      position += hertz * (1 + depth * 0.693) * length / sampleRate
      if position >= length { position -= length }
      let envelope = min(1, Double(offset) / attack, Double(count - offset) / release)
      let swell = 0.75 + 0.25 * exp(-time / 0.15)
      samples[first + offset] += Float(amplitude * envelope * swell) * table[Int(position)]
    }
  }

  /// White noise under everything.
  mutating func addNoise(amplitude: Double, using random: inout SeededGenerator) {
    guard amplitude > 0 else { return }
    for index in samples.indices {
      samples[index] += Float(amplitude) * Float.random(in: -1...1, using: &random)
    }
  }

  /// Scales so that the loudest sample has this height.
  mutating func normalise(peak: Float) {
    let loudest = samples.reduce(0) { max($0, abs($1)) }
    guard loudest > 0 else { return }
    for index in samples.indices { samples[index] *= peak / loudest }
  }

  private mutating func waveTable(harmonics: Int) -> [Float] {
    if let table = tables[harmonics] { return table }
    var table = [Float](repeating: 0, count: Self.tableLength)
    for harmonic in 1...max(1, harmonics) {
      let strength = pow(Double(harmonic), -1.2)
      for index in table.indices {
        let phase = 2 * Double.pi * Double(harmonic * index) / Double(Self.tableLength)
        table[index] += Float(strength * sin(phase))
      }
    }
    tables[harmonics] = table
    return table
  }
}
