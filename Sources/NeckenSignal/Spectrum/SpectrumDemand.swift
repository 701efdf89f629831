/// What a consumer reads of each spectrum; the rest need not be computed.
package struct SpectrumDemand: Hashable, Sendable {
  /// Bins it reads; the others may hold anything.
  package var bins: Range<Int>
  /// Whether it reads magnitudes, not powers alone.
  package var wantsMagnitudes: Bool

  package init(bins: Range<Int>, wantsMagnitudes: Bool) {
    self.bins = bins
    self.wantsMagnitudes = wantsMagnitudes
  }

  /// Everything.
  package static let all = SpectrumDemand(bins: 0..<Int.max, wantsMagnitudes: true)

  /// What serves both.
  package func union(_ other: SpectrumDemand) -> SpectrumDemand {
    SpectrumDemand(
      bins: min(bins.lowerBound, other.bins.lowerBound)..<max(bins.upperBound, other.bins.upperBound),
      wantsMagnitudes: wantsMagnitudes || other.wantsMagnitudes)
  }
}
