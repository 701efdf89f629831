import Foundation

/// The filter before loudness is measured (ITU-R BS.1770-4, annex 1): a shelf that stands for the head, then a
/// high-pass.
///
/// The standard tabulates both for 48 kHz alone; other rates come from their analogue prototypes by the bilinear
/// transform, with the constants that give those tables.
struct KWeighting {
  /// A second-order section y = b₀·x + s₁, whose state follows input and state alone, so that the next sample need
  /// not wait for this one's output.
  struct Section {
    /// Share of the input that passes at once.
    var direct: Double
    /// What the input adds to either state.
    var input: (Double, Double)
    /// What the first state takes from either.
    var feedback: (Double, Double)

    /// From the usual coefficients, with a₀ = 1.
    init(b: (Double, Double, Double), a: (Double, Double)) {
      direct = b.0
      input = (b.1 - a.0 * b.0, b.2 - a.1 * b.0)
      feedback = a
    }
  }

  let shelf: Section
  /// Its direct share is 1.
  let highPass: Section

  /// `nil` for rates whose Nyquist frequency is not above the shelf's corner: what is left has no loudness to speak of.
  init?(sampleRateHz: Double) {
    guard sampleRateHz > 2 * Self.shelfHz else { return nil }
    let shelfWarp = tan(.pi * Self.shelfHz / sampleRateHz)
    let shelfNorm = 1 + shelfWarp / Self.shelfQ + shelfWarp * shelfWarp
    let high = pow(10, Self.shelfGainDb / 20)
    let middle = pow(high, Self.shelfMiddleExponent)
    shelf = Section(
      b: (
        (high + middle * shelfWarp / Self.shelfQ + shelfWarp * shelfWarp) / shelfNorm,
        2 * (shelfWarp * shelfWarp - high) / shelfNorm,
        (high - middle * shelfWarp / Self.shelfQ + shelfWarp * shelfWarp) / shelfNorm
      ),
      a: Self.poles(warp: shelfWarp, q: Self.shelfQ))
    highPass = Section(b: (1, -2, 1), a: Self.poles(warp: tan(.pi * Self.highPassHz / sampleRateHz), q: Self.highPassQ))
  }

  private static func poles(warp: Double, q: Double) -> (Double, Double) {
    let norm = 1 + warp / q + warp * warp
    return (2 * (warp * warp - 1) / norm, (1 - warp / q + warp * warp) / norm)
  }

  private static let shelfHz = 1681.974450955533
  private static let shelfQ = 0.7071752369554196
  private static let shelfGainDb = 3.999843853973347
  private static let shelfMiddleExponent = 0.4996667741545416
  private static let highPassHz = 38.13547087602444
  private static let highPassQ = 0.5003270373238773
}

/// Two channels on their way through the filter, side by side in one vector.
struct KWeightedPair {
  private typealias Two = SIMD2<Double>

  private var shelf = (Two.zero, Two.zero)
  private var highPass = (Two.zero, Two.zero)
  private var sum = Two.zero

  /// Below this a state is silence; smaller ones would end in subnormal numbers, which are slow.
  private static let silence = 1e-30

  /// Filters some frames and adds the squares of either channel to what ``takeSum()`` gives.
  ///
  /// - Parameters:
  ///   - first: the first frame's sample of one channel.
  ///   - second: of the other.
  ///   - stride: samples from frame to frame.
  mutating func add(
    _ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>, stride: Int, count: Int, _ filter: KWeighting
  ) {
    let direct = Two(repeating: filter.shelf.direct)
    let (in1, in2) = (Two(repeating: filter.shelf.input.0), Two(repeating: filter.shelf.input.1))
    let (back1, back2) = (Two(repeating: filter.shelf.feedback.0), Two(repeating: filter.shelf.feedback.1))
    let (in3, in4) = (Two(repeating: filter.highPass.input.0), Two(repeating: filter.highPass.input.1))
    let (back3, back4) = (Two(repeating: filter.highPass.feedback.0), Two(repeating: filter.highPass.feedback.1))
    var (s1, s2, s3, s4) = (shelf.0, shelf.1, highPass.0, highPass.1)
    var sum = sum
    var index = 0
    for _ in 0..<count {
      let sample = Two(Double(first[index]), Double(second[index]))
      index &+= stride
      let shelved = direct * sample + s1
      (s1, s2) = ((in1 * sample + s2) - back1 * s1, in2 * sample - back2 * s1)
      let weighted = shelved + s3
      (s3, s4) = ((in3 * shelved + s4) - back3 * s3, in4 * shelved - back4 * s3)
      sum += weighted * weighted
    }
    shelf = (s1, s2)
    highPass = (s3, s4)
    self.sum = sum
  }

  /// The sum of squares of either channel since it was last taken. Only here are states settled, so that nothing depends
  /// on how the signal was cut up.
  mutating func takeSum() -> SIMD2<Double> {
    defer { sum = .zero }
    shelf = (Self.settled(shelf.0), Self.settled(shelf.1))
    highPass = (Self.settled(highPass.0), Self.settled(highPass.1))
    return sum
  }

  private static func settled(_ state: SIMD2<Double>) -> SIMD2<Double> {
    state.replacing(with: 0, where: state .< silence .& state .> -silence)
  }
}
