/// Root mean square, peak and mean of a signal, summed up block by block.
///
/// Sums run in double precision over pieces of fixed length, so that the way the signal was cut
/// into blocks changes the result by rounding alone and hours of sound lose no precision.
struct LevelMeter {
  private var sum = 0.0
  private var sumOfSquares = 0.0
  private var count = 0
  private(set) var peak = 0.0

  mutating func consume(_ block: UnsafeBufferPointer<Float>) {
    var sums = SIMD4<Double>.zero
    var squares = SIMD4<Double>.zero
    var highest = SIMD4<Float>.zero
    var index = 0
    while index &+ 4 <= block.count {
      let part = SIMD4(block[index], block[index &+ 1], block[index &+ 2], block[index &+ 3])
      let wide = SIMD4<Double>(part)
      sums += wide
      squares += wide * wide
      highest = pointwiseMax(highest, pointwiseMax(part, -part))
      index &+= 4
    }
    var blockPeak = highest.max()
    while index < block.count {
      let sample = block[index]
      sums[0] += Double(sample)
      squares[0] += Double(sample) * Double(sample)
      blockPeak = max(blockPeak, abs(sample))
      index &+= 1
    }
    sum += sums.sum()
    sumOfSquares += squares.sum()
    peak = max(peak, Double(blockPeak))
    count += block.count
  }

  var mean: Double { count == 0 ? 0 : sum / Double(count) }
  var rootMeanSquare: Double { count == 0 ? 0 : (sumOfSquares / Double(count)).squareRoot() }
}
