/// Limited-memory quasi-Newton minimisation of a smooth convex function.
///
/// Liu and Nocedal, "On the limited memory BFGS method for large scale optimization", Mathematical
/// Programming 45, 1989 (doi:10.1007/BF01589116), with Armijo backtracking. Deterministic.
struct LimitedMemoryBFGS {
  /// Pairs of steps and gradient changes kept.
  var memory = 10
  var maximumIterations = 500
  /// Stops when no component of the gradient is larger.
  var gradientTolerance = 1e-6

  /// Sufficient decrease of a step (Armijo), the usual value.
  private static let sufficientDecrease = 1e-4
  private static let maximumHalvings = 40

  /// - Parameter valueAndGradient: writes the gradient at a point and returns the value there.
  func minimise(
    from start: [Double], _ valueAndGradient: (_ point: [Double], _ gradient: inout [Double]) -> Double
  ) -> [Double] {
    var point = start
    var gradient = [Double](repeating: 0, count: start.count)
    var value = valueAndGradient(point, &gradient)
    var pairs: [(step: [Double], change: [Double], curvature: Double)] = []
    var candidate = point
    var candidateGradient = gradient

    for _ in 0..<maximumIterations {
      guard maximumMagnitude(gradient) > gradientTolerance else { break }
      var direction = descentDirection(gradient: gradient, pairs: pairs)
      var slope = dot(direction, gradient)
      if slope >= 0 {
        pairs.removeAll()
        direction = gradient.map { -$0 }
        slope = dot(direction, gradient)
      }
      var length = pairs.isEmpty ? min(1, 1 / maximumMagnitude(gradient)) : 1
      var found = false
      for _ in 0..<Self.maximumHalvings {
        for index in point.indices { candidate[index] = point[index] + length * direction[index] }
        let candidateValue = valueAndGradient(candidate, &candidateGradient)
        if candidateValue <= value + Self.sufficientDecrease * length * slope {
          value = candidateValue
          found = true
          break
        }
        length /= 2
      }
      // No step gets lower: this is as near as the arithmetic goes.
      guard found else { break }
      let step = zip(candidate, point).map { $0 - $1 }
      let change = zip(candidateGradient, gradient).map { $0 - $1 }
      let curvature = dot(step, change)
      if curvature > 0 {
        pairs.append((step, change, curvature))
        if pairs.count > memory { pairs.removeFirst() }
      }
      swap(&point, &candidate)
      swap(&gradient, &candidateGradient)
    }
    return point
  }

  /// The two-loop recursion.
  private func descentDirection(
    gradient: [Double], pairs: [(step: [Double], change: [Double], curvature: Double)]
  ) -> [Double] {
    var direction = gradient.map { -$0 }
    guard let newest = pairs.last else { return direction }
    var coefficients = [Double](repeating: 0, count: pairs.count)
    for index in pairs.indices.reversed() {
      coefficients[index] = dot(pairs[index].step, direction) / pairs[index].curvature
      add(pairs[index].change, times: -coefficients[index], to: &direction)
    }
    let scale = newest.curvature / dot(newest.change, newest.change)
    for index in direction.indices { direction[index] *= scale }
    for index in pairs.indices {
      let correction = dot(pairs[index].change, direction) / pairs[index].curvature
      add(pairs[index].step, times: coefficients[index] - correction, to: &direction)
    }
    return direction
  }

  private func add(_ addend: [Double], times factor: Double, to sum: inout [Double]) {
    for index in sum.indices { sum[index] += factor * addend[index] }
  }

  private func dot(_ first: [Double], _ second: [Double]) -> Double {
    var sum = 0.0
    for index in first.indices { sum += first[index] * second[index] }
    return sum
  }

  private func maximumMagnitude(_ vector: [Double]) -> Double {
    vector.reduce(0) { max($0, $1.magnitude) }
  }
}
