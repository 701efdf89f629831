import Foundation
import NeckenSources
import Testing

/// The examples of Amazon's "Signature Calculations for the Authorization Header" (S3 API reference).
@Suite struct S3SignatureTests {
  private static let date = Date(timeIntervalSince1970: 1_369_353_600)  // 2013-05-24T00:00:00Z
  private static let credentials = S3Credentials(
    accessKeyID: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")

  @Test(arguments: [
    ("test.txt", [], [("Range", "bytes=0-9")], "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
    (nil, [("lifecycle", "")], [], "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
    (
      nil, [("max-keys", "2"), ("prefix", "J")], [],
      "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
    ),
  ])
  func amazonsExamples(
    key: String?, query: [(String, String)], headers: [(String, String)], signature: String
  ) throws {
    var configuration = S3Configuration()
    configuration.endpoint = "https://s3.amazonaws.com"
    configuration.addressing = .virtualHost
    var request = try configuration.request(
      S3Location("s3://examplebucket/"), key: key, query: query.map { (name: $0.0, value: $0.1) })
    request.headers = headers.map { (name: $0.0, value: $0.1) }
    let signed = try S3Signature(credentials: Self.credentials, region: "us-east-1").sign(request, at: Self.date)
    let authorization = signed.headers.first { $0.name == "Authorization" }?.value
    #expect(authorization?.hasSuffix("Signature=\(signature)") == true, "\(authorization ?? "none")")
  }

  @Test func keysAreEscapedByTheirBytes() {
    #expect(S3Signature.encoded("a b/Å+=~.wav", keepingSlashes: true) == "a%20b/%C3%85%2B%3D~.wav")
    #expect(S3Signature.encoded("a/b") == "a%2Fb")
    #expect(S3Signature.canonicalQuery([("prefix", "x y"), ("list-type", "2")]) == "list-type=2&prefix=x%20y")
  }

  @Test func addressesFitTheService() throws {
    var configuration = S3Configuration()
    func url(_ address: String) throws -> String {
      let location = try S3Location(address)
      return try configuration.request(location, key: location.key).url
    }
    #expect(try url("s3://music/a b.wav") == "https://music.s3.us-east-1.amazonaws.com/a%20b.wav")
    #expect(try url("s3://my.music/a.wav") == "https://s3.us-east-1.amazonaws.com/my.music/a.wav")
    configuration.endpoint = "http://127.0.0.1:9000/"
    #expect(try url("s3://music/x/a?b#c.wav") == "http://127.0.0.1:9000/music/x/a%3Fb%23c.wav")
    configuration.addressing = .virtualHost
    #expect(try url("s3://music/a.wav") == "http://music.127.0.0.1:9000/a.wav")
    configuration.endpoint = "minio:9000"
    #expect(throws: SourceError.self) { try url("s3://music/a.wav") }
  }

  @Test(arguments: ["s3://", "s3://a/b", "s3://ev@l/b", "s3:///key", "s3://bucket?x/b", "http://bucket/key"])
  func whatIsNoBucketIsRefused(address: String) {
    #expect(throws: SourceError.self) { try S3Location(address) }
  }

  @Test func credentialsComeInPairs() throws {
    #expect(try S3Credentials.from(environment: [:]) == nil)
    #expect(try S3Credentials.from(environment: ["AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"])
      == S3Credentials(accessKeyID: "a", secretAccessKey: "b"))
    #expect(throws: SourceError.self) { try S3Credentials.from(environment: ["AWS_ACCESS_KEY_ID": "a"]) }
    #expect(throws: SourceError.self) { try S3Credentials.from(environment: ["AWS_SECRET_ACCESS_KEY": "a"]) }
    let configuration = try S3Configuration.from(
      environment: ["AWS_ENDPOINT_URL": "http://a", "AWS_ENDPOINT_URL_S3": "http://b", "AWS_DEFAULT_REGION": "eu-north-1"])
    #expect(configuration.endpoint == "http://b")
    #expect(configuration.region == "eu-north-1")
  }
}
