import CVector

/// Tells the spectra of two real signals a and b apart that were transformed as one, a + i·b: with Z that
/// transform, 2A(k) = Z(k) + Z*(N − k) and 2i·B(k) = Z(k) − Z*(N − k).
///
/// Only what is demanded is computed.
struct SpectrumSeparation {
  private let length: Int
  private let demand: SpectrumDemand
  private let powers: [AlignedFloats]
  private let magnitudes: [AlignedFloats]

  /// - Parameter length: points of the transform.
  init(length: Int, demand: SpectrumDemand) {
    let binCount = length / 2 + 1
    self.length = length
    self.demand = SpectrumDemand(
      bins: demand.bins.clamped(to: 0..<binCount), wantsMagnitudes: demand.wantsMagnitudes)
    powers = (0..<2).map { _ in AlignedFloats(count: binCount) }
    magnitudes = (0..<2).map { _ in AlignedFloats(count: binCount) }
  }

  /// What was separated last of the first (0) or second (1) signal.
  func frame(_ member: Int, index: Int) -> SpectrumFrame {
    SpectrumFrame(index: index, magnitudes: magnitudes[member].values, powers: powers[member].values)
  }

  /// - Parameter bins: `length` complex values.
  func separate(_ bins: UnsafePointer<Float>) {
    let (powersOfA, powersOfB) = (powers[0].start, powers[1].start)
    var bin = demand.bins.lowerBound
    if bin == 0, !demand.bins.isEmpty {
      (powersOfA[0], powersOfB[0]) = (bins[0] * bins[0], bins[1] * bins[1])
      bin = 1
    }
    if bin < demand.bins.upperBound {
      vector_separate(bins, length, powersOfA, powersOfB, bin, demand.bins.upperBound)
    }
    guard demand.wantsMagnitudes else { return }
    let first = demand.bins.lowerBound
    for member in 0..<2 {
      vector_square_root(powers[member].start + first, magnitudes[member].start + first, demand.bins.count)
    }
  }
}
