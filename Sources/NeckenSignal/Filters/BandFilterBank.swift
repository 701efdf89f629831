import CVector

/// Overlapping filters that sum the bins of a spectrum into bands, stored sparsely.
///
/// Cost of applying it: one multiplication for each bin under a filter, so for triangular banks
/// about two for each bin of the spectrum.
package struct BandFilterBank: Sendable {
  package let binCount: Int
  private var bands: [vector_band] = []
  private var weights: [Float] = []

  /// Makes an empty bank for spectra of this many bins.
  init(binCount: Int) { self.binCount = binCount }

  package var bandCount: Int { bands.count }

  /// The bins that any band reads.
  package var bins: Range<Int> {
    let read = bands.filter { $0.bin_count > 0 }.map { Int($0.first_bin)..<Int($0.first_bin + $0.bin_count) }
    let first = read.map(\.lowerBound).min() ?? 0
    return first..<(read.map(\.upperBound).max() ?? first)
  }

  /// Adds a band; weights beyond the last bin of the spectrum are left out.
  mutating func append(firstBin: Int, weights newWeights: some Collection<Float>) {
    let kept = newWeights.prefix(max(0, binCount - firstBin))
    bands.append(
      vector_band(first_bin: Int32(firstBin), bin_count: Int32(kept.count), first_weight: Int32(weights.count)))
    weights.append(contentsOf: kept)
  }

  /// The full row of weights of a band, one for each bin.
  package func row(_ band: Int) -> [Float] {
    var row = [Float](repeating: 0, count: binCount)
    let filter = bands[band]
    let (bin, weight) = (Int(filter.first_bin), Int(filter.first_weight))
    for offset in 0..<Int(filter.bin_count) { row[bin + offset] = weights[weight + offset] }
    return row
  }

  /// Sums a spectrum of `binCount` values into `bandCount` bands.
  package func apply(
    to spectrum: UnsafeBufferPointer<Float>, into output: UnsafeMutableBufferPointer<Float>
  ) {
    vector_bands(spectrum.baseAddress, weights, bands, output.baseAddress, bands.count)
  }
}
