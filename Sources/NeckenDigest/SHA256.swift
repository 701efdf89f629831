import COpenSSL
package import Foundation

/// SHA-256 (FIPS 180-4) of bytes that come piece by piece, by OpenSSL, which uses the processor's own
/// instructions for it where there are any.
package struct SHA256 {
  private var context = SHA256_CTX()

  package init() { SHA256_Init(&context) }

  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    SHA256_Update(&context, bytes.baseAddress, bytes.count)
  }

  /// The digest of all bytes so far: 32 bytes.
  package consuming func digest() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    SHA256_Final(&digest, &context)
    return digest
  }

  /// The digest of all bytes so far, in lower-case hexadecimal.
  package consuming func hexadecimalDigest() -> String { Self.hexadecimal(digest()) }

  /// Bytes in lower-case hexadecimal.
  package static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The digest of bytes in memory, in lower-case hexadecimal.
  package static func hexadecimalDigest(of data: Data) -> String {
    var hash = SHA256()
    data.withUnsafeBytes { hash.update($0) }
    return hash.hexadecimalDigest()
  }
}
