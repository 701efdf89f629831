import Foundation

/// How far the instruments are from A4 = 440 Hz, in parts of a semitone, −0.5 up to 0.5.
///
/// Spectral peaks between two frequencies are refined by a parabola; of the louder half of them,
/// the deviations from equal temperament are counted, and the fullest class wins: librosa's method.
/// Memory: 12 bytes a peak, some 50 peaks a frame.
package struct TuningEstimator {
  package struct Configuration: Hashable, Sendable {
    /// Peaks below this are not used, in hertz.
    package var minimumHz = 150.0
    /// Peaks above this are not used, in hertz.
    package var maximumHz = 4000.0
    /// Peaks below this share of the frame's highest value are not used.
    package var relativeThreshold: Float = 0.1
    /// Width of a class, in semitones.
    package var resolution = 0.01

    package init() {}
  }

  private let configuration: Configuration
  private let binWidthHz: Double
  private let bins: Range<Int>
  private var strengths: [Float] = []
  private var deviations: [Double] = []

  package init(_ spectrum: SpectrumSettings, configuration: Configuration = Configuration()) {
    self.configuration = configuration
    binWidthHz = spectrum.binWidthHz
    let first = max(1, Int((configuration.minimumHz / binWidthHz).rounded(.up)))
    let end = min(spectrum.binCount - 1, Int((configuration.maximumHz / binWidthHz).rounded(.up)))
    bins = first..<max(first, end)
  }

  /// Looks for peaks in a spectrum of powers or magnitudes.
  package mutating func consume(_ spectrum: UnsafeBufferPointer<Float>) {
    guard let highest = spectrum.max() else { return }
    let threshold = configuration.relativeThreshold * highest
    for bin in bins {
      let (left, centre, right) = (spectrum[bin - 1], spectrum[bin], spectrum[bin + 1])
      guard centre > threshold, centre > left, centre >= right else { continue }
      let curvature = right + left - 2 * centre
      let slope = (right - left) / 2
      let shift = abs(slope) >= abs(curvature) ? 0 : -slope / curvature
      strengths.append(centre + 0.5 * slope * shift)
      deviations.append(Self.deviation(ofHertz: (Double(bin) + Double(shift)) * binWidthHz))
    }
  }

  /// The estimate from all frames so far; 0 when there was no peak.
  package func tuning() -> Double {
    guard let median = Self.median(strengths) else { return 0 }
    let classCount = Int((1 / configuration.resolution).rounded(.up))
    var counts = [Int](repeating: 0, count: classCount)
    for (strength, deviation) in zip(strengths, deviations) where strength >= median {
      counts[min(classCount - 1, Int((deviation + 0.5) * Double(classCount)))] += 1
    }
    guard let most = counts.max(), let winner = counts.firstIndex(of: most) else { return 0 }
    return Double(winner) / Double(classCount) - 0.5
  }

  /// Distance to the nearest semitone, −0.5 up to 0.5.
  private static func deviation(ofHertz hertz: Double) -> Double {
    let semitones = 12 * log2(hertz / 440)
    let part = semitones - semitones.rounded(.down)
    return part >= 0.5 ? part - 1 : part
  }

  private static func median(_ values: [Float]) -> Float? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
