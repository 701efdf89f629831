/// Scratch memory that starts where vector instructions like it to.
///
/// A class because it frees its memory; whoever holds one uses it within one call and keeps no results in it.
package final class AlignedFloats {
  private static let alignment = 64

  package let start: UnsafeMutablePointer<Float>
  package let count: Int

  /// So many zeros.
  package init(count: Int) {
    let bytes = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, count) * MemoryLayout<Float>.stride, alignment: Self.alignment)
    start = bytes.initializeMemory(as: Float.self, repeating: 0, count: max(1, count))
    self.count = count
  }

  deinit { start.deallocate() }

  package var values: UnsafeBufferPointer<Float> { UnsafeBufferPointer(start: start, count: count) }
}
