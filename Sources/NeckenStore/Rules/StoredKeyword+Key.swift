import Foundation

extension StoredKeyword {
  /// What makes two keywords the same: composed form, lower case, without space around.
  static func key(of keyword: String) -> String {
    keyword.trimmingCharacters(in: .whitespacesAndNewlines)
      .precomposedStringWithCanonicalMapping.lowercased()
  }

  var key: String { Self.key(of: keyword) }

  /// - Throws: ``StoreError/invalidRow(detail:)`` for an empty word.
  func normalized() throws(StoreError) -> StoredKeyword {
    guard !key.isEmpty else { throw .invalidRow(detail: "a keyword is empty") }
    var copy = self
    copy.keyword = key
    return copy
  }
}
