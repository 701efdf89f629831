import Foundation

/// How much a recording repeats itself after so many of a reading's beats.
///
/// A dance tune comes back after four or eight bars. A reading in the wrong meter counts those
/// phrases in other numbers: eight bars of three are twelve of two, and six of four.
/// Related: Foote's self-similarity (ACM Multimedia 1999), taken beat by beat.
struct Repetition {
  /// Lags to either side that a lag is compared with.
  private static let neighbours = 3
  /// Pairs of beats that a similarity is the mean of, at least.
  private static let fewestPairs = 8

  /// Beats after one another, each a vector of length one in `lanes` pieces.
  private var vectors: [SIMD4<Float>] = []
  private let lanes: Int
  private let count: Int

  /// - Parameter beats: seconds, increasing.
  /// Cost: linear in the recording's cells and in the beats.
  init(_ pitches: PitchContent, beats: [Double]) {
    lanes = (pitches.bandCount + 3) / 4
    let edges = beats.map { min(max(Int(($0 * pitches.cellsPerSecond).rounded()), 0), pitches.cellCount) }
    var sum = [SIMD4<Float>](repeating: .zero, count: lanes)
    for (start, end) in zip(edges, edges.dropFirst()) {
      var mean = [SIMD4<Float>](repeating: .zero, count: lanes)
      for cell in start..<end {
        for band in 0..<pitches.bandCount { mean[band / 4][band % 4] += pitches.values[cell * pitches.bandCount + band] }
      }
      for lane in 0..<lanes {
        mean[lane] /= Float(max(end - start, 1))
        sum[lane] += mean[lane]
      }
      vectors += mean
    }
    count = vectors.count / max(lanes, 1)
    // What sounds all the time makes any two beats alike; without it, they are told apart.
    for beat in 0..<count {
      var square: Float = 0
      for lane in 0..<lanes {
        let value = vectors[beat * lanes + lane] - sum[lane] / Float(count)
        vectors[beat * lanes + lane] = value
        square += (value * value).sum()
      }
      let scale = square > 0 ? 1 / square.squareRoot() : 0
      for lane in 0..<lanes { vectors[beat * lanes + lane] *= scale }
    }
  }

  /// By how much beats are more alike at this lag than at the lags beside it, −2…2; 0 where the recording is too short.
  func salience(lag: Int) -> Double {
    guard lag > 0, lag + Self.neighbours + Self.fewestPairs <= count else { return 0 }
    let around = (max(1, lag - Self.neighbours)...lag + Self.neighbours).filter { $0 != lag }
    return similarity(lag: lag) - around.reduce(0) { $0 + similarity(lag: $1) } / Double(around.count)
  }

  /// The cosine of each beat with the one `lag` later; none where fewer than a few pairs are left.
  func likeness(lag: Int) -> [Float] {
    guard lag > 0, lag + Self.fewestPairs <= count else { return [] }
    return (0..<count - lag).map { beat in
      (0..<lanes).reduce(SIMD4<Float>.zero) { $0 + vectors[beat * lanes + $1] * vectors[(beat + lag) * lanes + $1] }.sum()
    }
  }

  /// Mean cosine of beats that are `lag` apart.
  private func similarity(lag: Int) -> Double {
    var total = SIMD4<Float>.zero
    vectors.withUnsafeBufferPointer { vectors in
      let end = (count - lag) * lanes
      let shift = lag * lanes
      var index = 0
      while index < end {
        total += vectors[index] * vectors[index + shift]
        index += 1
      }
    }
    return Double(total.sum()) / Double(count - lag)
  }
}
