/// Where a recording is, by how its name begins: in a file here, on a web server, or in object storage.
public enum AudioAddress: Sendable, Hashable {
  case file
  case web
  case object

  /// Schemes are taken in any letter case.
  public init(_ text: String) {
    let scheme = text.prefix(8).lowercased()
    self =
      scheme.hasPrefix("http://") || scheme.hasPrefix("https://")
      ? .web : scheme.hasPrefix(S3Location.scheme) ? .object : .file
  }

  public var isRemote: Bool { self != .file }
}
