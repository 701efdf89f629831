import Foundation
import NeckenSources
import Testing

/// Settings as Amazon's own tools keep them.
@Suite struct AWSProfileTests {
  private static let credentials = """
    # made by aws configure
    [default]
    aws_access_key_id = AKIADEFAULT
    aws_secret_access_key=de/fault+key=

    [archive]\r
    aws_access_key_id = AKIAARCHIVE   ; old\r
    aws_secret_access_key = archive#key\r
    aws_session_token = token\r
    [half]
    aws_access_key_id = AKIAHALF
    """
  private static let config = """
    [default]
    region = eu-west-1
    s3 =
        addressing_style = path
        max_concurrent_requests = 20
    output = json
    this line says nothing
    [ profile  archive ]
    region = eu-north-1
    endpoint_url = https://everything.example
    services = storage
    [services storage]
    s3 =
      endpoint_url = https://storage.example:9000
    dynamodb =
      endpoint_url = http://127.0.0.1:8000
    [profile office]
    sso_session = office
    region = eu-south-1
    [archive]
    region = wrong
    """

  /// What is read with these files in a home folder.
  private func read(
    _ environment: [String: String] = [:], credentials: String? = credentials, config: String? = config
  ) throws -> S3Configuration {
    let home = FileManager.default.temporaryDirectory.appending(path: "aws-\(UUID())")
    try FileManager.default.createDirectory(at: home.appending(path: ".aws"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    try credentials?.write(to: home.appending(path: ".aws/credentials"), atomically: true, encoding: .utf8)
    try config?.write(to: home.appending(path: ".aws/config"), atomically: true, encoding: .utf8)
    return try .from(environment: environment.merging(["HOME": home.path]) { first, _ in first })
  }

  @Test func theDefaultProfileCountsUnlessAnotherIsNamed() throws {
    let usual = try read()
    #expect(usual.credentials == S3Credentials(accessKeyID: "AKIADEFAULT", secretAccessKey: "de/fault+key="))
    #expect(usual.region == "eu-west-1" && usual.endpoint == nil && usual.addressing == .path)
    let archive = try read(["AWS_PROFILE": "archive"])
    #expect(
      archive.credentials
        == S3Credentials(accessKeyID: "AKIAARCHIVE", secretAccessKey: "archive#key", sessionToken: "token"))
    #expect(archive.region == "eu-north-1" && archive.endpoint == "https://storage.example:9000")
    #expect(archive.addressing == nil)
  }

  @Test func variablesGoBeforeFiles() throws {
    let configuration = try read([
      "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION": "us-west-2",
      "AWS_ENDPOINT_URL": "http://c", "AWS_PROFILE": "archive",
    ])
    #expect(configuration.credentials == S3Credentials(accessKeyID: "a", secretAccessKey: "b"))
    #expect(configuration.region == "us-west-2" && configuration.endpoint == "http://c")
    #expect(try read(["AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_PROFILE": "office"]).region == "eu-south-1")
  }

  @Test func withoutFilesRequestsAreNotSigned() throws {
    #expect(try read(credentials: nil, config: nil).credentials == nil)
    #expect(try read(credentials: nil).credentials == nil)
    #expect(try S3Configuration.from(environment: [:]).credentials == nil)
  }

  @Test func filesMayBeElsewhere() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "aws-\(UUID())")
    defer { try? FileManager.default.removeItem(at: file) }
    try "[default]\naws_access_key_id=x\naws_secret_access_key=y\n".write(to: file, atomically: true, encoding: .utf8)
    let variables = ["AWS_SHARED_CREDENTIALS_FILE": file.path, "AWS_CONFIG_FILE": "~/nothing"]
    #expect(try read(variables).credentials == S3Credentials(accessKeyID: "x", secretAccessKey: "y"))
    #expect(try read(variables).region == "us-east-1")
  }

  @Test(arguments: [
    ("half", "has one of its two keys"), ("office", "by sso_session"), ("nobody", "AWS_PROFILE names nobody"),
  ])
  func whatCannotBeUsedIsNamed(profile: String, reason: String) {
    let error = #expect(throws: SourceError.self) { try read(["AWS_PROFILE": profile]) }
    #expect(error?.cause.contains(reason) == true, "\(String(describing: error))")
    #expect(error?.remedy?.contains("AWS_ACCESS_KEY_ID") == true)
  }

  @Test func aFileThatIsNoTextIsNamed() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "aws-\(UUID())")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data([0xFF, 0xFE, 0xFF]).write(to: file)
    let error = #expect(throws: SourceError.self) {
      try S3Configuration.from(environment: ["AWS_SHARED_CREDENTIALS_FILE": file.path])
    }
    #expect(error?.cause.contains(file.path) == true)
  }
}
