import NeckenSignal
import Testing

@Suite struct CepstrumAndLevelTests {
  private let spectrum = SpectrumSettings()

  /// With the floor alone as limit, every frame stands for itself, so the streamed form must agree
  /// with the stored one wherever no frame is 80 dB below the loudest.
  @Test func streamedAndStoredCepstraAgree() throws {
    let signal = try SignalGolden.samples("borea")
    var streamed = MelCepstrum.Configuration()
    streamed.dynamicRangeDecibels = nil
    var stored = MelCepstrum.Configuration()
    stored.dynamicRangeDecibels = 1000
    let first = try ShortTimeSpectrum(spectrum, consumer: MelCepstrum(spectrum, configuration: streamed))
    let second = try ShortTimeSpectrum(spectrum, consumer: MelCepstrum(spectrum, configuration: stored))
    #expect(try first.extract(from: signal) == second.extract(from: signal))
  }

  @Test func aFlatSpectrumHasOnlyALevel() throws {
    // A single impulse: every frame that holds it has the same power in all bins.
    var signal = [Float](repeating: 0, count: 4096)
    signal[2048] = 1
    var configuration = MelCepstrum.Configuration()
    configuration.mel.normalisation = .unitHeight
    configuration.mel.bandCount = 20
    configuration.mel.minimumHz = 1000
    let cepstrum = try ShortTimeSpectrum(spectrum, consumer: MelCepstrum(spectrum, configuration: configuration))
      .extract(from: signal)
    let frame = Array(cepstrum[frame: 4])
    #expect(abs(frame[0]) > 10 * abs(frame[5]))
  }

  @Test func moreCoefficientsThanBandsAreRefused() {
    var configuration = MelCepstrum.Configuration()
    configuration.coefficientCount = 200
    #expect(throws: SignalError.self) { try MelCepstrum(spectrum, configuration: configuration) }
  }

  @Test func zeroCrossings() throws {
    #expect(try ZeroCrossingRate().extract(from: [1, -1, 1, -1, 1]) == 1)
    #expect(try ZeroCrossingRate().extract(from: [0, 0, 0]) == 0)
    #expect(try ZeroCrossingRate().extract(from: [0, -1e-12, 0, 1]) == 0)
    #expect(try ZeroCrossingRate().extract(from: [1]) == 0)
    #expect(abs(try ZeroCrossingRate().extract(from: tone(hertz: 441, seconds: 1)) - 0.04) < 1e-3)
  }

  @Test func levelOfASine() throws {
    let envelope = try LevelEnvelope().extract(from: tone(hertz: 441, seconds: 1))
    #expect(abs(envelope[20, 0] - Float(0.5).squareRoot()) < 2e-3)
    #expect(abs(envelope.frameRateHz - 22_050.0 / 512) < 1e-9)
  }
}
