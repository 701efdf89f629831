import Foundation

/// Which object storage, and as whom.
public struct S3Configuration: Sendable {
  /// Where the bucket's name goes in the address.
  public enum Addressing: Sendable {
    /// `https://host/bucket/key`: what most servers other than Amazon's expect.
    case path
    /// `https://bucket.host/key`: what Amazon expects.
    case virtualHost
  }

  /// Of the service, such as `https://minio.example:9000`; `nil` for Amazon's in ``region``.
  public var endpoint: String?
  public var region = "us-east-1"
  /// `nil` for ``Addressing/path`` with an endpoint of one's own or a bucket with dots in its name (which
  /// no certificate fits), else ``Addressing/virtualHost``.
  public var addressing: Addressing?
  /// `nil` for public buckets; requests are not signed then.
  public var credentials: S3Credentials?
  /// Most objects taken from one listing; an endless one ends here with an error.
  public var maximumObjects = 1_000_000
  public var http = HTTPConfiguration()

  public init() {}

  /// As other programs for S3 are told: by `AWS_ENDPOINT_URL_S3` or `AWS_ENDPOINT_URL`, `AWS_REGION` or
  /// `AWS_DEFAULT_REGION` and the variables of ``S3Credentials``; what they leave out by the profile that
  /// `AWS_PROFILE` names, else the default one, in `~/.aws/credentials` and `~/.aws/config` (below `HOME`; without
  /// `HOME` no file is looked for).
  /// - Throws: `SourceError.credentials`.
  public static func from(environment: [String: String]) throws(SourceError) -> S3Configuration {
    func value(_ names: String...) -> String? {
      names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }
    var configuration = S3Configuration()
    let given = try S3Credentials.from(environment: environment)
    let profile = try AWSProfile.read(environment: environment, needsKeys: given == nil)
    configuration.credentials = given ?? profile?.credentials
    configuration.endpoint = value("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL") ?? profile?.endpoint
    configuration.region = value("AWS_REGION", "AWS_DEFAULT_REGION") ?? profile?.region ?? configuration.region
    configuration.addressing = profile?.addressing
    return configuration
  }

  /// Scheme and host, path and query of a request.
  package func request(
    _ location: S3Location, key: String?, query: [(name: String, value: String)] = []
  ) throws(SourceError) -> HTTPRequest {
    let service = endpoint ?? "https://s3.\(region).amazonaws.com"
    guard let url = URL(string: service), let scheme = url.scheme, ["http", "https"].contains(scheme),
      let host = url.host()
    else { throw .invalidAddress(service, reason: "an S3 endpoint begins with http:// or https://") }
    let authority = host + (url.port.map { ":\($0)" } ?? "")
    let path = key.map { S3Signature.encoded($0, keepingSlashes: true) } ?? ""
    let text = S3Signature.canonicalQuery(query)
    let suffix = text.isEmpty ? "" : "?" + text
    let isPath = (addressing ?? (endpoint != nil || location.bucket.contains(".") ? .path : .virtualHost)) == .path
    let base = isPath ? "\(authority)/\(location.bucket)" : "\(location.bucket).\(authority)"
    return HTTPRequest(url: "\(scheme)://\(base)/\(path)\(suffix)", followsRedirects: false)
  }
}
