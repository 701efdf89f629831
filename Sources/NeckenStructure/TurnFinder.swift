/// Finds each time through the whole form: with A A B B A A B B, the first and the fifth phrase.
struct TurnFinder {
  let configuration: StructureAnalyzer.Configuration

  /// - Parameter letters: the phrases' letters without their variants.
  /// - Returns: indices of the phrases that begin a turn, in order. Without a form that returns, the whole is one turn.
  /// - Complexity: O(phrases²) for each stretch that returns.
  func turnStarts(_ letters: [Int]) -> [Int] {
    guard !letters.isEmpty else { return [] }
    var starts: [Int] = []
    var index = 0
    while index < letters.count {
      guard let form = longestReturn(letters, from: index) else {
        if starts.isEmpty || index == 0 { starts.append(index) }
        break
      }
      starts += stride(from: index, to: index + form.covered, by: form.period)
      index += form.covered
    }
    return starts
  }

  /// The period that explains most phrases from here on, the shortest of equally good ones.
  private func longestReturn(_ letters: [Int], from start: Int) -> (period: Int, covered: Int)? {
    var best: (period: Int, covered: Int)?
    let remaining = letters.count - start
    let isOneLetter = Set(letters[start...]).count == 1
    for period in stride(from: 1, through: remaining / 2, by: 1) {
      var covered = period
      var errors = 0
      // A turn may be broken off, and a phrase in it misheard.
      while start + covered < letters.count {
        if letters[start + covered] != letters[start + covered - period] { errors += 1 }
        if Double(errors) > configuration.turnErrorShare * Double(covered + 1) { break }
        covered += 1
      }
      let distinct = Set(letters[start..<start + period]).count
      guard covered >= 2 * period, distinct > 1 || isOneLetter else { continue }
      if covered > best?.covered ?? 0 { best = (period, covered) }
    }
    return best
  }
}
