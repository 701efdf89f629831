/// The patterns of a meter at one length of bar: at which frames after the downbeat their inner beats lie.
///
/// Patterns that differ in their last beat alone are worked on together: the best of prior + evidence at the last
/// beat is found first, then the evidence of the beats that they share is added once.
struct PlacedPatterns {
  /// Values of consecutive frames.
  private typealias Lanes = SIMD16<Float>

  private struct Group {
    /// Places in `shared` and `members`.
    var shared: Range<Int>
    var members: Range<Int>
  }

  private var groups: [Group] = []
  private var shared: [Int] = []
  private var members: [(last: Int, prior: Float)] = []

  /// Frames that are read and written beyond the last one asked for, at most.
  static let spareFrames = Lanes.scalarCount

  init(_ patterns: [SharePattern], priors: [Float], barLength: Int) {
    var before: [Int]?
    for (pattern, prior) in zip(patterns, priors) {
      var offsets = pattern.positions.map { Int(($0 * Double(barLength)).rounded()) }
      guard let last = offsets.popLast() else { continue }
      if offsets != before {
        let start = shared.count
        shared += offsets
        groups.append(Group(shared: start..<shared.count, members: members.count..<members.count))
        before = offsets
      }
      members.append((last, prior))
      groups[groups.count - 1].members = groups[groups.count - 1].members.lowerBound..<members.count
    }
  }

  /// For each of `count` frames where a bar may begin, the best pattern's prior and evidence.
  ///
  /// - Parameter evidence: of the first of these frames; read up to ``spareFrames`` beyond the last bar's end.
  func best(of evidence: UnsafePointer<Float>, count: Int, into result: inout [Float]) {
    precondition(result.count >= count + Self.spareFrames, "room for whole lanes")
    result.withUnsafeMutableBytes { result in
      groups.withUnsafeBufferPointer { groups in
        shared.withUnsafeBufferPointer { shared in
          members.withUnsafeBufferPointer { members in
            for frame in stride(from: 0, to: count, by: Lanes.scalarCount) {
              let best = Self.best(at: evidence + frame, groups, shared, members)
              result.storeBytes(of: best, toByteOffset: frame &* MemoryLayout<Float>.stride, as: Lanes.self)
            }
          }
        }
      }
    }
  }

  @inline(__always)
  private static func best(
    at evidence: UnsafePointer<Float>, _ groups: UnsafeBufferPointer<Group>, _ shared: UnsafeBufferPointer<Int>,
    _ members: UnsafeBufferPointer<(last: Int, prior: Float)>
  ) -> Lanes {
    var best = Lanes(repeating: BarScores.impossible)
    for group in groups {
      var sum = Lanes(repeating: BarScores.impossible)
      for member in group.members {
        let candidate = members[member].prior + lanes(evidence + members[member].last)
        sum.replace(with: candidate, where: candidate .> sum)
      }
      for beat in group.shared { sum += lanes(evidence + shared[beat]) }
      best.replace(with: sum, where: sum .> best)
    }
    return best
  }

  @inline(__always)
  private static func lanes(_ values: UnsafePointer<Float>) -> Lanes {
    UnsafeRawPointer(values).loadUnaligned(as: Lanes.self)
  }
}
