package import Foundation

/// Decodes JSON by the reader that artifacts are read with (Docs/Decisions/0051), for other files that are mostly
/// numbers: ten times as fast on them as Foundation's.
package enum JSONReader {
  /// - Throws: `DecodingError`, or whatever the type throws.
  package static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
    let result = data.withUnsafeBytes { bytes in
      Result { () throws(JSONSyntaxError) in try JSONParser.parse(bytes.bindMemory(to: UInt8.self)) }
    }
    switch result {
    case .success(let value): return try JSONTreeDecoder.decode(type, from: value)
    case .failure(let error):
      throw DecodingError.dataCorrupted(
        .init(codingPath: [], debugDescription: "no JSON: expected \(error.expected) at byte \(error.offset)"))
    }
  }
}
