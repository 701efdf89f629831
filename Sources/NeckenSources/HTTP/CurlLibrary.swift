import CCurl
import Foundation
import NeckenCore

/// libcurl, opened and set up once for the process, when it is first needed.
enum CurlLibrary {
  /// Why it cannot be used; `nil` when it can.
  static let problem: String? = {
    if let missing = necken_curl_load() { return "libcurl cannot be opened (\(String(cString: missing)))" }
    return curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK ? nil : "libcurl cannot be set up"
  }()
  static let userAgent = "neckenml/\(NeckenVersion.current)"

  /// Seconds since 1970 of a date as HTTP writes it; `nil` when it is none.
  static func date(_ text: String) -> Date? {
    guard problem == nil else { return nil }
    let seconds = curl_getdate(text, nil)
    return seconds < 0 ? nil : Date(timeIntervalSince1970: Double(seconds))
  }
}
