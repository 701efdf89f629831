import Foundation

/// The interpolating filter of a true-peak meter (ITU-R BS.1770-4, annex 2): a sinc of 49 taps under a
/// Hann window, taken apart into one short filter for each position between two samples.
///
/// Its taps are those of libebur128, which the tests hold it against.
struct TruePeakFilter {
  /// Values that are interpolated together.
  private typealias Lanes = SIMD16<Float>

  /// Taps of the whole filter.
  private static let tapCount = 49

  /// The filters for the positions between two samples. On the samples themselves there is nothing to do.
  private let phases: [[Float]]
  /// How far above the samples an interpolated value can lie.
  let bound: TruePeakBound
  /// Frames that one interpolated value is made of.
  let reach: Int

  /// `nil` for rates that are high enough without interpolation: 192 kHz and above.
  init?(sampleRateHz: Double) {
    let factor: Int
    switch sampleRateHz {
    case ..<96_000: factor = 4
    case ..<192_000: factor = 2
    default: return nil
    }
    let middle = (Self.tapCount - 1) / 2
    func tap(_ index: Int) -> Float {
      let angle = Double(index - middle) * .pi / Double(factor)
      let window = 0.5 - 0.5 * cos(2 * .pi * Double(index) / Double(Self.tapCount - 1))
      return Float(angle == 0 ? 1 : sin(angle) / angle * window)
    }
    phases = (0..<factor).filter { $0 != middle % factor }.map { phase in
      stride(from: phase, to: Self.tapCount, by: factor).map(tap)
    }
    bound = TruePeakBound(phases: phases)
    reach = phases.map(\.count).max() ?? 1
  }

  /// The highest magnitude between samples.
  ///
  /// - Parameters:
  ///   - samples: interleaved, with `reach − 1` frames before the first one that counts.
  ///   - range: the samples that are the newest of an interpolated value.
  ///   - channelCount: samples from one of a channel to its next.
  func peak(
    in samples: UnsafeBufferPointer<Float>, _ range: Range<Int>, channelCount: Int
  ) -> Float {
    guard let base = samples.baseAddress else { return 0 }
    let raw = UnsafeRawPointer(base)
    let step = channelCount &* MemoryLayout<Float>.stride
    var highest = Lanes.zero
    var lowest = Lanes.zero
    var rest: Float = 0
    for taps in phases {
      taps.withUnsafeBufferPointer { taps in
        var index = range.lowerBound
        while index &+ Lanes.scalarCount <= range.upperBound {
          var sum = Lanes.zero
          var offset = index &* MemoryLayout<Float>.stride
          for tap in taps {
            sum += tap * raw.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
            offset &-= step
          }
          highest.replace(with: sum, where: sum .> highest)
          lowest.replace(with: sum, where: sum .< lowest)
          index &+= Lanes.scalarCount
        }
        while index < range.upperBound {
          var sum: Float = 0
          for tap in taps.indices { sum += taps[tap] * base[index &- tap &* channelCount] }
          rest = max(rest, abs(sum))
          index &+= 1
        }
      }
    }
    return max(highest.max(), -lowest.min(), rest)
  }
}
