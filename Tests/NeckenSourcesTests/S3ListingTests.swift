import Foundation
import NeckenSources
import Testing

@Suite struct S3ListingTests {
  @Test func aPageIsRead() throws {
    let xml = """
      <?xml version="1.0" encoding="UTF-8"?>
      <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><Prefix>a/</Prefix>
      <IsTruncated>true</IsTruncated><NextContinuationToken>to/ken==</NextContinuationToken>
      <Contents><Key>a/Gånglåt &amp; &lt;b&gt;.wav</Key><Size>12</Size><Owner><ID>Key</ID></Owner></Contents>
      <Contents><Key>a/</Key><Size>0</Size></Contents><CommonPrefixes><Prefix>x</Prefix></CommonPrefixes>
      </ListBucketResult>
      """
    let listing = try S3Listing(xml: Data(xml.utf8))
    #expect(listing.objects == [.init(key: "a/Gånglåt & <b>.wav", byteCount: 12), .init(key: "a/", byteCount: 0)])
    #expect(listing.continuation == "to/ken==")
  }

  @Test(arguments: [
    "", "no xml", "<html><body>Welcome</body></html>", "<ListBucketResult><Contents><Key>a</Key>",
    "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>",
  ])
  func whatIsNoListingIsRefused(xml: String) {
    #expect(throws: S3Listing.Malformed.self) { try S3Listing(xml: Data(xml.utf8)) }
  }
}
