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
  /// Tried for each usual length; the cut with the best score is kept.
  /// - Complexity: O(bars × window × longest phrase) in tight loops.
  func phrases(_ map: MatchMap) -> [Phrase] {
    let longest = configuration.longestPhraseBars
    let anywhere = StretchTable(matchesAnywhere: map, longest: longest)
    let doubles = StretchTable(
      doublesIn: map, longest: longest, shortestHalf: configuration.shortestInnerRepeatBars,
      level: configuration.innerRepeatLevel)
    var edges: [Int: RepeatEdges] = [:]
    var best: (score: Float, phrases: [Phrase]) = (-.infinity, [])
    for length in configuration.usualLengthsBars {
      let window = max(configuration.shortestEdgeBars, Int(configuration.edgeShare * Float(length)))
      let edge = edges[window] ?? RepeatEdges(map, windowBars: window, shortWeight: configuration.shortEdgeWeight)
      edges[window] = edge
      let gains = Gains(anywhere: anywhere, doubles: doubles, edges: edge, usualLength: length)
      let found = settle(gains, map: map)
      let octaves = log2(Float(length) / Float(configuration.commonLengthBars))
      let prior = -configuration.usualLengthWeight * octaves * octaves * Float(map.barCount)
      if found.score + prior > best.score { best = (found.score + prior, found.phrases) }
    }
    return best.phrases
  }

  /// What a cut is judged by.
  private struct Gains {
    let anywhere: StretchTable
    let doubles: StretchTable
    let edges: RepeatEdges
    let usualLength: Int
  }

  /// Cuts, and cuts again while matches with other *phrases* count more than matches with any stretch, until nothing
  /// changes.
  private func settle(_ gains: Gains, map: MatchMap) -> (score: Float, phrases: [Phrase]) {
    var found = cut(gains, aligned: nil)
    for _ in 0..<configuration.passes {
      let aligned = StretchTable(
        matches: map, withPhrases: found.phrases, longest: configuration.longestPhraseBars)
      let next = cut(gains, aligned: aligned)
      let isSettled = next.phrases == found.phrases
      found = next
      if isSettled { break }
    }
    return found
  }

  private func cut(_ gains: Gains, aligned: StretchTable?) -> (score: Float, phrases: [Phrase]) {
    let count = gains.anywhere.barCount
    let longest = gains.anywhere.longest
    let shortest = min(configuration.shortestPhraseBars, longest)
    let costs = (0...longest).map { cost(length: $0, usual: gains.usualLength) }
    let share = aligned == nil ? 1 : configuration.unalignedShare
    var scores = Array(repeating: -Float.infinity, count: count + 1)
    var lengths = Array(repeating: 0, count: count + 1)
    scores[0] = 0
    for end in stride(from: shortest, through: count, by: 1) {
      let bonus = configuration.edgeWeight * gains.edges.strengths[end]
      for length in shortest...min(longest, end) where scores[end - length].isFinite {
        let first = end - length
        let match = max(share * gains.anywhere[first, length], aligned?[first, length] ?? 0)
        let double = configuration.innerRepeatWeight * gains.doubles[first, length]
        let score = scores[first] + match - double + bonus - costs[length]
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

  private func cost(length: Int, usual: Int) -> Float {
    guard length > 0 else { return 0 }
    let octaves = log2(Float(length) / Float(usual))
    let isUsual = length == usual || length == 2 * usual || 2 * length == usual
    return configuration.phraseCost + (isUsual ? 0 : configuration.oddLengthCost)
      + configuration.lengthWeight * Float(length) * octaves * octaves
  }
}
