import Foundation
import NeckenCore

/// How a made-up fiddle tune is played.
package struct MelodyStyle: Sendable {
  package enum FootTaps: Sendable { case none, everyBeat, firstBeat, firstAndLast }

  package var footTaps = FootTaps.none
  /// Loudness of the open string that sounds along, relative to the melody; 0 for none.
  package var drone = 0.0
  /// Time a note takes to reach its loudness, in seconds.
  package var attackSeconds = 0.03
  package var vibratoCents = 12.0
  /// Length of the first half of a divided beat over the second; 1 is even, 2 triplet swing.
  package var swing = 1.0
  /// Extra loudness of the bar's first beat, relative.
  package var accent = 0.3
  /// Standard deviation of note onsets against the beat, in seconds.
  package var looseness = 0.0
  /// White noise, relative to full scale.
  package var noise = 0.0005
  /// Which tune: melodies of different seeds have nothing in common.
  package var seed: UInt64 = 1

  package init() {}
}

extension SyntheticTune {
  /// A fiddle-like tune whose phrases return note for note, as its form says.
  package static func melody(
    _ timing: TuneTiming, style: MelodyStyle = MelodyStyle(), form: TuneForm = TuneForm("AABB"),
    sampleRate: Double = 22050
  ) -> SyntheticTune {
    let (grid, end) = timing.beats(bars: form.barCount)
    var random = SeededGenerator(seed: style.seed)
    var writer = MelodyWriter(meter: timing.meter, swing: style.swing, seed: style.seed)
    var written: [String: [[MelodyNote]]] = [:]
    var bars: [[MelodyNote]] = []
    for (label, count) in form.phrases {
      let phrase = written[label] ?? writer.phrase(bars: count)
      written[label] = phrase
      bars += phrase
    }

    var canvas = SoundCanvas(seconds: end + timing.tailSeconds, sampleRate: sampleRate)
    let score = Score(grid: grid, endSeconds: end, beatsPerBar: timing.meter.beatsPerBar)
    var onsets: [Double] = []
    for (bar, notes) in score.placed(bars: bars, upbeat: writer.upbeat(beats: timing.upbeatBeats)) {
      for note in notes {
        let exact = score.seconds(bar: bar, beat: note.beat)
        let start = max(0, exact + style.looseness * random.gaussian())
        let stop = score.seconds(bar: bar, beat: note.beat + note.beats)
        let stress = note.beat == 0 ? 1 + style.accent : note.beat == note.beat.rounded() ? 1 : 0.85
        onsets.append(start)
        canvas.addTone(
          at: start, lasting: stop - start, hertz: note.hertz, amplitude: 0.15 * stress,
          attackSeconds: style.attackSeconds, vibratoCents: style.vibratoCents)
      }
    }
    for (time, number) in zip(grid.times, grid.numbers) {
      let isTapped =
        switch style.footTaps {
        case .none: false
        case .everyBeat: true
        case .firstBeat: number == 1
        case .firstAndLast: number == 1 || number == timing.meter.beatsPerBar
        }
      if isTapped { canvas.addFootTap(at: time, amplitude: number == 1 ? 0.35 : 0.25) }
    }
    if style.drone > 0, let first = grid.times.first {
      canvas.addTone(
        at: first, lasting: end - first, hertz: 293.66, amplitude: 0.15 * style.drone, attackSeconds: 0.2,
        vibratoCents: 0)
    }
    canvas.normalise(peak: 0.8)
    canvas.addNoise(amplitude: style.noise, using: &random)
    return SyntheticTune(
      samples: canvas.samples, sampleRate: sampleRate, meter: timing.meter, grid: grid,
      onsetsSeconds: onsets.sorted(),
      sections: form.sections(downbeats: grid.downbeatTimes, endSeconds: end))
  }
}

/// Beats of the bar turned into seconds.
private struct Score {
  let grid: BeatGrid
  let endSeconds: Double
  let beatsPerBar: Int
  private let firstDownbeat: Int

  init(grid: BeatGrid, endSeconds: Double, beatsPerBar: Int) {
    self.grid = grid
    self.endSeconds = endSeconds
    self.beatsPerBar = beatsPerBar
    firstDownbeat = grid.downbeatIndices.first ?? 0
  }

  /// The bars with their index; the upbeat, when there is one, as bar −1.
  func placed(bars: [[MelodyNote]], upbeat: [MelodyNote]) -> [(bar: Int, notes: [MelodyNote])] {
    let whole = bars.enumerated().map { (bar: $0.offset, notes: $0.element) }
    return upbeat.isEmpty ? whole : [(bar: -1, notes: upbeat)] + whole
  }

  /// The time of a fractional beat of a bar: linear between the beats around it.
  func seconds(bar: Int, beat: Double) -> Double {
    let position = Double(firstDownbeat + bar * beatsPerBar) + beat
    let index = Int(position.rounded(.down))
    let start = index < grid.count ? grid.times[index] : endSeconds
    guard index + 1 <= grid.count else { return endSeconds }
    let next = index + 1 < grid.count ? grid.times[index + 1] : endSeconds
    return start + (position - Double(index)) * (next - start)
  }
}
