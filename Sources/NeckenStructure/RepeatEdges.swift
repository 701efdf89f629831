/// How clearly repeated stretches begin or end at each bar line.
///
/// Where a phrase returns, a run of matching bars begins at its first bar and ends at its last; on the other side of
/// that bar line the bars do not match. Both ends of both copies are evidence for a boundary.
struct RepeatEdges {
  /// One value for each bar line, 0…1; the first and the last (where the recording begins and ends) are 1.
  let strengths: [Float]

  /// - Parameters:
  ///   - windowBars: bars looked at on each side of a bar line.
  ///   - shortWeight: weight of edges seen with half the bars only, as those of short phrases are.
  init(_ map: MatchMap, windowBars: Int, shortWeight: Float) {
    let whole = Self.strengths(map, windowBars: windowBars)
    let half = Self.strengths(map, windowBars: (windowBars + 1) / 2)
    strengths = zip(whole, half).map { max($0, shortWeight * $1) }
  }

  private static func strengths(_ map: MatchMap, windowBars: Int) -> [Float] {
    let count = map.barCount
    var strengths = Array(repeating: Float(0), count: count + 1)
    for lag in stride(from: windowBars, through: map.maxLag, by: 1) {
      for line in 0...max(0, count - lag) {
        let before = mean(map, from: line - windowBars, to: line, lag: lag)
        let after = mean(map, from: line, to: line + windowBars, lag: lag)
        // Beyond either end of the recording nothing can match.
        let strength = max(max(0, after) * max(0, -before), max(0, before) * max(0, -after))
        strengths[line] = max(strengths[line], strength)
        strengths[line + lag] = max(strengths[line + lag], strength)
      }
    }
    strengths[0] = 1
    strengths[count] = 1
    return strengths
  }

  private static func mean(_ map: MatchMap, from start: Int, to end: Int, lag: Int) -> Float {
    let first = max(0, start)
    let last = min(map.barCount - lag, end)
    let inside = max(0, last - first)
    let sum = inside > 0 ? map.sum(from: first, length: inside, lag: lag) : 0
    return (sum - Float(end - start - inside)) / Float(end - start)
  }
}
