import NeckenCore

/// Puts beats where notes begin.
///
/// A network that has heard more even bars than uneven ones draws the peaks of its activation towards even places, by ten or
/// twenty milliseconds in a strongly uneven polska. Where notes begin it hears without knowing of bars. A single note is
/// early or late, so beats of one number move together, by the median of how far the notes around lie from them.
struct AlignedBeats {
  /// When notes begin, in seconds; none where the listener does not know.
  private let notes: [Double]
  private let configuration: BarTracker.Configuration.Notes

  /// A beat moves by less than this share of its distance to the next one, so that their order stays.
  private static let mostShare = 0.45

  init(_ activation: Activation, configuration: BarTracker.Configuration.Notes) {
    notes = OnsetPeaks(threshold: configuration.leastOnset).times(in: activation.onset, framesPerSecond: activation.framesPerSecond)
    self.configuration = configuration
  }

  /// The same beats with their numbers. Cost: beats × neighbours.
  func aligned(_ grid: BeatGrid) -> BeatGrid {
    var times = grid.times
    let intervals = grid.intervalsSeconds
    let offsets = times.map(offset(of:))
    for number in Set(grid.numbers) {
      let alike = grid.numbers.indices.filter { grid.numbers[$0] == number }
      for (place, beat) in alike.enumerated() {
        let around = alike.around(place, reach: configuration.neighbours).compactMap { offsets[$0] }.sorted()
        guard around.count >= max(configuration.fewest, 1) else { continue }
        let gaps = [beat - 1, beat].filter(intervals.indices.contains).map { intervals[$0] }
        let most = Self.mostShare * (gaps.min() ?? 0)
        times[beat] = max(0, grid.times[beat] + min(max(around[around.count / 2], -most), most))
      }
    }
    // Their order stays, so this is a grid.
    return (try? BeatGrid(times: times, numbers: grid.numbers)) ?? grid
  }

  /// How far after a beat the nearest note begins; `nil` where none does near by.
  private func offset(of beat: Double) -> Double? {
    let next = notes.firstIndex(notBelow: beat)
    let nearest = notes[max(0, next - 1)..<min(notes.count, next + 1)].map { $0 - beat }.min { abs($0) < abs($1) }
    return nearest.flatMap { abs($0) <= configuration.reachSeconds ? $0 : nil }
  }
}
