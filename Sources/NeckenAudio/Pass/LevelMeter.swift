/// Root mean square, peak and mean of a signal, summed up block by block in double precision.
struct LevelMeter {
  private var sum = 0.0
  private var sumOfSquares = 0.0
  private var count = 0
  private(set) var peak = 0.0

  mutating func consume(_ block: UnsafeBufferPointer<Float>) {
    var sums = SIMD4<Double>.zero
    var squares = SIMD4<Double>.zero
    var index = 0
    while index &+ 4 <= block.count {
      let part = SIMD4<Double>(SIMD4(block[index], block[index &+ 1], block[index &+ 2], block[index &+ 3]))
      sums += part
      squares += part * part
      index &+= 4
    }
    while index < block.count {
      let sample = Double(block[index])
      sums[0] += sample
      squares[0] += sample * sample
      index &+= 1
    }
    sum += sums.sum()
    sumOfSquares += squares.sum()
    peak = max(peak, Double(absolutePeak(block)))
    count += block.count
  }

  var mean: Double { count == 0 ? 0 : sum / Double(count) }
  var rootMeanSquare: Double { count == 0 ? 0 : (sumOfSquares / Double(count)).squareRoot() }
}
