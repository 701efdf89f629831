/// Beats in time order, each with its number in the bar. Beats need not be even.
///
/// The two arrays have the same length; numbers count from 1, and 1 is the downbeat. A bar may be
/// incomplete at either end, and a crooked tune may have bars of different lengths.
public struct BeatGrid: Hashable, Sendable {
  /// Beat times in seconds, strictly increasing.
  public private(set) var times: [Double]
  /// Number in the bar of each beat, from 1.
  public private(set) var numbers: [Int]

  public static let empty = BeatGrid(uncheckedTimes: [], numbers: [])

  /// - Throws: ``BeatGridError`` when the arrays differ in length, a time is not finite or does not
  ///   increase, or a number is below 1.
  public init(times: [Double], numbers: [Int]) throws(BeatGridError) {
    guard times.count == numbers.count else {
      throw .lengthsDiffer(times: times.count, numbers: numbers.count)
    }
    for index in times.indices {
      guard times[index].isFinite, index == 0 || times[index] > times[index - 1] else {
        throw .timeNotIncreasing(index: index)
      }
      guard numbers[index] >= 1 else { throw .numberBelowOne(index: index) }
    }
    self.init(uncheckedTimes: times, numbers: numbers)
  }

  private init(uncheckedTimes times: [Double], numbers: [Int]) {
    self.times = times
    self.numbers = numbers
  }

  public var count: Int { times.count }
  public var isEmpty: Bool { times.isEmpty }

  /// Seconds from each beat to the next; one fewer than there are beats.
  public var intervalsSeconds: [Double] {
    zip(times.dropFirst(), times).map { $0 - $1 }
  }

  /// Indices of the downbeats, in order.
  public var downbeatIndices: [Int] {
    numbers.indices.filter { numbers[$0] == 1 }
  }

  /// Times of the downbeats in seconds, in order.
  public var downbeatTimes: [Double] {
    downbeatIndices.map { times[$0] }
  }

  /// The complete bars: from one downbeat to the next, with all beats numbered 1…n in between.
  public var completeBars: [Bar] {
    let downbeats = downbeatIndices
    return zip(downbeats, downbeats.dropFirst()).compactMap { first, next in
      let isComplete = (first..<next).allSatisfy { numbers[$0] == $0 - first + 1 }
      return isComplete ? Bar(beatTimes: Array(times[first..<next]), endSeconds: times[next]) : nil
    }
  }
}

/// A complete bar: its beats and where the next bar begins.
public struct Bar: Hashable, Sendable {
  /// Times of the bar's beats in seconds; the first is the downbeat.
  public var beatTimes: [Double]
  /// The next downbeat, in seconds.
  public var endSeconds: Double

  public var startSeconds: Double { beatTimes[0] }
  public var durationSeconds: Double { endSeconds - startSeconds }
  public var beatsPerBar: Int { beatTimes.count }

  /// Each beat's share of the bar's length; the shares sum to 1.
  public var beatShares: [Double] {
    let ends = beatTimes.dropFirst() + [endSeconds]
    return zip(ends, beatTimes).map { ($0 - $1) / durationSeconds }
  }
}

public enum BeatGridError: NeckenError, Equatable {
  case lengthsDiffer(times: Int, numbers: Int)
  case timeNotIncreasing(index: Int)
  case numberBelowOne(index: Int)

  public var cause: String {
    switch self {
    case .lengthsDiffer(let times, let numbers):
      "a beat grid needs one number per beat, got \(times) beats and \(numbers) numbers"
    case .timeNotIncreasing(let index):
      "beat \(index) is not a finite time later than the beat before it"
    case .numberBelowOne(let index):
      "beat \(index) has a number below 1"
    }
  }

  public var remedy: String? { "correct the beats and read them again" }
}
