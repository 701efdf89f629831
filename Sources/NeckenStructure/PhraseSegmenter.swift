import Foundation

/// A stretch of bars that is taken as one phrase.
struct Phrase: Hashable {
  var firstBar: Int
  var barCount: Int
  var endBar: Int { firstBar + barCount }
}

/// Cuts the bars into phrases by dynamic programming over bar lines.
struct PhraseSegmenter {
  let configuration: StructureAnalyzer.Configuration

  /// Phrases from the first bar to the last.
  ///
  /// Tried for each usual length. Within one, phrases are cut, and then cut again while phrases that match
  /// other *phrases* count more than those that match any stretch, until nothing changes.
  /// - Complexity: O(bars × window × longest phrase) in tight loops.
  func phrases(_ map: MatchMap) -> [Phrase] {
    let doubles = innerRepeats(map)
    let anywhere = zip(bestMatches(map, lines: nil), doubles).map { $0 - $1 }
    var best: (score: Float, phrases: [Phrase]) = (-.infinity, [])
    for length in configuration.usualLengthsBars {
      let octaves = log2(Float(length) / Float(configuration.commonLengthBars))
      let prior = -configuration.usualLengthWeight * octaves * octaves * Float(map.barCount)
      let window = max(configuration.shortestEdgeBars, Int(configuration.edgeShare * Float(length)))
      let edges = RepeatEdges(map, windowBars: window, shortWeight: configuration.shortEdgeWeight)
      var found = cut(map.barCount, edges: edges, matches: anywhere, usualLength: length)
      for _ in 0..<configuration.passes {
        let lines = Set(found.phrases.map(\.firstBar) + [map.barCount])
        let aligned = bestMatches(map, lines: lines)
        let matches = zip(zip(anywhere, aligned), doubles).map { found, double in
          max(found.0 * configuration.unalignedShare, found.1 - double)
        }
        let next = cut(map.barCount, edges: edges, matches: matches, usualLength: length)
        let isSettled = next.phrases == found.phrases
        found = next
        if isSettled { break }
      }
      if found.score + prior > best.score { best = (found.score + prior, found.phrases) }
    }
    return best.phrases
  }

  /// Evidence of the best other place where a stretch is heard, at `(length - 1) * barCount + firstBar`; not below 0.
  ///
  /// - Parameter lines: when given, that place must begin and end at one of these bar lines.
  private func bestMatches(_ map: MatchMap, lines: Set<Int>?) -> [Float] {
    let count = map.barCount
    let longest = min(configuration.longestPhraseBars, count)
    var isLine = Array(repeating: lines == nil, count: count + 1)
    for line in lines ?? [] { isLine[line] = true }
    var best = Array(repeating: Float(0), count: longest * count)
    best.withUnsafeMutableBufferPointer { best in
      for length in 1..<(longest + 1) {
        let row = (length - 1) * count
        for lag in stride(from: length, through: map.maxLag, by: 1) {
          for first in stride(from: 0, through: count - lag - length, by: 1) {
            let second = first + lag
            let firstIsPhrase = isLine[first] && isLine[first + length]
            let secondIsPhrase = isLine[second] && isLine[second + length]
            guard firstIsPhrase || secondIsPhrase else { continue }
            let sum = map.sum(from: first, length: length, lag: lag)
            if secondIsPhrase { best[row + first] = max(best[row + first], sum) }
            if firstIsPhrase { best[row + second] = max(best[row + second], sum) }
          }
        }
      }
    }
    return best
  }

  /// What a stretch costs for being the same phrase twice, at `(length - 1) * barCount + firstBar`: AA is two phrases.
  private func innerRepeats(_ map: MatchMap) -> [Float] {
    let count = map.barCount
    let longest = min(configuration.longestPhraseBars, count)
    var costs = Array(repeating: Float(0), count: longest * count)
    for length in stride(from: 2 * configuration.shortestInnerRepeatBars, through: longest, by: 1) {
      // Halves may differ by a bar, as upbeats and endings make them.
      for lag in [length / 2, (length + 1) / 2, length / 2 + 1] where lag <= map.maxLag {
        let overlap = min(lag, length - lag)
        for first in stride(from: 0, through: count - length, by: 1) {
          let excess = map.sum(from: first, length: overlap, lag: lag) - configuration.innerRepeatLevel * Float(overlap)
          let index = (length - 1) * count + first
          costs[index] = max(costs[index], configuration.innerRepeatWeight * excess)
        }
      }
    }
    return costs
  }

  private func cut(
    _ count: Int, edges: RepeatEdges, matches: [Float], usualLength: Int
  ) -> (score: Float, phrases: [Phrase]) {
    let longest = min(configuration.longestPhraseBars, count)
    let shortest = min(configuration.shortestPhraseBars, count)
    let lengthCosts = (0...longest).map { length -> Float in
      let octaves = log2(Float(max(1, length)) / Float(usualLength))
      let isUsual = length == usualLength || length == 2 * usualLength || 2 * length == usualLength
      return configuration.phraseCost + (isUsual ? 0 : configuration.oddLengthCost) + configuration.lengthWeight * Float(length) * octaves * octaves
    }
    var scores = Array(repeating: -Float.infinity, count: count + 1)
    var lengths = Array(repeating: 0, count: count + 1)
    scores[0] = 0
    for end in stride(from: shortest, through: count, by: 1) {
      let bonus = configuration.edgeWeight * edges.strengths[end]
      for length in shortest...longest where length <= end && scores[end - length].isFinite {
        let match = matches[(length - 1) * count + end - length]
        let score = scores[end - length] + match + bonus - lengthCosts[length]
        if score > scores[end] {
          scores[end] = score
          lengths[end] = length
        }
      }
    }
    var phrases: [Phrase] = []
    var end = count
    while end > 0, lengths[end] > 0 {
      phrases.append(Phrase(firstBar: end - lengths[end], barCount: lengths[end]))
      end -= lengths[end]
    }
    return (scores[count], phrases.reversed())
  }
}
