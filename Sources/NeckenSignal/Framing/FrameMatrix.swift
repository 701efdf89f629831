/// Values of several bands over time, frame after frame in one contiguous buffer.
package struct FrameMatrix: Equatable, Sendable {
  /// `frameCount × bandCount` values; the bands of a frame lie beside each other.
  package var values: [Float]
  package let bandCount: Int
  /// Frames per second; frame *i* belongs to the time *i* / `frameRateHz`.
  package let frameRateHz: Double

  package init(values: [Float] = [], bandCount: Int, frameRateHz: Double) {
    self.values = values
    self.bandCount = bandCount
    self.frameRateHz = frameRateHz
  }

  package var frameCount: Int { bandCount == 0 ? 0 : values.count / bandCount }

  package subscript(frame: Int, band: Int) -> Float {
    get { values[frame * bandCount + band] }
    set { values[frame * bandCount + band] = newValue }
  }

  /// The bands of one frame.
  package subscript(frame frame: Int) -> ArraySlice<Float> {
    values[frame * bandCount..<(frame + 1) * bandCount]
  }

  /// Adds a frame and lets `body` write its bands, which are zero before.
  package mutating func appendFrame(_ body: (UnsafeMutableBufferPointer<Float>) throws -> Void) rethrows {
    let start = values.count
    values.append(contentsOf: repeatElement(0, count: bandCount))
    try values.withUnsafeMutableBufferPointer { buffer in
      try body(UnsafeMutableBufferPointer(rebasing: buffer[start...]))
    }
  }
}
