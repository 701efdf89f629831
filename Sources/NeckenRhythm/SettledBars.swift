/// Settles the inner beats of bars by the bars around them.
///
/// Each bar was filled in alone, and a loud note beside a soft beat may have drawn the beat to itself. Where the bars around agree on
/// a place, the beat goes there, unless its own bar speaks clearly against it (``BeatPlacement/settled(_:usual:configuration:)``).
/// No pattern is known beforehand: the bars around agree on their median.
struct SettledBars {
  let placement: BeatPlacement
  let configuration: BarTracker.Configuration.Shares

  /// Cost: bars × neighbours.
  func settled(_ found: [FoundBar]) -> [FoundBar] {
    var bars = found
    for meter in Set(found.map(\.beatsPerBar)) { settle(meter, of: &bars) }
    return bars
  }

  /// The bars of one meter.
  private func settle(_ meter: Int, of bars: inout [FoundBar]) {
    let alike = bars.indices.filter { bars[$0].beatsPerBar == meter }
    guard alike.count >= configuration.settledNeighbours else { return }
    let lines = alike.map { (start: bars[$0].beats[0].seconds, end: end(of: $0, in: bars)) }
    for beat in 1..<meter {
      let positions = zip(alike, lines).map { (bars[$0].beats[beat].seconds - $1.start) / ($1.end - $1.start) }
      for (place, bar) in alike.enumerated() {
        let around = positions.around(place, reach: configuration.settledNeighbours).sorted()
        let usual = around[around.count / 2]
        let (start, end) = lines[place]
        guard let settled = placement.settled(
          bars[bar].beats[beat].seconds, usual: start + usual * (end - start), configuration: configuration)
        else { continue }
        // A bar that goes its own way may have another beat there.
        let next = beat + 1 < meter ? bars[bar].beats[beat + 1].seconds : end
        guard settled.seconds > bars[bar].beats[beat - 1].seconds, settled.seconds < next else { continue }
        bars[bar].beats[beat].seconds = settled.seconds
        bars[bar].gainPerBeat += Double(settled.gained) / Double(meter)
      }
    }
  }

  /// Where the next bar begins.
  private func end(of bar: Int, in bars: [FoundBar]) -> Double {
    let next = bar + 1
    guard next < bars.count, bars[bar].adjoins(bars[next]) else { return bars[bar].endSeconds }
    return bars[next].beats[0].seconds
  }
}
