import NeckenSignal

/// Band magnitudes over time, in pages of equal size, so that a long recording's frames are never
/// copied to make room for more.
struct BandPages: SpectrumConsumer {
  private static let framesPerPage = 1024

  let bandCount: Int
  private(set) var frameCount = 0
  private let bank: BandFilterBank
  private var pages: [[Float]] = []

  init(bank: BandFilterBank) {
    self.bank = bank
    bandCount = bank.bandCount
  }

  var demand: SpectrumDemand { SpectrumDemand(bins: bank.bins, wantsMagnitudes: true) }

  mutating func consume(_ frame: SpectrumFrame) {
    let row = frameCount % Self.framesPerPage
    if row == 0 { pages.append([Float](repeating: 0, count: Self.framesPerPage * bandCount)) }
    pages[pages.count - 1].withUnsafeMutableBufferPointer { page in
      let bands = UnsafeMutableBufferPointer(rebasing: page[row * bandCount..<(row + 1) * bandCount])
      bank.apply(to: frame.magnitudes, into: bands)
    }
    frameCount += 1
  }

  func finish() -> BandPages { self }

  /// Writes some frames, scaled, into columns of a wider matrix.
  func write(
    _ frames: Range<Int>, scale: Float, to matrix: UnsafeMutableBufferPointer<Float>, column: Int, width: Int
  ) {
    for frame in frames {
      let source = frame % Self.framesPerPage * bandCount
      let target = (frame - frames.lowerBound) * width + column
      pages[frame / Self.framesPerPage].withUnsafeBufferPointer { page in
        for band in 0..<bandCount { matrix[target &+ band] = page[source &+ band] * scale }
      }
    }
  }
}
