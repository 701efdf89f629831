import Foundation

/// What is asked of a server.
package struct HTTPRequest: Sendable {
  package enum Method: String, Sendable { case get = "GET", head = "HEAD" }

  package var method = Method.get
  package var url: String
  package var headers: [(name: String, value: String)] = []
  /// Whether an answer that points elsewhere is followed. Signed requests are not: a signature holds
  /// for one host.
  var followsRedirects = true
}

/// What a server says before the body.
struct HTTPHead: Sendable {
  var status = 0
  /// Names in lower case; of repeated headers the last.
  var headers: [String: String] = [:]

  /// Type without parameters, in lower case.
  var contentType: String? {
    headers["content-type"]?.split(separator: ";").first.map {
      $0.trimmingCharacters(in: .whitespaces).lowercased()
    }
  }

  var contentLength: Int? { headers["content-length"].flatMap { Int($0) } }

  /// What identifies these very bytes: a strong entity tag, else the time of the last change.
  var validator: String? {
    if let tag = headers["etag"], !tag.hasPrefix("W/") { return tag }
    return headers["last-modified"]
  }

  /// First byte and total length of a partial answer: `bytes 100-199/200`; the total may be `*`.
  var contentRange: (first: Int?, total: Int?) {
    guard let range = headers["content-range"],
      let match = range.wholeMatch(of: /bytes\s+(?:(\d+)-\d+|\*)\/(?:(\d+)|\*)/)
    else { return (nil, nil) }
    return (match.1.flatMap { Int($0) }, match.2.flatMap { Int($0) })
  }
}

/// An answer that is not what was asked for, or none.
enum HTTPFailure: Error {
  /// - Parameter body: the beginning of what came along.
  case status(Int, head: HTTPHead, body: Data)
  case transfer(CurlFailure)
  /// The connection ended early although nothing said so.
  case truncated(expected: Int, received: Int)
}
