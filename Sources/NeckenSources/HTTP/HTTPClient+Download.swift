import Foundation
import Synchronization

extension HTTPClient {
  /// Brings a recording into a file, which must not be there yet; a broken transfer is resumed where it
  /// ended, as long as the server says that it still has the same bytes.
  ///
  /// - Throws: `SourceError`, `CancellationError`. What was written is the caller's to remove.
  func download(_ request: HTTPRequest, to file: URL, address: String) async throws {
    let download = try PartialDownload(file: file, address: address, configuration: configuration)
    var retries = Retries(configuration: configuration, address: address)
    var furthest = 0
    while true {
      do {
        let seconds = retries.secondsLeft
        let request = try authorize(download.resuming(request))
        try await blocking { cancel in
          try perform(request, seconds: seconds, cancel: cancel, onHead: download.begin, onBody: download.write)
          try download.finish()
        }
        return
      } catch let failure as HTTPFailure {
        if download.receivedBytes > furthest {
          furthest = download.receivedBytes
          retries.noteProgress()
        }
        let failure = try download.judge(failure)
        try await retries.pause(after: failure)
      }
    }
  }
}

/// A file that grows, over several attempts if need be.
final class PartialDownload: Sendable {
  private struct State {
    var receivedBytes = 0
    /// Length of the whole recording as the server says; `nil` when it does not.
    var totalBytes: Int?
    var validator: String?
  }

  private let state = Mutex(State())
  private let descriptor: Int32
  private let path: String
  private let address: String
  private let configuration: HTTPConfiguration

  init(file: URL, address: String, configuration: HTTPConfiguration) throws(SourceError) {
    path = file.path(percentEncoded: false)
    self.address = address
    self.configuration = configuration
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: String(cString: strerror(errno))) }
  }

  deinit { close(descriptor) }

  var receivedBytes: Int { state.withLock(\.receivedBytes) }

  /// The request for what is still missing. `If-Range` makes a server whose recording has changed send
  /// the whole of it; where nothing identifies the bytes, they are all fetched again.
  func resuming(_ request: HTTPRequest) -> HTTPRequest {
    state.withLock { state in
      guard state.receivedBytes > 0, let validator = state.validator else { return request }
      var request = request
      request.headers += [("Range", "bytes=\(state.receivedBytes)-"), ("If-Range", validator)]
      return request
    }
  }

  /// Takes up what the server says; `false` when this is no answer to go on with.
  func begin(_ head: HTTPHead) throws -> Bool {
    guard head.status == 200 || head.status == 206 else { return false }
    if let type = head.contentType, configuration.refusedContentTypes.contains(where: type.hasPrefix) {
      throw SourceError.wrongContentType(address: address, contentType: type)
    }
    try state.withLock { state in
      if head.status == 206 {
        let range = head.contentRange
        guard range.first == state.receivedBytes, range.total == nil || range.total == state.totalBytes else {
          try restart(&state)
          throw HTTPFailure.truncated(expected: range.total ?? 0, received: 0)
        }
      } else {
        try restart(&state)
        state.totalBytes = head.contentLength
        state.validator = head.validator
      }
      if let total = state.totalBytes, total > configuration.maximumBytes { throw tooLarge }
    }
    return true
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    try state.withLock { state in
      guard state.receivedBytes + bytes.count <= configuration.maximumBytes else { throw tooLarge }
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw cannotWrite }
        rest = rest.dropFirst(count)
        state.receivedBytes += count
      }
    }
  }

  /// - Throws: when less came than was promised, or nothing at all.
  func finish() throws {
    let state = state.withLock(\.self)
    if let total = state.totalBytes, total != state.receivedBytes {
      throw HTTPFailure.truncated(expected: total, received: state.receivedBytes)
    }
    if state.receivedBytes == 0 { throw SourceError.empty(address: address) }
  }

  /// Says what a failure means with regard to what is there already.
  func judge(_ failure: HTTPFailure) throws -> HTTPFailure {
    try state.withLock { state in
      switch failure {
      case .transfer(let curl) where curl.isTruncation:
        return state.totalBytes.map { .truncated(expected: $0, received: state.receivedBytes) } ?? failure
      case .status(416, let head, _):
        // There is nothing beyond what we have, although more was promised.
        let promised = state.totalBytes
        let received = state.receivedBytes
        try restart(&state)
        return .truncated(expected: promised ?? head.contentRange.total ?? received, received: received)
      default: return failure
      }
    }
  }

  private func restart(_ state: inout State) throws {
    guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else { throw cannotWrite }
    state = State()
  }

  private var tooLarge: SourceError { .tooLarge(address: address, limitBytes: configuration.maximumBytes) }
  private var cannotWrite: SourceError { .cannotWrite(path: path, reason: String(cString: strerror(errno))) }
}
