import CCurl
import Foundation
import Synchronization

/// Why libcurl could not finish.
struct CurlFailure: Error {
  var code: CURLcode
  var message: String

  /// Whether it may well work the next time. A name that is not found is a misspelling far more often
  /// than a passing fault, and waiting for it in a list of thousands helps nobody.
  var canPass: Bool {
    switch code {
    case CURLE_COULDNT_CONNECT, CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR,
      CURLE_OPERATION_TIMEDOUT, CURLE_SSL_CONNECT_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM:
      true
    default: false
    }
  }

  /// Whether the server ended before it had sent what it promised.
  var isTruncation: Bool { code == CURLE_PARTIAL_FILE }
}

/// Tells a running transfer to stop.
final class CancelFlag: Sendable {
  private let flag = Atomic<Bool>(false)
  var isSet: Bool { flag.load(ordering: .relaxed) }
  func set() { flag.store(true, ordering: .relaxed) }
}

/// One request and its answer by libcurl, on the calling thread.
struct CurlTransfer {
  var request: HTTPRequest
  var configuration: HTTPConfiguration
  /// Time left, in seconds.
  var seconds: Double

  /// What the callbacks work on; lives as long as ``run(cancel:onHead:onBody:)``.
  private final class Context {
    var head = HTTPHead()
    var headIsDelivered = false
    var error: (any Error)?
    let cancel: CancelFlag
    let onHead: (HTTPHead) throws -> Void
    let onBody: (UnsafeRawBufferPointer) throws -> Void

    init(
      cancel: CancelFlag, onHead: @escaping (HTTPHead) throws -> Void,
      onBody: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) {
      self.cancel = cancel
      self.onHead = onHead
      self.onBody = onBody
    }

    func deliverHead() throws {
      guard !headIsDelivered else { return }
      headIsDelivered = true
      try onHead(head)
    }

    func take(_ bytes: UnsafeRawBufferPointer) -> Int {
      do {
        try deliverHead()
        try onBody(bytes)
        return bytes.count
      } catch {
        self.error = error
        // Any other count than the one given ends the transfer.
        return bytes.isEmpty ? 1 : 0
      }
    }

    func take(headerLine bytes: UnsafeRawBufferPointer) {
      let line = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
      if line.hasPrefix("HTTP/") {
        // Each answer on the way, such as a redirection, begins with such a line.
        head = HTTPHead(status: line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0)
      } else if let colon = line.firstIndex(of: ":") {
        let name = line[..<colon].lowercased()
        head.headers[name] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      }
    }
  }

  /// - Parameters:
  ///   - onHead: called once, before the body; throwing ends the transfer.
  ///   - onBody: called with each piece of the body; throwing ends the transfer.
  /// - Throws: what a callback threw; ``CurlFailure``; `CancellationError`, within about a second.
  func run(
    cancel: CancelFlag, onHead: @escaping (HTTPHead) throws -> Void,
    onBody: @escaping (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    if let problem = CurlLibrary.problem { throw CurlFailure(code: CURLE_FAILED_INIT, message: problem) }
    guard let handle = curl_easy_init() else {
      throw CurlFailure(code: CURLE_FAILED_INIT, message: "libcurl cannot be set up")
    }
    defer { curl_easy_cleanup(handle) }
    let list = headerList()
    defer { curl_slist_free_all(list) }
    let context = Context(cancel: cancel, onHead: onHead, onBody: onBody)
    var message = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
    let code = message.withUnsafeMutableBufferPointer { message in
      setOptions(handle)
      ccurl_set_list(handle, CURLOPT_HTTPHEADER, list)
      ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, message.baseAddress)
      setCallbacks(handle, Unmanaged.passUnretained(context).toOpaque())
      return withExtendedLifetime(context) { curl_easy_perform(handle) }
    }
    if let error = context.error { throw error }
    if cancel.isSet { throw CancellationError() }
    guard code == CURLE_OK else {
      // What was said before the body counts even when none of it came.
      if Self.isFinal(context.head.status) { try context.deliverHead() }
      let said = message.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
      throw CurlFailure(code: code, message: said.isEmpty ? String(cString: curl_easy_strerror(code)) : said)
    }
    try context.deliverHead()
  }

  /// Whether an answer is neither "go on" nor "go elsewhere".
  private static func isFinal(_ status: Int) -> Bool { status >= 200 && !(300..<400).contains(status) }

  private func headerList() -> UnsafeMutablePointer<curl_slist>? {
    // Bytes as they are: a compressed copy of compressed sound helps nobody, and ranges would mean another thing.
    (request.headers + [("Accept-Encoding", "identity")]).reduce(nil) { list, header in
      curl_slist_append(list, "\(header.name): \(header.value)")
    }
  }

  private func setOptions(_ handle: UnsafeMutableRawPointer) {
    ccurl_set_string(handle, CURLOPT_URL, request.url)
    ccurl_set_string(handle, CURLOPT_PROTOCOLS_STR, "http,https")
    ccurl_set_string(handle, CURLOPT_USERAGENT, CurlLibrary.userAgent)
    ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1)
    ccurl_set_long(handle, CURLOPT_PATH_AS_IS, 1)
    if request.method == .head { ccurl_set_long(handle, CURLOPT_NOBODY, 1) }
    if request.followsRedirects {
      ccurl_set_long(handle, CURLOPT_FOLLOWLOCATION, 1)
      ccurl_set_long(handle, CURLOPT_MAXREDIRS, configuration.maximumRedirects)
      // Nobody leads us from an encrypted connection to an open one.
      let isEncrypted = request.url.lowercased().hasPrefix("https:")
      ccurl_set_string(handle, CURLOPT_REDIR_PROTOCOLS_STR, isEncrypted ? "https" : "http,https")
      ccurl_set_long(handle, CURLOPT_NETRC, Int(CURL_NETRC_OPTIONAL.rawValue))
    }
    if let file = configuration.certificateFile { ccurl_set_string(handle, CURLOPT_CAINFO, file) }
    ccurl_set_long(handle, CURLOPT_TIMEOUT_MS, max(1, Int(seconds * 1000)))
    ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, max(1, Int(configuration.connectSeconds * 1000)))
    ccurl_set_long(handle, CURLOPT_LOW_SPEED_LIMIT, configuration.lowSpeedBytesPerSecond)
    ccurl_set_long(handle, CURLOPT_LOW_SPEED_TIME, max(1, Int(configuration.lowSpeedSeconds)))
  }

  private func setCallbacks(_ handle: UnsafeMutableRawPointer, _ context: UnsafeMutableRawPointer) {
    ccurl_set_pointer(handle, CURLOPT_WRITEDATA, context)
    ccurl_set_data_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      guard let context else { return 0 }
      return Unmanaged<Context>.fromOpaque(context).takeUnretainedValue()
        .take(UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
    ccurl_set_pointer(handle, CURLOPT_HEADERDATA, context)
    ccurl_set_data_callback(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      guard let context else { return 0 }
      Unmanaged<Context>.fromOpaque(context).takeUnretainedValue()
        .take(headerLine: UnsafeRawBufferPointer(start: bytes, count: size * count))
      return size * count
    }
    ccurl_set_long(handle, CURLOPT_NOPROGRESS, 0)
    ccurl_set_pointer(handle, CURLOPT_XFERINFODATA, context)
    ccurl_set_progress_callback(handle) { context, _, _, _, _ in
      guard let context else { return 0 }
      return Unmanaged<Context>.fromOpaque(context).takeUnretainedValue().cancel.isSet ? 1 : 0
    }
  }
}
