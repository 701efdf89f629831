import Foundation
import NeckenCore

extension SyntheticTune {
  /// Clicks on every beat, louder on the first of the bar and quieter on the pulses of compound beats.
  ///
  /// - Parameter accents: loudness of each beat of the bar; `nil` for 1 on the first and 0.5 on the others.
  package static func clicks(
    _ timing: TuneTiming, bars: Int = 24, accents: [Double]? = nil, sampleRate: Double = 22050
  ) -> SyntheticTune {
    let (grid, end) = timing.beats(bars: bars)
    let count = timing.meter.beatsPerBar
    let loudness = accents ?? [1] + Array(repeating: 0.5, count: count - 1)
    var canvas = SoundCanvas(seconds: end + timing.tailSeconds, sampleRate: sampleRate)
    var onsets: [Double] = []
    for (index, time) in grid.times.enumerated() {
      let number = grid.numbers[index]
      onsets.append(time)
      canvas.addClick(at: time, hertz: number == 1 ? 1000 : 1500, amplitude: 0.7 * loudness[number - 1])
      guard timing.meter.isCompound else { continue }
      let next = index + 1 < grid.count ? grid.times[index + 1] : end
      for pulse in 1..<timing.meter.pulsesPerBeat {
        let fraction = Double(pulse) / Double(timing.meter.pulsesPerBeat)
        onsets.append(time + fraction * (next - time))
        canvas.addClick(at: onsets[onsets.count - 1], hertz: 2000, amplitude: 0.15)
      }
    }
    let form = TuneForm([("A", bars)])
    return SyntheticTune(
      samples: canvas.samples, sampleRate: sampleRate, meter: timing.meter, grid: grid,
      onsetsSeconds: onsets, sections: form.sections(downbeats: grid.downbeatTimes, endSeconds: end))
  }
}
