package import Foundation
#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An object in a bucket.
public struct S3Object: Sendable, Hashable {
  public var key: String
  public var byteCount: Int

  public init(key: String, byteCount: Int) {
    self.key = key
    self.byteCount = byteCount
  }
}

/// One page of `ListObjectsV2`.
package struct S3Listing: Equatable {
  package var objects: [S3Object] = []
  /// Where the next page begins; `nil` on the last.
  package var continuation: String?

  /// - Throws: `Malformed` with the reason.
  package init(xml: Data) throws {
    let reader = Reader()
    let parser = XMLParser(data: xml)
    parser.delegate = reader
    // No entity of a document leads anywhere.
    parser.shouldResolveExternalEntities = false
    guard parser.parse(), reader.isWhole, reader.isListing else {
      throw Malformed(reason: reader.isListing ? "it is not whole XML" : "it is not a listing of a bucket")
    }
    objects = reader.objects
    continuation = reader.isTruncated ? reader.continuation : nil
    if reader.isTruncated, continuation == nil { throw Malformed(reason: "it goes on nowhere") }
  }

  package struct Malformed: Error, Equatable { package var reason: String }

  private final class Reader: NSObject, XMLParserDelegate {
    var objects: [S3Object] = []
    var continuation: String?
    var isTruncated = false
    var isListing = false
    private var path: [String] = []
    var isWhole: Bool { path.isEmpty }
    private var text = ""
    private var key = ""
    private var byteCount = 0

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      if path.isEmpty { isListing = name == "ListBucketResult" }
      path.append(name)
      text = ""
      if name == "Contents" { (key, byteCount) = ("", 0) }
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) { text += characters }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
      switch path.dropFirst().joined(separator: "/") {
      case "Contents/Key": key = text
      case "Contents/Size": byteCount = Int(text) ?? 0
      case "Contents": objects.append(S3Object(key: key, byteCount: byteCount))
      case "IsTruncated": isTruncated = text == "true"
      case "NextContinuationToken": continuation = text
      default: break
      }
      path.removeLast()
      text = ""
    }
  }
}
