/// Who asks, as the usual environment variables say it.
public struct S3Credentials: Sendable, Equatable {
  public var accessKeyID: String
  public var secretAccessKey: String
  /// Given with temporary credentials alone.
  public var sessionToken: String?

  public init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.sessionToken = sessionToken
  }

  /// From `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`; `nil` when neither key is set.
  /// - Throws: `SourceError.credentials` when one of the two is missing.
  public static func from(environment: [String: String]) throws(SourceError) -> S3Credentials? {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    switch (value("AWS_ACCESS_KEY_ID"), value("AWS_SECRET_ACCESS_KEY")) {
    case (nil, nil): return nil
    case (let id?, let secret?):
      return S3Credentials(accessKeyID: id, secretAccessKey: secret, sessionToken: value("AWS_SESSION_TOKEN"))
    case (_?, nil): throw .credentials(reason: "AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not")
    case (nil, _?): throw .credentials(reason: "AWS_SECRET_ACCESS_KEY is set and AWS_ACCESS_KEY_ID is not")
    }
  }
}
