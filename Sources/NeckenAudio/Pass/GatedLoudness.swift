import Foundation

/// Integrated loudness and loudness range, from the weighted energy of every tenth of a second.
///
/// Sources: ITU-R BS.1770-4, annex 1 (blocks of 0.4 s every 0.1 s, gates), EBU Tech 3342 (3 s every second,
/// percentiles). Memory: 8 bytes for each tenth of a second.
struct GatedLoudness {
  /// Mean square of each tenth of a second, channels weighed and summed.
  private var steps: [Double] = []

  private static let stepsPerBlock = 4
  private static let stepsPerShortTerm = 30
  private static let stepsBetweenShortTerms = 10
  /// What a mean square of 1 has in LUFS.
  private static let offsetLufs = -0.691
  private static let absoluteGateLufs = -70.0
  /// What is so far below the mean does not count, as a ratio of powers: 10 LU for the integrated loudness, 20 LU for
  /// the range.
  private static let relativeGate = 0.1
  private static let rangeGate = 0.01
  /// The percentiles between which the range lies.
  private static let rangeShares = (low: 0.1, high: 0.95)

  mutating func append(_ meanSquare: Double) { steps.append(meanSquare) }

  /// In LUFS; `nil` where nothing passes the gates.
  var integratedLufs: Double? {
    let heard = means(of: Self.stepsPerBlock, every: 1)
    let gate = Self.relativeGate * Self.mean(heard)
    let counted = heard.filter { $0 >= gate }
    return counted.isEmpty ? nil : Self.lufs(Self.mean(counted))
  }

  /// In LU; `nil` where nothing passes the gates.
  var rangeLu: Double? {
    let heard = means(of: Self.stepsPerShortTerm, every: Self.stepsBetweenShortTerms)
    let gate = Self.rangeGate * Self.mean(heard)
    let counted = heard.filter { $0 >= gate }.sorted()
    guard !counted.isEmpty else { return nil }
    func percentile(_ share: Double) -> Double { Self.lufs(counted[Int(share * Double(counted.count - 1) + 0.5)]) }
    return percentile(Self.rangeShares.high) - percentile(Self.rangeShares.low)
  }

  /// Mean squares of so many steps, those above the absolute gate.
  private func means(of count: Int, every hop: Int) -> [Double] {
    let gate = pow(10, (Self.absoluteGateLufs - Self.offsetLufs) / 10)
    return stride(from: 0, through: steps.count - count, by: hop).compactMap { start in
      let mean = Self.mean(steps[start..<start + count])
      return mean >= gate ? mean : nil
    }
  }

  private static func mean(_ values: some Collection<Double>) -> Double {
    values.reduce(0, +) / Double(max(1, values.count))
  }

  private static func lufs(_ meanSquare: Double) -> Double { 10 * log10(meanSquare) + offsetLufs }
}
