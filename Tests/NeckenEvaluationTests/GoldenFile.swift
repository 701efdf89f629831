import Foundation
import TestSupport

/// Reads golden values made by `Tests/Golden/evaluation/make_golden.py`.
enum GoldenFile {
  static func decode<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
    let url = RepositoryPaths.golden.appending(path: "evaluation/\(name)")
    return try JSONDecoder().decode(type, from: Data(contentsOf: url))
  }
}
