extension [Double] {
  /// Index of the first element that is not below the value, in an increasing array; `count` if all are.
  package func firstIndex(notBelow value: Double) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
