public import Foundation
import NeckenAudio
import NeckenCore
public import NeckenSources

/// Something that can say which objects a bucket holds.
public protocol ObjectLister: Sendable {
  /// Objects whose key begins with the location's.
  func list(_ location: S3Location) async throws -> [S3Object]
}

extension S3AudioSource: ObjectLister {}

extension RecordingFinder {
  /// As ``find(_:in:)``, with `s3://bucket/prefix/` in the place of folders as well: all objects under it
  /// that are named like recordings.
  ///
  /// - Parameter objects: makes what lists buckets; called when there is one to be listed.
  /// - Throws: `CancellationError`. What cannot be listed is among the problems.
  public func find(
    _ names: [String], in directory: String = FileManager.default.currentDirectoryPath,
    objects: () throws -> any ObjectLister
  ) async throws -> Result {
    var result = Result()
    for name in names {
      do {
        guard AudioAddress(name) == .object, case let location = try S3Location(name), location.isPrefix else {
          let found = find([name], in: directory)
          result.recordings += found.recordings
          result.problems += found.problems
          continue
        }
        let found = try await objects().list(location).filter(isWanted).map { object in
          Recording(name: S3Location.scheme + location.bucket + "/" + object.key)
        }
        result.recordings += found
        if found.isEmpty { result.problems.append(.noRecordings(folder: name)) }
      } catch let error as any NeckenError {
        result.problems.append(.unlistable(folder: name, reason: "\(error)"))
      }
    }
    return result
  }

  private func isWanted(_ object: S3Object) -> Bool {
    let isHidden = object.key.split(separator: "/").contains { $0.hasPrefix(".") }
    return object.byteCount > 0 && (configuration.includesHidden || !isHidden)
      && AudioFileTypes.isRecording(URL(filePath: "/" + object.key))
  }
}
