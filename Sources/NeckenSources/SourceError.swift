public import NeckenCore

/// Why a recording could not be brought from where it is kept. Addresses in messages carry no query,
/// for that is where signatures and tokens are.
public enum SourceError: NeckenError, Equatable {
  /// Not an address that a source here understands.
  case invalidAddress(String, reason: String)
  /// The server has no such thing (404, 410).
  case notFound(address: String)
  /// The server does not let us (401, 403, 407).
  case refused(address: String, status: Int, detail: String?)
  /// Any other answer that is no recording; for 5xx, also after trying again.
  case status(address: String, code: Int, detail: String?)
  /// The server asks to come back later than we are willing to wait.
  case askedToWait(address: String, seconds: Double)
  /// The answer is a document or picture by its own word.
  case wrongContentType(address: String, contentType: String)
  case tooLarge(address: String, limitBytes: Int)
  case timedOut(address: String, seconds: Double)
  /// Hardly anything came, again and again.
  case tooSlow(address: String, bytesPerSecond: Int)
  case tooManyRedirects(address: String, limit: Int)
  /// No connection, or it broke again and again.
  case connection(address: String, reason: String)
  /// The answer ended before the length that was promised, again and again.
  case incomplete(address: String, expectedBytes: Int, receivedBytes: Int)
  case empty(address: String)
  /// A listing that cannot be read.
  case badListing(address: String, reason: String)
  /// Half of a pair of credentials, or a malformed setting.
  case credentials(reason: String)
  /// The temporary folder or the cache cannot be written.
  case cannotWrite(path: String, reason: String)

  public var cause: String {
    switch self {
    case .invalidAddress(let address, let reason): "\(address): this is no usable address (\(reason))"
    case .notFound(let address): "\(address): the server has no such recording"
    case .refused(let address, let status, let detail):
      "\(address): the server refuses access (\(Self.words(status, detail)))"
    case .status(let address, let code, let detail):
      "\(address): the server answers with an error (\(Self.words(code, detail)))"
    case .askedToWait(let address, let seconds):
      "\(address): the server asks to come back in \(Int(seconds.rounded(.up))) s"
    case .wrongContentType(let address, let type): "\(address): the server sends \(type), not a recording"
    case .tooLarge(let address, let limit): "\(address): larger than the limit of \(limit) bytes"
    case .timedOut(let address, let seconds): "\(address): not brought within \(Int(seconds)) s"
    case .tooSlow(let address, let speed): "\(address): slower than \(speed) bytes/s, again and again"
    case .tooManyRedirects(let address, let limit): "\(address): sent on more than \(limit) times"
    case .connection(let address, let reason): "\(address): no connection (\(reason))"
    case .incomplete(let address, let expected, let received):
      "\(address): the server promised \(expected) bytes and sent \(received)"
    case .empty(let address): "\(address): the recording is empty"
    case .badListing(let address, let reason): "\(address): the listing cannot be read (\(reason))"
    case .credentials(let reason): reason
    case .cannotWrite(let path, let reason): "\(path): cannot be written (\(reason))"
    }
  }

  public var remedy: String? {
    switch self {
    case .invalidAddress: "http://, https:// and s3://BUCKET/KEY are understood"
    case .notFound: "check the address"
    case .refused(let address, _, _):
      address.hasPrefix("s3:")
        ? "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_PROFILE, AWS_REGION and the bucket's rights"
        : "check your rights; names and passwords are read from ~/.netrc"
    case .status(_, let code, _): code >= 500 ? "try again later" : nil
    case .askedToWait: "try again later, with fewer --jobs"
    case .wrongContentType: "give the address of the recording itself, not of a page about it"
    case .tooLarge: "raise --max-download, or bring the file here yourself"
    case .timedOut: "raise --download-time, or bring the file here yourself"
    case .tooSlow, .connection, .incomplete: "check the network and try again; what was analysed is kept"
    case .tooManyRedirects: "give the address it leads to in the end"
    case .empty: nil
    case .badListing: "check that the address is an S3-compatible service"
    case .credentials:
      """
      set both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (aws configure export-credentials --format env prints \
      those of a profile), or neither for public buckets
      """
    case .cannotWrite: "check the space and permissions, or set TMPDIR to another folder"
    }
  }

  private static func words(_ status: Int, _ detail: String?) -> String {
    detail.map { "\(status), \($0)" } ?? "\(status)"
  }
}
