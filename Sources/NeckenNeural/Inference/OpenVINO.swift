import COpenVINO
import Foundation
import Synchronization

/// OpenVINO's library, opened for the rest of the process's life.
///
/// Nothing happens before the first model is wanted, so that the program starts without it.
struct OpenVINO: Sendable {
  /// Path or name under which it was opened.
  let path: String
  let functions: openvino_functions

  private static let opened = Mutex<[String: OpenVINO]>([:])

  /// The library that the store's environment and home lead to.
  ///
  /// - Throws: `InferenceError.runtimeMissing` or `.runtimeUnusable`.
  static func opened(for store: ModelStore) throws(InferenceError) -> OpenVINO {
    let candidates = candidates(for: store)
    var refusal: InferenceError?
    for candidate in candidates {
      do throws(InferenceError) {
        return try open(candidate)
      } catch {
        // A library that exists but does not work says more than one that does not exist.
        if refusal == nil, FileManager.default.fileExists(atPath: candidate) { refusal = error }
      }
    }
    throw refusal ?? .runtimeMissing(searched: candidates)
  }

  /// Paths to try, in order: the override alone where there is one, else the models home, else
  /// the names that the system's linker may know.
  static func candidates(for store: ModelStore) -> [String] {
    if let override = store.openVINOOverride {
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: override, isDirectory: &isFolder)
      return exists && isFolder.boolValue ? libraries(in: URL(filePath: override)) : [override]
    }
    let versions = store.catalog.runtimes.filter { $0.name == "openvino" }.map(\.version)
    return versions.flatMap { libraries(in: store.home.appending(path: "openvino/\($0)")) } + systemNames
  }

  #if os(macOS)
    private static let fileName = "libopenvino_c.dylib"
    private static let systemNames = [fileName, "/opt/homebrew/lib/\(fileName)", "/usr/local/lib/\(fileName)"]
  #else
    private static let fileName = "libopenvino_c.so"
    private static let systemNames = [fileName]
  #endif

  /// Files of the library in a folder, in order of name; they may carry the release in their name.
  private static func libraries(in folder: URL) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let stem = "libopenvino_c."
    let found = names.filter { $0.hasPrefix(stem) }.sorted()
    return (found.isEmpty ? [fileName] : found).map { folder.appending(path: $0).path }
  }

  private static func open(_ path: String) throws(InferenceError) -> OpenVINO {
    let result = opened.withLock { opened -> Result<OpenVINO, InferenceError> in
      if let library = opened[path] { return .success(library) }
      var functions = openvino_functions()
      var reason = [CChar](repeating: 0, count: 512)
      guard openvino_open(path, &functions, &reason, reason.count) else {
        let text = String(decoding: reason.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return .failure(.runtimeUnusable(path: path, reason: text))
      }
      let library = OpenVINO(path: path, functions: functions)
      opened[path] = library
      return .success(library)
    }
    return try result.get()
  }

  /// What the library says about its last failure.
  func lastError() -> String {
    guard let text = functions.last_error().map({ String(cString: $0) }), !text.isEmpty else { return "no reason given" }
    return text.split(separator: "\n").joined(separator: " ")
  }
}
