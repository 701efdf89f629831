public import Foundation
public import NeckenCore

/// Artifacts as JSON and back. Docs/ArtifactFormat.md describes the keys.
public enum ArtifactCoding {
  /// Compact UTF-8 JSON with sorted keys: the same artifacts, the same bytes.
  ///
  /// - Throws: ``ArtifactError/unwritable(key:reason:)`` when a value is not finite.
  public static func encode(_ artifacts: RawArtifacts) throws(ArtifactError) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return try encoder.encode(artifacts)
    } catch let EncodingError.invalidValue(_, context) {
      throw .unwritable(key: key(context.codingPath), reason: context.debugDescription)
    } catch {
      throw .unwritable(key: key([]), reason: "\(error)")
    }
  }

  /// Artifacts of this program's own format; ``ArtifactReader`` reads those of the Python neckenml too.
  ///
  /// Unknown keys are passed over. Version 2.0.0 is the first, so there is none older to migrate.
  /// - Throws: ``ArtifactError`` naming the key that cannot be read.
  public static func decode(_ data: Data) throws(ArtifactError) -> RawArtifacts {
    try decode(parse(data))
  }

  static func parse(_ data: Data) throws(ArtifactError) -> JSONValue {
    let result = data.withUnsafeBytes { bytes in
      Result { () throws(JSONSyntaxError) in try JSONParser.parse(bytes.bindMemory(to: UInt8.self)) }
    }
    switch result {
    case .success(let value): return value
    case .failure(let error): throw .notJson(offset: error.offset, expected: error.expected)
    }
  }

  static func decode(_ json: JSONValue) throws(ArtifactError) -> RawArtifacts {
    guard case .string(let version)? = json["version"] else { throw .unknownShape }
    if version != RawArtifacts.currentSchemaVersion {
      guard let number = SchemaVersion(version) else {
        throw .unreadable(key: "version", reason: "\"\(version)\" is no version")
      }
      guard number <= SchemaVersion.current else { throw .newerVersion(version) }
    }
    do {
      return try JSONTreeDecoder.decode(RawArtifacts.self, from: json)
    } catch let error as DecodingError {
      throw unreadable(error)
    } catch {
      throw .unreadable(key: key([]), reason: "\(error)")
    }
  }

  private static func unreadable(_ error: DecodingError) -> ArtifactError {
    switch error {
    case .keyNotFound(let missing, let context):
      .unreadable(key: key(context.codingPath + [missing]), reason: "it is missing")
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      .unreadable(key: key(context.codingPath), reason: context.debugDescription)
    @unknown default: .unreadable(key: key([]), reason: "\(error)")
    }
  }

  private static func key(_ path: [any CodingKey]) -> String {
    path.isEmpty ? "top level" : path.map(\.stringValue).joined(separator: ".")
  }
}

/// A version of the artifacts' format: major, minor, patch.
struct SchemaVersion: Comparable {
  private let parts: [Int]

  static let current = SchemaVersion(major: 2, minor: 0, patch: 0)

  private init(major: Int, minor: Int, patch: Int) { parts = [major, minor, patch] }

  /// `nil` unless the text is three whole numbers with dots between.
  init?(_ text: String) {
    parts = text.split(separator: ".", omittingEmptySubsequences: false).compactMap { Int($0) }
    guard parts.count == 3, parts.allSatisfy({ $0 >= 0 }), text.count(where: { $0 == "." }) == 2 else { return nil }
  }

  var major: Int { parts[0] }

  static func < (left: SchemaVersion, right: SchemaVersion) -> Bool {
    left.parts.lexicographicallyPrecedes(right.parts)
  }
}
