package import Foundation
import NeckenDigest

/// AWS Signature Version 4 in the `Authorization` header, as Amazon's "Authenticating Requests" describes it.
///
/// libcurl 7.88 has its own, which neither sorts nor escapes queries, so that listings fail with it.
package struct S3Signature {
  private static let algorithm = "AWS4-HMAC-SHA256"
  private static let service = "s3"
  /// SHA-256 of nothing: no request of ours has a body.
  private static let emptyHash = SHA256.hexadecimalDigest(of: Data())

  private let credentials: S3Credentials
  private let region: String

  package init(credentials: S3Credentials, region: String) {
    self.credentials = credentials
    self.region = region
  }

  /// The request with the headers that prove who asks. It holds for a quarter of an hour.
  package func sign(_ request: HTTPRequest, at date: Date) throws(SourceError) -> HTTPRequest {
    guard let url = URLComponents(string: request.url), let host = url.host else {
      throw .invalidAddress(request.url, reason: "it cannot be signed")
    }
    let time = date.formatted(Self.timestamp)
    let day = String(time.prefix(8))
    let scope = "\(day)/\(region)/\(Self.service)/aws4_request"
    var request = request
    request.headers += [("x-amz-content-sha256", Self.emptyHash), ("x-amz-date", time)]
    if let token = credentials.sessionToken { request.headers.append(("x-amz-security-token", token)) }

    let isUsualPort = url.port == nil || url.port == (url.scheme == "https" ? 443 : 80)
    let hostHeader = host + (isUsualPort ? "" : url.port.map { ":\($0)" } ?? "")
    let headers = ([("host", hostHeader)] + request.headers).map { (name: $0.0.lowercased(), value: $0.1) }
      .sorted { $0.name < $1.name }
    let signed = headers.map(\.name).joined(separator: ";")
    let canonical = [
      request.method.rawValue, url.percentEncodedPath.isEmpty ? "/" : url.percentEncodedPath,
      url.percentEncodedQuery ?? "", headers.map { "\($0.name):\($0.value)\n" }.joined(), signed, Self.emptyHash,
    ].joined(separator: "\n")
    let toSign = [Self.algorithm, time, scope, SHA256.hexadecimalDigest(of: Data(canonical.utf8))]
      .joined(separator: "\n")
    let key = [region, Self.service, "aws4_request"].reduce(
      HMAC.sha256(of: day, key: Array("AWS4\(credentials.secretAccessKey)".utf8))
    ) { HMAC.sha256(of: $1, key: $0) }
    let signature = SHA256.hexadecimal(HMAC.sha256(of: toSign, key: key))
    request.headers.append(
      (
        "Authorization",
        "\(Self.algorithm) Credential=\(credentials.accessKeyID)/\(scope),SignedHeaders=\(signed),Signature=\(signature)"
      ))
    return request
  }

  private static let timestamp = Date.ISO8601FormatStyle(
    dateSeparator: .omitted, dateTimeSeparator: .standard, timeSeparator: .omitted)

  /// A query in the order and form it is signed in.
  package static func canonicalQuery(_ query: [(name: String, value: String)]) -> String {
    query.map { (encoded($0.name), encoded($0.value)) }.sorted { $0 < $1 }
      .map { "\($0.0)=\($0.1)" }.joined(separator: "&")
  }

  /// Everything but the unreserved characters of RFC 3986 as `%XX`.
  package static func encoded(_ text: String, keepingSlashes: Bool = false) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: "/") where keepingSlashes: result += "/"
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return result
  }
}
