import NeckenCore

extension StoreSummary {
  /// The most frequent first, then by name in byte order.
  static func inOrder(_ counts: [StyleCount]) -> [StyleCount] {
    counts.sorted { left, right in
      if left.count != right.count { return left.count > right.count }
      return left.style.rawValue.utf8.lexicographicallyPrecedes(right.style.rawValue.utf8)
    }
  }
}
