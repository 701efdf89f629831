import Foundation

/// Settles where a stretch of bars really begins and ends: drops beats that are not heard there, and adds
/// those of a cut bar that are, upbeats and last notes.
struct StretchEnds {
  let activation: Activation
  /// Beats at the ends are heard above this activation.
  let threshold: Float

  func settled(_ bars: [FoundBar]) -> [FoundBar] {
    var result: [FoundBar] = []
    var first = bars.startIndex
    while first < bars.endIndex {
      var next = first + 1
      while next < bars.endIndex, adjoin(bars[next - 1], bars[next]) { next += 1 }
      let limits = (
        low: result.last?.endSeconds ?? 0,
        high: next < bars.endIndex ? bars[next].startSeconds : activation.durationSeconds
      )
      result += settledStretch(bars[first..<next], limits: limits)
      first = next
    }
    return result
  }

  private func adjoin(_ first: FoundBar, _ second: FoundBar) -> Bool {
    abs(first.endSeconds - second.startSeconds) < 0.5 / activation.framesPerSecond
  }

  private func settledStretch(_ stretch: ArraySlice<FoundBar>, limits: (low: Double, high: Double)) -> [FoundBar] {
    var bars = Array(stretch)
    for index in bars.indices {
      bars[index].beats.removeAll { $0.seconds < 0 || $0.seconds > activation.durationSeconds }
    }
    while let bar = bars.first, !bar.beats.contains(where: isHeard) { bars.removeFirst() }
    while let bar = bars.last, !bar.beats.contains(where: isHeard) { bars.removeLast() }
    guard !bars.isEmpty else { return [] }
    settleStart(of: &bars[0], limit: limits.low)
    settleEnd(of: &bars[bars.count - 1], limit: limits.high)
    return bars
  }

  /// The activation near a time and where it peaks.
  private func peak(near seconds: Double) -> (value: Float, seconds: Double) {
    let frame = Int((seconds * activation.framesPerSecond).rounded())
    let near = (max(0, frame - 2)...max(0, frame + 2)).filter(activation.beat.indices.contains)
    guard let best = near.max(by: { activation.beat[$0] < activation.beat[$1] }) else { return (0, seconds) }
    return (activation.beat[best], Double(best) / activation.framesPerSecond)
  }

  private func isHeard(_ beat: FoundBeat) -> Bool { peak(near: beat.seconds).value >= threshold }

  private func settleStart(of bar: inout FoundBar, limit: Double) {
    guard let heard = bar.beats.firstIndex(where: isHeard) else { return }
    bar.beats.removeFirst(heard)
    guard bar.beats.first?.number == 1 else { return }
    let length = bar.endSeconds - bar.startSeconds
    for (index, position) in bar.pattern.positions.enumerated().reversed() {
      let upbeat = peak(near: bar.startSeconds - length * (1 - position))
      guard upbeat.value >= 2 * threshold, upbeat.seconds > limit, upbeat.seconds < bar.beats[0].seconds
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
      guard late.value >= 2 * threshold, limit > late.seconds, late.seconds > (bar.beats.last?.seconds ?? 0)
      else { return }
      bar.beats.append(FoundBeat(seconds: late.seconds, number: index + 1))
    }
  }
}
