import NeckenCore
import NeckenSignal
import TestSupport
import Testing

/// Every extractor gives the same bytes however the signal was cut into blocks.
@Suite struct BlockIndependenceTests {
  private static let spectrum = SpectrumSettings(frameLength: 1024, hopLength: 220.5)

  @Test(arguments: 1...6)
  func bandSpectrogram(_ seed: UInt64) throws {
    try expectIndependence(seed) {
      try ShortTimeSpectrum(
        Self.spectrum,
        consumer: BandSpectrogram(
          mel: MelSettings(bandCount: 40), spectrum: Self.spectrum, compression: .naturalLog(gain: 1000)))
    }
  }

  @Test(arguments: 1...6)
  func fluxAndOnsetStrengthTogether(_ seed: UInt64) throws {
    try expectIndependence(seed) {
      try ShortTimeSpectrum(
        Self.spectrum,
        consumer: Joined(SpectrumPair(FluxSpectrogram.superFlux(Self.spectrum), OnsetStrength(Self.spectrum))))
    }
  }

  @Test(arguments: 1...6)
  func chromaAndCepstrumTogether(_ seed: UInt64) throws {
    var chroma = Chromagram.Configuration()
    chroma.tuningWindowSeconds = 0.5
    try expectIndependence(seed) {
      try ShortTimeSpectrum(
        Self.spectrum,
        consumer: Joined(
          SpectrumPair(ChromaOnly(Chromagram(Self.spectrum, configuration: chroma)), MelCepstrum(Self.spectrum))))
    }
  }

  @Test(arguments: 1...6)
  func levels(_ seed: UInt64) throws {
    try expectIndependence(seed) { try LevelEnvelope() }
    try expectIndependence(seed) { ZeroCrossingRate() }
  }

  private func expectIndependence<E: SignalExtractor>(
    _ seed: UInt64, make: () throws -> E
  ) throws where E.Output: Equatable {
    var generator = SeededGenerator(seed: seed)
    let signal = (0..<30_000).map { index in
      Float.random(in: -0.1...0.1, using: &generator) + (index / 6000 % 2 == 0 ? 0.3 : -0.2)
    }
    let whole = try make().extract(from: signal)
    var extractor = try make()
    try signal.forEachRandomBlock(using: &generator) { try extractor.consume($0) }
    #expect(try extractor.finish() == whole)
  }
}

/// Two consumers whose results are compared as one list.
private struct Joined<A: SpectrumConsumer, B: SpectrumConsumer>: SpectrumConsumer
where A.Output == FrameMatrix, B.Output == FrameMatrix {
  private var pair: SpectrumPair<A, B>

  init(_ pair: SpectrumPair<A, B>) { self.pair = pair }
  mutating func consume(_ frame: SpectrumFrame) throws { try pair.consume(frame) }
  mutating func finish() throws -> [FrameMatrix] {
    let (first, second) = try pair.finish()
    return [first, second]
  }
}

private struct ChromaOnly: SpectrumConsumer {
  private var chromagram: Chromagram

  init(_ chromagram: Chromagram) { self.chromagram = chromagram }
  mutating func consume(_ frame: SpectrumFrame) { chromagram.consume(frame) }
  mutating func finish() -> FrameMatrix { chromagram.finish().chroma }
}
