/// Keyed hashes (RFC 2104), by which requests are signed.
package enum HMAC {
  private static let blockBytes = 64

  /// HMAC-SHA256 of a text in UTF-8: 32 bytes.
  package static func sha256(of text: String, key: [UInt8]) -> [UInt8] {
    var padded = key.count > blockBytes ? digest(key) : key
    padded += Array(repeating: 0, count: blockBytes - padded.count)
    return digest(padded.map { $0 ^ 0x5C } + digest(padded.map { $0 ^ 0x36 } + Array(text.utf8)))
  }

  private static func digest(_ bytes: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update($0) }
    return hash.digest()
  }
}
