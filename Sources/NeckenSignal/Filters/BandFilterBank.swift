/// Overlapping filters that sum the bins of a spectrum into bands, stored sparsely.
///
/// Cost of applying it: one multiplication for each bin under a filter, so for triangular banks
/// about two for each bin of the spectrum.
package struct BandFilterBank: Sendable {
  /// The bins under one filter.
  private struct Band {
    var firstBin: Int
    var binCount: Int
    var firstWeight: Int
  }

  package let binCount: Int
  private var bands: [Band] = []
  private var weights: [Float] = []

  /// Makes an empty bank for spectra of this many bins.
  init(binCount: Int) { self.binCount = binCount }

  package var bandCount: Int { bands.count }

  /// The bins that any band reads.
  package var bins: Range<Int> {
    let read = bands.filter { $0.binCount > 0 }
    let first = read.map(\.firstBin).min() ?? 0
    return first..<(read.map { $0.firstBin + $0.binCount }.max() ?? first)
  }

  /// Adds a band; weights beyond the last bin of the spectrum are left out.
  mutating func append(firstBin: Int, weights newWeights: some Collection<Float>) {
    let kept = newWeights.prefix(max(0, binCount - firstBin))
    bands.append(Band(firstBin: firstBin, binCount: kept.count, firstWeight: weights.count))
    weights.append(contentsOf: kept)
  }

  /// The full row of weights of a band, one for each bin.
  package func row(_ band: Int) -> [Float] {
    var row = [Float](repeating: 0, count: binCount)
    let filter = bands[band]
    for offset in 0..<filter.binCount { row[filter.firstBin + offset] = weights[filter.firstWeight + offset] }
    return row
  }

  /// Sums a spectrum of `binCount` values into `bandCount` bands.
  package func apply(
    to spectrum: UnsafeBufferPointer<Float>, into output: UnsafeMutableBufferPointer<Float>
  ) {
    guard let spectrumBase = spectrum.baseAddress else { return }
    weights.withUnsafeBufferPointer { weights in
      guard let weightBase = weights.baseAddress else { return }
      for (index, band) in bands.enumerated() {
        output[index] = dotProduct(
          spectrumBase + band.firstBin, weightBase + band.firstWeight, count: band.binCount)
      }
    }
  }
}
