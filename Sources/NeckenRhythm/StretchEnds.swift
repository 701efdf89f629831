import Foundation

/// Settles where stretches of bars really begin and end: drops beats that are not heard there or where nobody plays, and adds
/// those of a cut bar that are, upbeats and last notes.
struct StretchEnds {
  let activation: Activation
  let configuration: BarTracker.Configuration.Silence

  func settled(_ found: [FoundBar]) -> [FoundBar] {
    let bars = withoutPauses(found)
    var result: [FoundBar] = []
    var first = bars.startIndex
    while first < bars.endIndex {
      var next = first + 1
      while next < bars.endIndex, bars[next - 1].adjoins(bars[next]) { next += 1 }
      let limits = (
        low: result.last?.endSeconds ?? 0,
        high: next < bars.endIndex ? bars[next].startSeconds : activation.durationSeconds
      )
      result += settledStretch(bars[first..<next], limits: limits)
      first = next
    }
    return result
  }

  /// The bars without those in which nobody plays for long, one after another.
  private func withoutPauses(_ bars: [FoundBar]) -> [FoundBar] {
    guard !activation.onset.isEmpty else { return bars }
    var result: [FoundBar] = []
    var silent: [FoundBar] = []
    for bar in bars {
      if notes(from: bar.startSeconds - configuration.edgeSeconds, to: bar.endSeconds - configuration.edgeSeconds) == nil {
        silent.append(bar)
      } else {
        if duration(silent) < configuration.pauseSeconds { result += silent }
        silent = []
        result.append(bar)
      }
    }
    return duration(silent) < configuration.pauseSeconds ? result + silent : result
  }

  private func duration(_ bars: [FoundBar]) -> Double {
    bars.reduce(0) { $0 + $1.endSeconds - $1.startSeconds }
  }

  /// When the first and the last note of some time begin; `nil` where none does.
  private func notes(from start: Double, to end: Double) -> ClosedRange<Double>? {
    let frames = [start, end].map { min(max(0, Int(($0 * activation.framesPerSecond).rounded())), activation.count) }
    let isNote = { (frame: Int) in activation.onset[frame] >= configuration.edgeOnset }
    let all = frames[0]..<max(frames[0], frames[1])
    guard let first = all.first(where: isNote), let last = all.last(where: isNote) else { return nil }
    return Double(first) / activation.framesPerSecond...Double(last) / activation.framesPerSecond
  }

  private func settledStretch(_ stretch: ArraySlice<FoundBar>, limits: (low: Double, high: Double)) -> [FoundBar] {
    var bars = Array(stretch)
    for index in bars.indices {
      bars[index].beats.removeAll { $0.seconds < 0 || $0.seconds > activation.durationSeconds }
    }
    let played = played(around: bars, limits)
    for index in bars.indices { bars[index].beats.removeAll { $0.seconds < played.lowerBound } }
    while let bar = bars.first, !bar.beats.contains(where: isHeard) { bars.removeFirst() }
    while let bar = bars.last, bar.startSeconds > played.upperBound || !bar.beats.contains(where: isHeard) { bars.removeLast() }
    guard !bars.isEmpty else { return [] }
    settleStart(of: &bars[0], limit: max(limits.low, played.lowerBound))
    settleEnd(of: &bars[bars.count - 1], limit: min(limits.high, played.upperBound))
    return bars
  }

  /// From the first note to the last one of some bars, a bar before and after them included, and a little more; without bounds
  /// where the listener tells no notes.
  private func played(around bars: [FoundBar], _ limits: (low: Double, high: Double)) -> ClosedRange<Double> {
    let everything = -Double.infinity...Double.infinity
    guard let first = bars.first, let last = bars.last, !activation.onset.isEmpty else { return everything }
    let before = max(limits.low, 2 * first.startSeconds - first.endSeconds)
    let after = min(limits.high, 2 * last.endSeconds - last.startSeconds)
    guard let notes = notes(from: before, to: after) else { return everything }
    return notes.lowerBound - configuration.edgeSeconds...notes.upperBound + configuration.edgeSeconds
  }

  /// The activation near a time and where it peaks.
  private func peak(near seconds: Double) -> (value: Float, seconds: Double) {
    let frame = Int((seconds * activation.framesPerSecond).rounded())
    let near = (max(0, frame - 2)...max(0, frame + 2)).filter(activation.beat.indices.contains)
    guard let best = near.max(by: { activation.beat[$0] < activation.beat[$1] }) else { return (0, seconds) }
    return (activation.beat[best], Double(best) / activation.framesPerSecond)
  }

  private func isHeard(_ beat: FoundBeat) -> Bool { peak(near: beat.seconds).value >= configuration.edgeActivation }

  private func settleStart(of bar: inout FoundBar, limit: Double) {
    guard let heard = bar.beats.firstIndex(where: isHeard) else { return }
    bar.beats.removeFirst(heard)
    guard bar.beats.first?.number == 1 else { return }
    let length = bar.endSeconds - bar.startSeconds
    for (index, position) in bar.pattern.positions.enumerated().reversed() {
      let upbeat = peak(near: bar.startSeconds - length * (1 - position))
      guard upbeat.value >= 2 * configuration.edgeActivation, upbeat.seconds > limit, upbeat.seconds < bar.beats[0].seconds
      else { return }
      bar.beats.insert(FoundBeat(seconds: upbeat.seconds, number: index + 2), at: 0)
    }
  }

  private func settleEnd(of bar: inout FoundBar, limit: Double) {
    guard let heard = bar.beats.lastIndex(where: isHeard) else { return }
    bar.beats.removeLast(bar.beats.count - 1 - heard)
    guard bar.beats.last?.number == bar.beatsPerBar else { return }
    let length = bar.endSeconds - bar.startSeconds
    for (index, position) in ([0] + bar.pattern.positions).enumerated() {
      let late = peak(near: bar.endSeconds + length * position)
      guard late.value >= 2 * configuration.edgeActivation, limit > late.seconds, late.seconds > (bar.beats.last?.seconds ?? 0)
      else { return }
      bar.beats.append(FoundBeat(seconds: late.seconds, number: index + 1))
    }
  }
}
