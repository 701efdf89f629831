/// A convolution over rows: each row of the result is a weighted sum of the row itself and of rows some places before
/// and after it. One tap makes it a matrix product.
///
/// Four rows and eight outputs are worked on at a time, so that every weight that is read serves four times. Rows
/// beyond the ends count as zero.
package struct RowConvolution: Sendable {
  let inputs: Int
  let outputs: Int
  /// Distance between taps, in rows.
  let dilation: Int
  let taps: Int
  /// For each eight outputs: tap by tap, input by input.
  private let weights: [SIMD8<Float>]
  private let bias: [SIMD8<Float>]

  /// - Parameter weights: tap by tap, input by input, output by output; outputs beyond the last are filled up to a
  ///   multiple of eight.
  package init(inputs: Int, outputs: Int, taps: Int = 1, dilation: Int = 1, weights: ArraySlice<Float>, bias: ArraySlice<Float>) {
    self.inputs = inputs
    self.outputs = outputs
    self.taps = taps
    self.dilation = dilation
    func eight(_ values: ArraySlice<Float>, _ first: Int, _ block: Int) -> SIMD8<Float> {
      var result = SIMD8<Float>.zero
      for lane in 0..<min(8, outputs - 8 * block) { result[lane] = values[values.startIndex + first + 8 * block + lane] }
      return result
    }
    let blocks = (outputs + 7) / 8
    self.weights = (0..<blocks).flatMap { block in
      (0..<taps * inputs).map { eight(weights, $0 * outputs, block) }
    }
    self.bias = (0..<blocks).map { eight(bias, 0, $0) }
  }

  /// - Returns: `outputs` values a row.
  package func callAsFunction(_ rows: [Float], rectified: Bool = false) -> [Float] {
    let count = rows.count / inputs
    let reach = taps / 2 * dilation
    let margin = [Float](repeating: 0, count: reach * inputs)
    let spare = [Float](repeating: 0, count: 3 * inputs)  // the last four rows may be fewer
    let padded = margin + rows + margin + spare
    var result = [Float](repeating: 0, count: count * outputs)
    padded.withUnsafeBufferPointer { source in
      weights.withUnsafeBufferPointer { weights in
        result.withUnsafeMutableBufferPointer { target in
          for block in bias.indices {
            let width = min(8, outputs - 8 * block)
            for row in stride(from: 0, to: count, by: 4) {
              var sums = (bias[block], bias[block], bias[block], bias[block])
              var weight = block &* taps &* inputs
              for tap in 0..<taps {
                var place = (row &+ tap &* dilation) &* inputs
                for _ in 0..<inputs {
                  let eight = weights[weight]
                  sums.0 += eight * source[place]
                  sums.1 += eight * source[place &+ inputs]
                  sums.2 += eight * source[place &+ 2 &* inputs]
                  sums.3 += eight * source[place &+ 3 &* inputs]
                  weight &+= 1
                  place &+= 1
                }
              }
              let four = [sums.0, sums.1, sums.2, sums.3]
              for (offset, sum) in four.enumerated() where row + offset < count {
                let kept = rectified ? sum.replacing(with: 0, where: sum .< 0) : sum
                for lane in 0..<width { target[(row &+ offset) &* outputs &+ 8 &* block &+ lane] = kept[lane] }
              }
            }
          }
        }
      }
    }
    return result
  }
}
