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
    let (first, second) = (powers[0].start, powers[1].start)
    var bin = demand.bins.lowerBound
    if bin == 0, !demand.bins.isEmpty {
      (first[0], second[0]) = (bins[0] * bins[0], bins[1] * bins[1])
      bin = 1
    }
    while bin &+ 4 <= demand.bins.upperBound {
      let here = bins.eight(at: 2 &* bin)
      let there = bins.eight(at: 2 &* (length &- bin &- 3))
      let (real, imaginary) = (here.evenHalf, here.oddHalf)
      let mirroredReal = SIMD4(there[6], there[4], there[2], there[0])
      let mirroredImaginary = SIMD4(there[7], there[5], there[3], there[1])
      let (a, b) = (real + mirroredReal, imaginary - mirroredImaginary)
      let (c, d) = (imaginary + mirroredImaginary, mirroredReal - real)
      first.store((a * a + b * b) * 0.25, at: bin)
      second.store((c * c + d * d) * 0.25, at: bin)
      bin &+= 4
    }
    while bin < demand.bins.upperBound {
      let mirror = length &- bin
      let (real, imaginary) = (bins[2 &* bin], bins[2 &* bin &+ 1])
      let (a, b) = (real + bins[2 &* mirror], imaginary - bins[2 &* mirror &+ 1])
      let (c, d) = (imaginary + bins[2 &* mirror &+ 1], bins[2 &* mirror] - real)
      first[bin] = (a * a + b * b) * 0.25
      second[bin] = (c * c + d * d) * 0.25
      bin &+= 1
    }
    guard demand.wantsMagnitudes else { return }
    for member in 0..<2 { root(UnsafePointer(powers[member].start), into: magnitudes[member].start) }
  }

  private func root(_ powers: UnsafePointer<Float>, into magnitudes: UnsafeMutablePointer<Float>) {
    var bin = demand.bins.lowerBound
    while bin &+ 4 <= demand.bins.upperBound {
      magnitudes.store(powers.four(at: bin).squareRoot(), at: bin)
      bin &+= 4
    }
    while bin < demand.bins.upperBound {
      magnitudes[bin] = powers[bin].squareRoot()
      bin &+= 1
    }
  }
}
