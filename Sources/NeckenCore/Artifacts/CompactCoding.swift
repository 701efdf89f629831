/// How long lists are written in artifacts: whole numbers in place of decimals, so that the beats of
/// a three-minute tune take a kilobyte and not four. Still plain JSON arrays.
package enum CompactCoding {
  /// Times as milliseconds: the first from the start of the recording, each further one from the
  /// time before it. Undone by ``times(fromSteps:)``.
  package static func steps(fromTimes times: [Double]) throws -> [Int] {
    var previous = 0
    return try times.map { time in
      let milliseconds = try wholeNumber(time, scale: millisecondsPerSecond)
      defer { previous = milliseconds }
      let (step, overflow) = milliseconds.subtractingReportingOverflow(previous)
      guard !overflow else { throw notWritable(time) }
      return step
    }
  }

  /// Times in seconds from steps in milliseconds.
  package static func times(fromSteps steps: [Double]) -> [Double] {
    var sum = 0.0
    return steps.map { step in
      sum += step
      return sum / millisecondsPerSecond
    }
  }

  /// Values as whole hundredths. Undone by ``values(fromHundredths:)``.
  package static func hundredths(fromValues values: [Double]) throws -> [Int] {
    try values.map { try wholeNumber($0, scale: hundredthsPerUnit) }
  }

  package static func values(fromHundredths hundredths: [Double]) -> [Double] {
    hundredths.map { $0 / hundredthsPerUnit }
  }

  private static let millisecondsPerSecond = 1000.0
  private static let hundredthsPerUnit = 100.0

  private static func wholeNumber(_ value: Double, scale: Double) throws -> Int {
    guard let whole = Int(exactly: (value * scale).rounded()) else { throw notWritable(value) }
    return whole
  }

  private static func notWritable(_ value: Double) -> EncodingError {
    .invalidValue(value, .init(codingPath: [], debugDescription: "\(value) cannot be written in artifacts"))
  }
}
