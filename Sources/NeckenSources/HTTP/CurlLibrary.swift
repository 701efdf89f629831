import CCurl
import Foundation
import NeckenCore

/// libcurl, set up once for the process.
enum CurlLibrary {
  static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
  static let userAgent = "neckenml/\(NeckenVersion.current)"

  /// Seconds since 1970 of a date as HTTP writes it; `nil` when it is none.
  static func date(_ text: String) -> Date? {
    let seconds = curl_getdate(text, nil)
    return seconds < 0 ? nil : Date(timeIntervalSince1970: Double(seconds))
  }
}
