import Foundation

/// A reader's file, from its beginning to its end: a mark of four letters, then 32-bit floats, little end first, layer by layer.
struct ReaderWeights {
  private var floats: ArraySlice<Float>
  private let found: Int
  private var wanted = 0

  /// - Throws: ``ReaderError/unknownFormat(wanted:)`` when the file begins otherwise.
  init(_ data: Data, mark: String) throws(ReaderError) {
    guard data.starts(with: mark.utf8) else { throw .unknownFormat(wanted: mark) }
    floats = data.dropFirst(mark.utf8.count).withUnsafeBytes { bytes in
      ArraySlice(
        stride(from: 0, to: bytes.count - 3, by: 4).map { start in
          Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self)))
        })
    }
    found = floats.count
  }

  /// The next layer: its weights tap by tap, input by input, output by output, then its bias.
  ///
  /// - Throws: ``ReaderError/wrongSize(weights:wanted:)`` when there are too few left.
  mutating func layer(_ inputs: Int, _ outputs: Int, taps: Int = 1, dilation: Int = 1) throws(ReaderError) -> RowConvolution {
    let size = taps * inputs * outputs
    wanted += size + outputs
    guard floats.count >= size + outputs else { throw .wrongSize(weights: found, wanted: wanted) }
    defer { floats = floats.dropFirst(size + outputs) }
    return RowConvolution(
      inputs: inputs, outputs: outputs, taps: taps, dilation: dilation, weights: floats.prefix(size),
      bias: floats.dropFirst(size).prefix(outputs))
  }

  /// Whether all has been taken.
  var isEmpty: Bool { floats.isEmpty }

  /// - Throws: ``ReaderError/wrongSize(weights:wanted:)`` when there are more than the layers took.
  func end() throws(ReaderError) {
    guard isEmpty else { throw .wrongSize(weights: found, wanted: wanted) }
  }
}
