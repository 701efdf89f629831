import NeckenSignal
import Testing

/// Our values beside librosa's on real violin recordings.
///
/// Single-precision transforms differ in their last digits, so small values are held against a
/// floor far below anything audible.
@Suite struct LibrosaGoldenTests {
  private let spectrum = SpectrumSettings()

  @Test(arguments: SignalGolden.names)
  func magnitudes(_ name: String) throws {
    let golden = try SignalGolden.load(name)
    let stage = try ShortTimeSpectrum(spectrum, consumer: MagnitudeCollector(spectrum))
    let magnitudes = try stage.extract(from: SignalGolden.samples(name))
    #expect(magnitudes.frameCount == 1 + golden.sampleCount / 512)
    #expect(elementwiseError(magnitudes.frames(stride: golden.stftStride), golden.stft, floor: 1e-2) < 1e-3)
  }

  @Test(arguments: SignalGolden.names)
  func melSpectrogram(_ name: String) throws {
    let golden = try SignalGolden.load(name)
    let stage = try ShortTimeSpectrum(
      spectrum, consumer: BandSpectrogram(mel: MelSettings(), spectrum: spectrum))
    let mel = try stage.extract(from: SignalGolden.samples(name))
    #expect(elementwiseError(mel.frames(stride: golden.melStride), golden.mel, floor: 1e-6) < 1e-3)
  }

  @Test(arguments: SignalGolden.names)
  func melCepstrum(_ name: String) throws {
    let golden = try SignalGolden.load(name)
    let stage = try ShortTimeSpectrum(spectrum, consumer: MelCepstrum(spectrum))
    let cepstrum = try stage.extract(from: SignalGolden.samples(name))
    #expect(elementwiseError(cepstrum.frames(stride: golden.mfccStride), golden.mfcc, floor: 1) < 1e-3)
  }

  @Test(arguments: SignalGolden.names)
  func chromaWithEstimatedTuning(_ name: String) throws {
    let golden = try SignalGolden.load(name)
    let stage = try ShortTimeSpectrum(spectrum, consumer: Chromagram(spectrum))
    let output = try stage.extract(from: SignalGolden.samples(name))
    #expect(abs(output.tuning - golden.chromaTuning) < 1e-9)
    #expect(relativeError(output.chroma.frames(stride: golden.chromaStride), golden.chroma) < 1e-3)
  }

  @Test(arguments: SignalGolden.names)
  func chromaWithGivenTuning(_ name: String) throws {
    let golden = try SignalGolden.load(name)
    var configuration = Chromagram.Configuration()
    configuration.tuning = 0.3
    let stage = try ShortTimeSpectrum(
      spectrum, consumer: Chromagram(spectrum, configuration: configuration))
    let chroma = try stage.extract(from: SignalGolden.samples(name)).chroma
    #expect(relativeError(chroma.frames(stride: golden.chromaSharpStride), golden.chromaSharp) < 1e-3)
  }

  /// The samples are taken as if their rate were 16 kHz, here and in the reference.
  @Test(arguments: SignalGolden.names)
  func musicnnInput(_ name: String) throws {
    let golden = try SignalGolden.load(name)
    let spectrum = SpectrumSettings(sampleRateHz: 16_000, frameLength: 512, hopLength: 256)
    let stage = try ShortTimeSpectrum(
      spectrum,
      consumer: BandSpectrogram(
        mel: MelSettings(bandCount: 96), spectrum: spectrum, compression: .log10(gain: 10_000)))
    let bands = try stage.extract(from: SignalGolden.samples(name))
    #expect(elementwiseError(bands.frames(stride: golden.musicnnStride), golden.musicnn, floor: 0.1) < 1e-3)
  }

  @Test(arguments: SignalGolden.names)
  func onsetStrengthAndOnsets(_ name: String) throws {
    let golden = try SignalGolden.load(name)
    let stage = try ShortTimeSpectrum(spectrum, consumer: OnsetStrength(spectrum))
    let strength = try stage.extract(from: SignalGolden.samples(name))
    #expect(relativeError([strength.values], [golden.onsetStrength]) < 1e-3)

    let onsets = PeakPicker.librosa.onsetTimes(in: strength)
    #expect(fMeasure(onsets, golden.onsetTimes, toleranceSeconds: 0.05) >= 0.95)
    #expect(onsets.count == golden.onsetTimes.count)
  }

  @Test(arguments: SignalGolden.names)
  func level(_ name: String) throws {
    let golden = try SignalGolden.load(name)
    let samples = try SignalGolden.samples(name)
    let envelope = try LevelEnvelope().extract(from: samples)
    #expect(elementwiseError(envelope.frames(stride: golden.rmsStride), golden.rms.map { [$0] }, floor: 1e-5) < 1e-3)
    #expect(abs(try ZeroCrossingRate().extract(from: samples) - golden.zeroCrossingRate) < 1e-6)
  }
}

/// Keeps every frame's magnitudes, of all bins or of some.
struct MagnitudeCollector: SpectrumConsumer {
  private let bins: Range<Int>
  private var matrix: FrameMatrix

  init(_ spectrum: SpectrumSettings, bins: Range<Int>? = nil) {
    self.bins = bins ?? 0..<spectrum.binCount
    matrix = FrameMatrix(bandCount: self.bins.count, frameRateHz: spectrum.frameRateHz)
  }

  var demand: SpectrumDemand { SpectrumDemand(bins: bins, wantsMagnitudes: true) }

  mutating func consume(_ frame: SpectrumFrame) { matrix.values.append(contentsOf: frame.magnitudes[bins]) }
  mutating func finish() -> FrameMatrix { matrix }
}

/// Harmonic mean of precision and recall, each event matched at most once.
func fMeasure(_ found: [Double], _ expected: [Double], toleranceSeconds: Double) -> Double {
  var hits = 0
  var next = 0
  for time in found {
    while next < expected.count, expected[next] < time - toleranceSeconds { next += 1 }
    if next < expected.count, expected[next] <= time + toleranceSeconds {
      hits += 1
      next += 1
    }
  }
  return found.isEmpty && expected.isEmpty ? 1 : 2 * Double(hits) / Double(found.count + expected.count)
}
