/// A value for every stretch of bars up to a longest length.
struct StretchTable {
  let barCount: Int
  let longest: Int
  /// Length by length from 1: the stretch from bar *i* at `(length - 1) * barCount + i`.
  private(set) var values: [Float]

  init(barCount: Int, longest: Int) {
    self.barCount = barCount
    self.longest = min(longest, barCount)
    values = Array(repeating: 0, count: self.longest * barCount)
  }

  subscript(first: Int, length: Int) -> Float { values[(length - 1) * barCount + first] }

  /// Makes a stretch's value at least this.
  mutating func raise(_ first: Int, _ length: Int, to value: Float) {
    let index = (length - 1) * barCount + first
    values[index] = max(values[index], value)
  }
}

extension StretchTable {
  /// Evidence that each stretch is heard elsewhere too, in bars: at its best other place, not below 0.
  /// - Complexity: O(bars × window × longest).
  init(matchesAnywhere map: MatchMap, longest: Int) {
    self.init(barCount: map.barCount, longest: longest)
    values.withUnsafeMutableBufferPointer { values in
      for length in stride(from: 1, through: self.longest, by: 1) {
        let row = (length - 1) * barCount
        for lag in stride(from: length, through: map.maxLag, by: 1) {
          for first in stride(from: 0, through: barCount - lag - length, by: 1) {
            let sum = map.sum(from: first, length: length, lag: lag)
            values[row + first] = max(values[row + first], sum)
            values[row + first + lag] = max(values[row + first + lag], sum)
          }
        }
      }
    }
  }

  /// The same, where the other place must begin and end at the bar lines of phrases.
  /// - Complexity: O(phrases × window × phrases in the longest stretch).
  init(matches map: MatchMap, withPhrases phrases: [Phrase], longest: Int) {
    self.init(barCount: map.barCount, longest: longest)
    for (index, phrase) in phrases.enumerated() {
      for last in phrases[index...] {
        let length = last.endBar - phrase.firstBar
        guard length <= self.longest else { break }
        let earliest = max(0, phrase.firstBar - map.maxLag)
        let latest = min(barCount - length, phrase.firstBar + map.maxLag)
        for other in stride(from: earliest, through: phrase.firstBar - length, by: 1) {
          raise(other, length, to: map.sum(from: other, length: length, lag: phrase.firstBar - other))
        }
        for other in stride(from: phrase.firstBar + length, through: latest, by: 1) {
          raise(other, length, to: map.sum(from: phrase.firstBar, length: length, lag: other - phrase.firstBar))
        }
      }
    }
  }

  /// How surely each stretch holds a phrase twice in a row, in bars of evidence above a level; 0 if it does not.
  ///
  /// The two may differ by a bar in length, as upbeats and endings make them.
  /// - Complexity: O(bars × longest).
  init(doublesIn map: MatchMap, longest: Int, shortestHalf: Int, level: Float) {
    self.init(barCount: map.barCount, longest: longest)
    for length in stride(from: 2 * shortestHalf, through: self.longest, by: 1) {
      for first in stride(from: 0, through: barCount - length, by: 1) {
        // What lies within a shorter stretch lies within this one too.
        if length > 2 * shortestHalf {
          raise(first, length, to: max(self[first, length - 1], self[first + 1, length - 1]))
        }
        for lag in length / 2...length / 2 + 1 where lag <= map.maxLag {
          let overlap = min(lag, length - lag)
          raise(first, length, to: map.sum(from: first, length: overlap, lag: lag) - level * Float(overlap))
        }
      }
    }
  }
}
