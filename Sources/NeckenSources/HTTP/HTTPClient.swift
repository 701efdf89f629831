import CCurl
import Dispatch
import Foundation

/// Asks servers and tries again where that may help.
struct HTTPClient: Sendable {
  var configuration: HTTPConfiguration
  /// Makes the request of each attempt: adds a signature, which ages.
  var authorize: @Sendable (HTTPRequest) throws -> HTTPRequest = { $0 }

  /// Longest beginning of an error's body that is kept, in bytes.
  static let maximumErrorBytes = 4096
  /// libcurl blocks its thread, which must not be one of Swift's.
  private static let queue = DispatchQueue(label: "neckenml.transfer", attributes: .concurrent)

  /// What is known without the body.
  /// - Throws: `SourceError`, `CancellationError`.
  func head(_ request: HTTPRequest, address: String) async throws -> HTTPHead {
    var request = request
    request.method = .head
    return try await collect(request, maximumBytes: 0, address: address).head
  }

  /// An answer in memory.
  /// - Parameter maximumBytes: a longer answer is an error.
  func get(_ request: HTTPRequest, maximumBytes: Int, address: String) async throws -> Data {
    try await collect(request, maximumBytes: maximumBytes, address: address).body
  }

  private func collect(
    _ request: HTTPRequest, maximumBytes: Int, address: String
  ) async throws -> (head: HTTPHead, body: Data) {
    var retries = Retries(configuration: configuration, address: address)
    while true {
      do {
        return try await attempt(request, seconds: retries.secondsLeft) { answer, bytes in
          guard answer.body.count + bytes.count <= maximumBytes else {
            throw SourceError.tooLarge(address: address, limitBytes: maximumBytes)
          }
          answer.body.append(contentsOf: bytes)
        }
      } catch let failure as HTTPFailure {
        try await retries.pause(after: failure)
      }
    }
  }

  private func attempt(
    _ request: HTTPRequest, seconds: Double,
    onBody: @escaping @Sendable (inout (head: HTTPHead, body: Data), UnsafeRawBufferPointer) throws -> Void
  ) async throws -> (head: HTTPHead, body: Data) {
    let request = try authorize(request)
    return try await blocking { cancel in
      var answer = (head: HTTPHead(), body: Data())
      try perform(request, seconds: seconds, cancel: cancel) { head in
        answer.head = head
        return (200..<300).contains(head.status)
      } onBody: { try onBody(&answer, $0) }
      return answer
    }
  }

  /// Runs blocking work on a thread of its own; cancelling the task sets the flag.
  func blocking<Value: Sendable>(
    _ work: @escaping @Sendable (CancelFlag) throws -> Value
  ) async throws -> Value {
    try Task.checkCancellation()
    let cancel = CancelFlag()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        Self.queue.async { continuation.resume(with: Result { try work(cancel) }) }
      }
    } onCancel: {
      cancel.set()
    }
  }

  /// One request on this thread.
  /// - Parameter onHead: returns whether the answer is the one wanted; otherwise it becomes an error
  ///   with the beginning of its body.
  /// - Throws: ``HTTPFailure``, what a callback throws, `CancellationError`.
  func perform(
    _ request: HTTPRequest, seconds: Double, cancel: CancelFlag,
    onHead: @escaping (HTTPHead) throws -> Bool,
    onBody: @escaping (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    var refused: HTTPHead?
    var errorBody = Data()
    do {
      try CurlTransfer(request: request, configuration: configuration, seconds: seconds).run(cancel: cancel) { head in
        if try !onHead(head) { refused = head }
      } onBody: { bytes in
        guard refused != nil else { return try onBody(bytes) }
        errorBody.append(contentsOf: bytes.prefix(Self.maximumErrorBytes - errorBody.count))
        if errorBody.count >= Self.maximumErrorBytes { throw ErrorBodyIsRead() }
      }
    } catch let failure as CurlFailure {
      // An error's body that breaks off is still that error.
      guard refused != nil else { throw HTTPFailure.transfer(failure) }
    } catch is ErrorBodyIsRead {}
    if let refused { throw HTTPFailure.status(refused.status, head: refused, body: errorBody) }
  }

  private struct ErrorBodyIsRead: Error {}
}
