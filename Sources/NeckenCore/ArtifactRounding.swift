/// Rounding at the seam, so that stored and fresh artifacts are the same numbers.
extension Double {
  /// The nearest number with so many decimals; exact halves go away from zero. Not finite, or too
  /// large for decimals, stays as it is.
  package func rounded(decimals: Int) -> Double {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (self * scale).rounded()
    return scaled.isFinite ? scaled / scale : self
  }
}
