/// Energy of the twelve pitch classes over time, C first, each frame scaled to a maximum of one.
///
/// The tuning is either given or estimated from the beginning of the recording; until then spectra
/// are kept, so memory is 4 bytes a bin and frame of that beginning, and 48 bytes a frame after it.
package struct Chromagram: SpectrumConsumer {
  package struct Configuration: Hashable, Sendable {
    /// Deviation from A4 = 440 Hz in semitones; `nil` estimates it.
    package var tuning: Double?
    /// Seconds from the start from which the tuning is estimated.
    package var tuningWindowSeconds = 60.0
    package var estimator = TuningEstimator.Configuration()
    package var filters = ChromaFilterSettings()

    package init() {}
  }

  package struct Output: Sendable {
    /// Twelve bands, C to B, 0…1.
    package var chroma: FrameMatrix
    /// Deviation from A4 = 440 Hz in semitones, −0.5 up to 0.5.
    package var tuning: Double
  }

  private let configuration: Configuration
  private let spectrum: SpectrumSettings
  private let windowFrameCount: Int
  private var estimator: TuningEstimator
  private var waiting: [Float] = []
  private var bank: BandFilterBank?
  private var tuning = 0.0
  private var chroma: FrameMatrix

  package init(_ spectrum: SpectrumSettings, configuration: Configuration = Configuration()) {
    self.configuration = configuration
    self.spectrum = spectrum
    windowFrameCount = max(1, Int(configuration.tuningWindowSeconds * spectrum.frameRateHz))
    estimator = TuningEstimator(spectrum, configuration: configuration.estimator)
    chroma = FrameMatrix(bandCount: 12, frameRateHz: spectrum.frameRateHz)
    if let tuning = configuration.tuning { settle(on: tuning) }
  }

  package mutating func consume(_ frame: SpectrumFrame) {
    if let bank { return append(frame.powers, bank: bank) }
    estimator.consume(frame.powers)
    waiting.append(contentsOf: frame.powers)
    if waiting.count >= windowFrameCount * spectrum.binCount { settle(on: estimator.tuning()) }
  }

  package mutating func finish() -> Output {
    if bank == nil { settle(on: estimator.tuning()) }
    defer { chroma.values = [] }
    return Output(chroma: chroma, tuning: tuning)
  }

  /// Fixes the tuning and works off the frames that waited for it.
  private mutating func settle(on tuning: Double) {
    self.tuning = tuning
    let bank = BandFilterBank.chroma(tuning: tuning, spectrum: spectrum, settings: configuration.filters)
    self.bank = bank
    let frames = waiting
    waiting = []
    frames.withUnsafeBufferPointer { powers in
      for start in stride(from: 0, to: powers.count, by: spectrum.binCount) {
        append(UnsafeBufferPointer(rebasing: powers[start..<start + spectrum.binCount]), bank: bank)
      }
    }
  }

  private mutating func append(_ powers: UnsafeBufferPointer<Float>, bank: BandFilterBank) {
    chroma.appendFrame { classes in
      bank.apply(to: powers, into: classes)
      guard let highest = classes.max(), highest > .leastNormalMagnitude else { return }
      for index in classes.indices { classes[index] /= highest }
    }
  }
}
