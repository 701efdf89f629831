import Foundation

extension StoreError {
  static func pathTaken(_ path: String?, by owner: TrackID) -> StoreError {
    .invalidRow(detail: "the path \(path ?? "") belongs to track \(owner)")
  }

  /// Whether other tracks of the same call may still be written.
  var concernsOneTrack: Bool {
    switch self {
    case .trackNotFound, .styleLocked: true
    default: false
    }
  }
}

extension Date {
  /// Databases keep milliseconds, clocks more.
  func isSameTime(_ other: Date?) -> Bool {
    guard let other else { return false }
    return abs(timeIntervalSince(other)) < 0.001
  }
}
