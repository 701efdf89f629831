import Foundation
import NeckenNeural
import TestSupport
import Testing

/// The models and sounds that the tests of this target share.
enum Fixtures {
  /// Whether a person has said that there is no network to fetch models from.
  static let isOffline = ProcessInfo.processInfo.environment["NECKENML_OFFLINE"] != nil

  /// For tests that need what scripts/fetch-models.sh fetches: `make test` fetches it, so where it is
  /// absent the test fails, unless NECKENML_OFFLINE says that it cannot be had.
  static let needsModels = ConditionTrait.disabled(
    if: isOffline, "NECKENML_OFFLINE is set: tests of fetched models are skipped")

  static func store() throws -> ModelStore { try ModelStore() }

  /// A store whose home is a folder of the test's own.
  static func store(home: URL, openVINO: String? = nil) throws -> ModelStore {
    var environment = ["NECKENML_HOME": home.path]
    environment["NECKENML_OPENVINO"] = openVINO
    return try ModelStore(environment: environment)
  }

  /// 7.5 s of fiddle at 16 kHz, by Tests/Golden/neural/make_excerpt.py.
  static func excerpt() throws -> [Float] {
    let data = try Data(contentsOf: RepositoryPaths.golden.appending(path: "neural/excerpt.s16"))
    return data.withUnsafeBytes { bytes in
      bytes.bindMemory(to: Int16.self).map { Float(Int16(littleEndian: $0)) / 32768 }
    }
  }

  /// One listener for all tests: compiling it is most of the cost.
  static let musiCNN = Result { try MusiCNN(store: store(), configuration: complete) }
  static let beatNetwork = Result { try BeatNetwork(store: store()) }

  /// Every patch, with series.
  static var complete: MusiCNNConfiguration {
    var configuration = MusiCNNConfiguration()
    configuration.embeddingPatchLimit = nil
    configuration.voicePatchLimit = nil
    configuration.keepsSeries = true
    configuration.reportedTagsPerModel = 50
    return configuration
  }

  static func float32(_ path: String) throws -> [Float] {
    let data = try Data(contentsOf: RepositoryPaths.golden.appending(path: path))
    return data.withUnsafeBytes { bytes in
      bytes.bindMemory(to: UInt32.self).map { Float(bitPattern: UInt32(littleEndian: $0)) }
    }
  }
}

/// The largest difference of two lists of the same length.
func largestDifference(_ left: some Collection<Double>, _ right: some Collection<Double>) throws -> Double {
  try #require(left.count == right.count)
  return zip(left, right).map { abs($0 - $1) }.max() ?? 0
}

/// A folder that is removed when the test is over.
func withTemporaryFolder(_ body: (URL) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "neckenml-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder)
}
