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

extension Date? {
  /// Databases keep milliseconds, clocks more. Two absent times are the same.
  func isSameTime(_ other: Date?) -> Bool {
    guard let self, let other else { return self == nil && other == nil }
    return abs(self.timeIntervalSince(other)) < 0.001
  }
}
