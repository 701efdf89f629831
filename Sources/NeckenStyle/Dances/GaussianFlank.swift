import Foundation

/// 1 inside a range, falling off as a Gaussian of standard deviation `softness` outside it.
func gaussianFlank(_ value: Double, range: ClosedRange<Double>, softness: Double) -> Double {
  let outside = max(range.lowerBound - value, value - range.upperBound)
  guard outside > 0 else { return 1 }
  guard softness > 0 else { return 0 }
  let deviation = outside / softness
  return exp(-0.5 * deviation * deviation)
}
