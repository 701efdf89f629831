/// Where the top of a parabola through a peak and its two neighbours lies, in steps from the peak: −0.5…0.5.
///
/// - Parameters: three values one step apart, `top` no lower than the others.
/// - Returns: 0 where the three are level.
package func parabolicPeakOffset(before: Double, top: Double, after: Double) -> Double {
  let curvature = before - 2 * top + after
  return curvature < 0 ? 0.5 * (before - after) / curvature : 0
}
