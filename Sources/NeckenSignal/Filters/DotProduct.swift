/// The sum of products of two contiguous vectors, in eight running sums, always in the same order.
func dotProduct(_ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, count: Int) -> Float {
  var sums = SIMD8<Float>.zero
  var index = 0
  while index &+ 8 <= count {
    sums += left.eight(at: index) * right.eight(at: index)
    index &+= 8
  }
  var sum = sums.sum()
  while index < count {
    sum += left[index] * right[index]
    index &+= 1
  }
  return sum
}
