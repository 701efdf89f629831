import NeckenCore
import NeckenSignal
import TestSupport
import Testing

@Suite struct FrameSlicerTests {
  @Test(arguments: [(0, 512.0), (1, 512.0), (511, 512.0), (512, 512.0), (10_000, 512.0), (10_000, 220.5)])
  func centredFrameCount(_ sampleCount: Int, _ hopLength: Double) throws {
    let frames = try frames(of: ramp(sampleCount), frameLength: 2048, hopLength: hopLength)
    #expect(frames.count == (sampleCount == 0 ? 0 : 1 + Int(Double(sampleCount) / hopLength)))
  }

  @Test func centredFramesSeeZerosBeyondTheEnds() throws {
    let frames = try frames(of: [1, 2, 3, 4, 5], frameLength: 4, hopLength: 2)
    #expect(frames == [[0, 0, 1, 2], [1, 2, 3, 4], [3, 4, 5, 0]])
  }

  @Test func uncentredFramesAreWhole() throws {
    let frames = try frames(of: [1, 2, 3, 4, 5], frameLength: 2, hopLength: 2, isCentred: false)
    #expect(frames == [[1, 2], [3, 4]])
  }

  @Test func fractionalHopsDoNotDrift() throws {
    let frames = try frames(of: ramp(50_000), frameLength: 2, hopLength: 220.5, isCentred: false)
    for (index, frame) in frames.enumerated() { #expect(frame[0] == Float(Int(Double(index) * 220.5))) }
  }

  @Test func hopsMayBeLongerThanFrames() throws {
    let frames = try frames(of: ramp(100_000), frameLength: 3, hopLength: 30_000, isCentred: false)
    #expect(frames.map { $0[0] } == [0, 30_000, 60_000, 90_000])
  }

  @Test(arguments: 1...20)
  func framesDoNotDependOnTheCut(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let signal = (0..<Int.random(in: 1...40_000, using: &generator)).map { _ in
      Float.random(in: -1...1, using: &generator)
    }
    let frameLength = Int.random(in: 1...3000, using: &generator)
    let hopLength = Double.random(in: 1...4000, using: &generator)
    let isCentred = Bool.random(using: &generator)
    let whole = try frames(of: signal, frameLength: frameLength, hopLength: hopLength, isCentred: isCentred)

    var slicer = try FrameSlicer(frameLength: frameLength, hopLength: hopLength, isCentred: isCentred)
    var collected: [[Float]] = []
    signal.forEachRandomBlock(using: &generator) { block in
      slicer.consume(block) { collected.append(Array($0)) }
    }
    slicer.finish { collected.append(Array($0)) }
    #expect(collected == whole)
  }

  @Test func impossibleSettingsAreRefused() {
    #expect(throws: SignalError.self) { try FrameSlicer(frameLength: 0, hopLength: 1) }
    #expect(throws: SignalError.self) { try FrameSlicer(frameLength: 8, hopLength: 0) }
    #expect(throws: SignalError.self) { try FrameSlicer(frameLength: 8, hopLength: .nan) }
  }

  private func frames(
    of signal: [Float], frameLength: Int, hopLength: Double, isCentred: Bool = true
  ) throws -> [[Float]] {
    var slicer = try FrameSlicer(frameLength: frameLength, hopLength: hopLength, isCentred: isCentred)
    var frames: [[Float]] = []
    signal.withUnsafeBufferPointer { slicer.consume($0) { frames.append(Array($0)) } }
    slicer.finish { frames.append(Array($0)) }
    return frames
  }

  private func ramp(_ count: Int) -> [Float] { (0..<count).map { Float($0) } }
}

extension [Float] {
  /// Hands out the signal in blocks of random size, empty ones among them.
  func forEachRandomBlock(
    using generator: inout SeededGenerator, _ body: (UnsafeBufferPointer<Float>) throws -> Void
  ) rethrows {
    try withUnsafeBufferPointer { samples in
      var position = 0
      while position < samples.count {
        let largest = Bool.random(using: &generator) ? 5 : 5000
        let count = Swift.min(Int.random(in: 0...largest, using: &generator), samples.count - position)
        try body(UnsafeBufferPointer(rebasing: samples[position..<position + count]))
        position += count
      }
    }
  }
}
