/// Means and maxima over a window that moves along a series; the window is cut short at the ends.
package enum MovingStatistics {
  /// Mean of the `radius` values to either side and the one between. O(n).
  package static func mean(_ values: [Float], radius: Int) -> [Float] {
    var sums = [Double](repeating: 0, count: values.count + 1)
    for index in values.indices { sums[index + 1] = sums[index] + Double(values[index]) }
    return values.indices.map { index in
      let (low, high) = (max(0, index - radius), min(values.count, index + radius + 1))
      return Float((sums[high] - sums[low]) / Double(high - low))
    }
  }

  /// Maximum of the `radius` values to either side and the one between. O(n), by a queue of candidates.
  package static func maximum(_ values: [Float], radius: Int) -> [Float] {
    var result = [Float](repeating: 0, count: values.count)
    var queue = [Int](repeating: 0, count: values.count)
    var (head, tail, next) = (0, 0, 0)
    for index in values.indices {
      while next < values.count, next <= index + radius {
        while tail > head, values[queue[tail - 1]] <= values[next] { tail -= 1 }
        queue[tail] = next
        tail += 1
        next += 1
      }
      while queue[head] < index - radius { head += 1 }
      result[index] = values[queue[head]]
    }
    return result
  }
}
