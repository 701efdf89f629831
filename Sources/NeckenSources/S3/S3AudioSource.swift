public import Foundation
import NeckenAudio

/// Recordings in object storage that speaks Amazon's S3 protocol: a track is its `s3://bucket/key`.
///
/// Requests are signed (``S3Credentials``), objects streamed into temporary files, resumed and tried again
/// as by ``HTTPAudioSource``.
public struct S3AudioSource: ValidatingAudioSource {
  /// Largest page of a listing, in bytes: a thousand keys of a thousand bytes, and their dressing.
  private static let maximumPageBytes = 8 << 20
  public let configuration: S3Configuration
  private let scratch: ScratchFolder
  private let now: @Sendable () -> Date

  /// - Parameters:
  ///   - scratch: where recordings are put.
  ///   - now: the clock that requests are signed by.
  public init(
    configuration: S3Configuration, scratch: ScratchFolder, now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.configuration = configuration
    self.scratch = scratch
    self.now = now
  }

  /// - Throws: `SourceError`; `CancellationError` within about a second of the task's being cancelled.
  public func fetch(_ trackID: String) async throws -> URL {
    let location = try objectLocation(trackID)
    let request = try configuration.request(location, key: location.key)
    let suffix = location.key.split(separator: "/").last.map { URL(filePath: String($0)).pathExtension } ?? ""
    return try await scratch.withNewFile(extension: suffix) { file in
      try await client.download(request, to: file, address: location.address)
    }
  }

  public func cleanUp(_ file: URL) async { scratch.remove(file) }

  /// The object's entity tag.
  public func validator(of trackID: String) async throws -> String? {
    let location = try objectLocation(trackID)
    let request = try configuration.request(location, key: location.key)
    return try await client.head(request, address: location.address).validator
  }

  /// All objects whose key begins with the location's, in the storage's order, which is that of the keys'
  /// bytes. Read page by page; memory grows with the number of objects.
  /// - Throws: `SourceError`; `CancellationError`.
  public func list(_ location: S3Location) async throws -> [S3Object] {
    var objects: [S3Object] = []
    var continuation: String?
    repeat {
      var query = [("list-type", "2"), ("prefix", location.key)]
      if let continuation { query.append(("continuation-token", continuation)) }
      let request = try configuration.request(location, key: nil, query: query.map { (name: $0.0, value: $0.1) })
      let xml = try await client.get(request, maximumBytes: Self.maximumPageBytes, address: location.address)
      let page: S3Listing
      do {
        page = try S3Listing(xml: xml)
      } catch let error as S3Listing.Malformed {
        throw SourceError.badListing(address: location.address, reason: error.reason)
      }
      objects += page.objects
      guard page.continuation == nil || page.continuation != continuation,
        objects.count <= configuration.maximumObjects
      else { throw SourceError.badListing(address: location.address, reason: "it has no end") }
      continuation = page.continuation
    } while continuation != nil
    return objects
  }

  private var client: HTTPClient {
    var client = HTTPClient(configuration: configuration.http)
    if let credentials = configuration.credentials {
      let signature = S3Signature(credentials: credentials, region: configuration.region)
      client.authorize = { [now] request in try signature.sign(request, at: now()) }
    }
    return client
  }

  private func objectLocation(_ trackID: String) throws(SourceError) -> S3Location {
    let location = try S3Location(trackID)
    guard !location.isPrefix else {
      throw .invalidAddress(trackID, reason: "it names no object")
    }
    return location
  }
}
