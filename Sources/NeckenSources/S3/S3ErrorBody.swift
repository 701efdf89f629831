import Foundation

/// The `<Code>` in the XML that S3 answers errors with.
enum S3ErrorBody {
  /// `nil` when the body is something else.
  static func code(_ body: Data) -> String? {
    let text = String(decoding: body, as: UTF8.self)
    return text.firstMatch(of: /<Code>([A-Za-z0-9.]{1,64})<\/Code>/).map { String($0.1) }
  }
}
