/// `s3://bucket/key`. All behind the bucket is the key as it is: nothing in it is escaped or special.
public struct S3Location: Sendable, Hashable {
  public static let scheme = "s3://"
  public var bucket: String
  /// Empty, or ending in a slash, for all objects that begin so.
  public var key: String

  /// - Throws: `SourceError.invalidAddress` for a bucket's name that cannot be one.
  public init(_ address: String) throws(SourceError) {
    guard address.hasPrefix(Self.scheme) else { throw .invalidAddress(address, reason: "not an s3:// address") }
    let parts = address.dropFirst(Self.scheme.count).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    bucket = parts.first.map(String.init) ?? ""
    key = parts.count > 1 ? String(parts[1]) : ""
    // The name becomes part of a host's name: nothing else may slip in.
    guard (3...63).contains(bucket.utf8.count), bucket.wholeMatch(of: /[a-zA-Z0-9][a-zA-Z0-9._-]*/) != nil else {
      throw .invalidAddress(address, reason: "\"\(bucket)\" is no name of a bucket")
    }
  }

  public var isPrefix: Bool { key.isEmpty || key.hasSuffix("/") }

  public var address: String { Self.scheme + bucket + "/" + key }

  func with(key: String) -> S3Location {
    var copy = self
    copy.key = key
    return copy
  }
}
