import CCurl
import Foundation

/// Decides after each failure whether to go on, and waits.
struct Retries {
  private let configuration: HTTPConfiguration
  private let address: String
  private let deadline: ContinuousClock.Instant
  private var failures = 0

  init(configuration: HTTPConfiguration, address: String) {
    self.configuration = configuration
    self.address = address
    deadline = .now + .seconds(configuration.maximumSeconds)
  }

  /// Until the time for this recording is up.
  var secondsLeft: Double { (deadline - .now) / .seconds(1) }

  /// Something new came: what follows is a new beginning.
  mutating func noteProgress() { failures = 0 }

  /// Returns when it is time for another attempt.
  /// - Throws: `SourceError` when there will be none; `CancellationError`.
  mutating func pause(after failure: HTTPFailure) async throws {
    failures += 1
    guard secondsLeft > 0 else { throw timedOut }
    guard canPass(failure), failures < configuration.retry.maximumAttempts else { throw error(failure) }
    var delay = configuration.retry.delaySeconds(afterFailures: failures)
    if let requested = requestedDelay(failure) {
      guard requested <= configuration.retry.maximumRequestedDelaySeconds else {
        throw SourceError.askedToWait(address: address, seconds: requested)
      }
      delay = max(delay, requested)
    }
    guard delay < secondsLeft else { throw timedOut }
    try await Task.sleep(for: .seconds(delay))
  }

  private var timedOut: SourceError { .timedOut(address: address, seconds: configuration.maximumSeconds) }

  private func canPass(_ failure: HTTPFailure) -> Bool {
    switch failure {
    case .status(let code, _, _): [408, 425, 429, 500, 502, 503, 504].contains(code)
    case .transfer(let failure): failure.canPass
    case .truncated: true
    }
  }

  /// `Retry-After` in seconds, given as such or as a date.
  private func requestedDelay(_ failure: HTTPFailure) -> Double? {
    guard case .status(_, let head, _) = failure, let text = head.headers["retry-after"] else { return nil }
    if let seconds = Double(text) { return max(0, seconds) }
    return CurlLibrary.date(text).map { max(0, $0.timeIntervalSinceNow) }
  }

  private func error(_ failure: HTTPFailure) -> SourceError {
    switch failure {
    case .status(404, _, _), .status(410, _, _): .notFound(address: address)
    case .status(let code, _, let body) where [401, 403, 407].contains(code):
      .refused(address: address, status: code, detail: S3ErrorBody.code(body))
    case .status(let code, _, let body): .status(address: address, code: code, detail: S3ErrorBody.code(body))
    case .transfer(let failure): error(failure)
    case .truncated(let expected, let received):
      .incomplete(address: address, expectedBytes: expected, receivedBytes: received)
    }
  }

  private func error(_ failure: CurlFailure) -> SourceError {
    switch failure.code {
    case CURLE_TOO_MANY_REDIRECTS: .tooManyRedirects(address: address, limit: configuration.maximumRedirects)
    case CURLE_OPERATION_TIMEDOUT where failure.message.contains("too slow"):
      .tooSlow(address: address, bytesPerSecond: configuration.lowSpeedBytesPerSecond)
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: .invalidAddress(address, reason: failure.message)
    default: .connection(address: address, reason: failure.message)
    }
  }
}
