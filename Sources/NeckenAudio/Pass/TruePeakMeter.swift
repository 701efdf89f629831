import CEbur128
import Foundation

/// True peak (ITU-R BS.1770-4, annex 2) of all channels by libebur128, skipping what cannot matter.
///
/// Oversampling is most of the cost of measuring loudness. Its filter can raise a peak by no more
/// than a known factor, so passages whose samples stay below the highest peak so far divided by
/// that factor are never oversampled. The result is the same as without skipping.
final class TruePeakMeter {
  /// Frames looked at together.
  private static let chunkFrameCount = 256
  /// Frames that an oversampled value may depend on; libebur128's filter has 49 taps at most.
  private static let contextFrameCount = 48
  /// No less than the sum of the magnitudes of the filter's taps in any phase, which is 1.86 for
  /// four-fold and 2.31 for two-fold oversampling with libebur128's 49-tap windowed sinc.
  private static let highestGain: Float = 2.4

  private let state: UnsafeMutablePointer<ebur128_state>
  private let channelCount: Int
  /// The end of what came before, then the current block; interleaved.
  private var samples: [Float]
  private var highest: Double = 0

  /// `nil` for rates or channel counts that libebur128 does not take.
  init?(sampleRateHz: Double, channelCount: Int) {
    let mode = Int32(EBUR128_MODE_TRUE_PEAK.rawValue)
    guard let state = ebur128_init(UInt32(channelCount), UInt(sampleRateHz.rounded()), mode) else { return nil }
    self.state = state
    self.channelCount = channelCount
    samples = [Float](repeating: 0, count: Self.contextFrameCount * channelCount)
  }

  deinit {
    var closing: UnsafeMutablePointer<ebur128_state>? = state
    ebur128_destroy(&closing)
  }

  /// Takes interleaved samples.
  func consume(_ interleaved: UnsafeBufferPointer<Float>) {
    let context = Self.contextFrameCount * channelCount
    samples.append(contentsOf: interleaved)
    samples.withUnsafeBufferPointer { samples in
      var isFed = false
      for start in stride(from: context, to: samples.count, by: Self.chunkFrameCount * channelCount) {
        let end = min(start + Self.chunkFrameCount * channelCount, samples.count)
        let reach = UnsafeBufferPointer(rebasing: samples[start - context..<end])
        guard Double(absolutePeak(reach) * Self.highestGain) > highest else {
          isFed = false
          continue
        }
        // After a gap the filter still holds what was before it: let that run out unheard.
        if !isFed { feed(UnsafeBufferPointer(rebasing: samples[start - context..<start])) }
        feed(UnsafeBufferPointer(rebasing: samples[start..<end]))
        notePeak()
        isFed = true
      }
    }
    samples.removeFirst(samples.count - context)
  }

  /// The highest peak in dBTP; `nil` in digital silence.
  var peakDbtp: Double? { highest > 0 ? 20 * log10(highest) : nil }

  private func feed(_ part: UnsafeBufferPointer<Float>) {
    ebur128_add_frames_float(state, part.baseAddress, part.count / channelCount)
  }

  private func notePeak() {
    for channel in 0..<UInt32(channelCount) {
      var peak = 0.0
      ebur128_prev_true_peak(state, channel, &peak)
      highest = max(highest, peak)
    }
  }
}
