/// The settings that Amazon's tools keep in `~/.aws` under one name.
///
/// Keys that are written there are used; those that have to be fetched first (single sign-on, roles, other
/// programs) are not, and a profile that has nothing else says so.
struct AWSProfile: Sendable {
  let credentials: S3Credentials?
  let region: String?
  let endpoint: String?
  let addressing: S3Configuration.Addressing?

  /// The profile that `AWS_PROFILE` names, else "default", from `AWS_SHARED_CREDENTIALS_FILE` and
  /// `AWS_CONFIG_FILE`, else from `~/.aws`.
  /// - Parameter needsKeys: whether keys that cannot be had are an error; not when they are given otherwise.
  /// - Returns: `nil` where there are no such files, or neither has a default profile.
  /// - Throws: `SourceError.credentials` for a profile that is named and not there, for half of a pair of
  ///   keys, and for keys that would have to be fetched.
  static func read(environment: [String: String], needsKeys: Bool) throws(SourceError) -> AWSProfile? {
    func set(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    func path(_ variable: String, _ usual: String) -> String? {
      guard let home = set("HOME") else { return set(variable) }
      let path = set(variable) ?? "~/.aws/\(usual)"
      return path.hasPrefix("~/") ? home + path.dropFirst() : path
    }
    let paths = [path("AWS_SHARED_CREDENTIALS_FILE", "credentials"), path("AWS_CONFIG_FILE", "config")]
    let name = set("AWS_PROFILE") ?? "default"
    var found: [[String: String]] = []
    for (path, title) in zip(paths, [name, name == "default" ? name : "profile \(name)"]) {
      guard let path, let file = try AWSFile.read(path), var section = file.sections[title] else { continue }
      // Endpoints of single services stand in a section of their own, which profiles refer to.
      let services = section["services"].flatMap { file.sections["services \($0)"] }
      section["s3.endpoint_url"] = services?["s3.endpoint_url"]
      found.append(section)
    }
    if found.isEmpty {
      guard set("AWS_PROFILE") != nil else { return nil }
      let places = paths.compactMap(\.self).joined(separator: " nor ")
      throw .credentials(reason: "AWS_PROFILE names \(name), which is neither in \(places)")
    }
    return try AWSProfile(name: name, sections: found, needsKeys: needsKeys)
  }

  /// - Parameter sections: the first that has a value counts.
  private init(name: String, sections: [[String: String]], needsKeys: Bool) throws(SourceError) {
    func value(_ name: String) -> String? { sections.lazy.compactMap { $0[name] }.first { !$0.isEmpty } }
    region = value("region")
    endpoint = value("s3.endpoint_url") ?? value("endpoint_url")
    addressing =
      switch value("s3.addressing_style") {
      case "path": .path
      case "virtual": .virtualHost
      default: nil
      }
    credentials = needsKeys ? try Self.credentials(of: name, sections) : nil
  }

  private static func credentials(
    of name: String, _ sections: [[String: String]]
  ) throws(SourceError) -> S3Credentials? {
    // Both keys from one file: halves of two pairs make none.
    let pairs = sections.first { $0["aws_access_key_id"] != nil || $0["aws_secret_access_key"] != nil }
    guard let pairs else {
      if let way = waysToFetch.first(where: { way in sections.contains { $0[way] != nil } }) {
        throw .credentials(reason: "the AWS profile \(name) gets its keys by \(way), which is not understood here")
      }
      return nil
    }
    guard let id = pairs["aws_access_key_id"], let secret = pairs["aws_secret_access_key"], !id.isEmpty, !secret.isEmpty
    else { throw .credentials(reason: "the AWS profile \(name) has one of its two keys and not the other") }
    let token = pairs["aws_session_token"].flatMap { $0.isEmpty ? nil : $0 }
    return S3Credentials(accessKeyID: id, secretAccessKey: secret, sessionToken: token)
  }

  private static let waysToFetch = [
    "sso_session", "sso_start_url", "role_arn", "credential_process", "web_identity_token_file", "source_profile",
    "login_session",
  ]
}
