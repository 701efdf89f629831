/// Natural logarithms of eight positive, normal values, within two units in the last place.
///
/// A value is 2ⁿ · m with m between √½ and √2; ln m is a polynomial in m − 1, whose coefficients are those of the
/// Cephes library's `logf` (Moshier 1989).
@inline(__always)
func naturalLogarithm(_ values: SIMD8<Float>) -> SIMD8<Float> {
  // Moves the border between exponents from 1 to √½, so that m comes out on both sides of 1.
  let shifted = unsafeBitCast(values, to: SIMD8<Int32>.self) &- halfRootBits
  // Added to the bits of 1.5 · 2²³, a whole number is added to its value.
  let exponent = unsafeBitCast((shifted &>> 23) &+ wholeNumberBits, to: SIMD8<Float>.self) - wholeNumbers
  let mantissa = unsafeBitCast((shifted & mantissaMask) &+ halfRootBits, to: SIMD8<Float>.self)
  let x = mantissa - 1
  let square = x * x
  var sum = SIMD8<Float>(repeating: coefficients.0)
  sum = sum * x + coefficients.1
  sum = sum * x + coefficients.2
  sum = sum * x + coefficients.3
  sum = sum * x + coefficients.4
  sum = sum * x + coefficients.5
  sum = sum * x + coefficients.6
  sum = sum * x + coefficients.7
  sum = sum * x + coefficients.8
  // ln 2 in two parts, the first of them exact when multiplied by an exponent.
  sum = sum * x * square + exponent * lowLogTwo - square * 0.5
  return x + sum + exponent * highLogTwo
}

/// The bits of √½ in single precision.
private let halfRootBits: Int32 = 0x3F35_04F3
private let wholeNumbers: Float = 12_582_912
private let wholeNumberBits: Int32 = 0x4B40_0000
private let mantissaMask: Int32 = 0x007F_FFFF
private let highLogTwo: Float = 0.693359375
private let lowLogTwo: Float = -2.12194440e-4
private let coefficients: (Float, Float, Float, Float, Float, Float, Float, Float, Float) = (
  7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1
)
