import Foundation

/// Vectors as a blob: single precision, little-endian, nothing else. 217 values take 868 bytes.
enum PackedFloats {
  static func pack(_ values: [Float]) -> Data {
    // A closure: a key path of two parts is walked at run time, for each value.
    values.map { $0.bitPattern.littleEndian }.withUnsafeBytes { Data($0) }
  }

  /// Bytes beyond the last whole value are left out; ``SQLiteTrackStore/problems()`` reports them.
  static func unpack(_ data: Data) -> [Float] {
    data.withUnsafeBytes { bytes in
      (0..<bytes.count / 4).map { index in
        Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)))
      }
    }
  }
}
