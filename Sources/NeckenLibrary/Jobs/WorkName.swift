import Foundation
import NeckenDigest

/// Names work so that runs with the same settings share it, and others do not.
enum WorkName {
  /// Letters of the hash that are kept: enough that two settings never meet.
  private static let length = 16

  /// - Parameters:
  ///   - kind: of job: "reclassify".
  ///   - settings: everything that decides the result, in any form of words.
  static func make(_ kind: String, settings: [String]) -> String {
    let hash = SHA256.hexadecimalDigest(of: Data(settings.joined(separator: "\u{1F}").utf8))
    return "\(kind) \(hash.prefix(length))"
  }
}
