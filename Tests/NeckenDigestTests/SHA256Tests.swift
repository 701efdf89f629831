import Foundation
import NeckenDigest
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  /// The examples of FIPS 180-4, as NIST publishes them.
  @Test(
    "The standard's examples",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func examples(text: String, digest: String) {
    #expect(SHA256.hexadecimalDigest(of: Data(text.utf8)) == digest)
  }

  @Test("Pieces give what the whole gives, and going on leaves earlier digests alone")
  func pieces() {
    var hash = SHA256()
    Data("ab".utf8).withUnsafeBytes { hash.update($0) }
    let half = hash
    Data("c".utf8).withUnsafeBytes { hash.update($0) }
    #expect(hash.hexadecimalDigest() == SHA256.hexadecimalDigest(of: Data("abc".utf8)))
    #expect(half.hexadecimalDigest() == SHA256.hexadecimalDigest(of: Data("ab".utf8)))
  }
}
