/// An open recording that hands out its samples block by block.
package protocol BlockDecoder: AnyObject {
  var format: AudioFormatInfo { get }

  /// What was found to be wrong so far; complete once `read` has returned 0.
  var warnings: [AudioWarning] { get }

  /// Writes the next frames, channels interleaved, full scale ±1, as many as fit.
  ///
  /// - Returns: Frames written; 0 at the end of the recording.
  /// - Throws: `AudioError` when nothing at all can be decoded.
  func read(into buffer: UnsafeMutableBufferPointer<Float>) throws -> Int
}
