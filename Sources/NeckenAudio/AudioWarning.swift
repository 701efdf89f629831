/// Something that was wrong with a recording, though it could be analysed.
public enum AudioWarning: Hashable, Sendable, CustomStringConvertible {
  /// The file promises more sound than could be decoded.
  case truncated(expectedSeconds: Double, decodedSeconds: Double)
  /// The first decoder gave up here, at damage; the rest was decoded by FFmpeg.
  case rescued(fromSeconds: Double)
  /// Pieces of compressed audio that made no sense and were left out.
  case damagedPackets(count: Int)
  /// Samples that were not numbers, infinite, or absurdly large; they were taken as silence.
  case invalidSamples(count: Int)

  public var description: String {
    switch self {
    case .truncated(let expected, let decoded):
      "the file is cut short: \(Self.text(decoded)) s of \(Self.text(expected)) s could be decoded"
    case .rescued(let seconds):
      "the file is damaged at \(Self.text(seconds)) s; what follows may have jumped"
    case .damagedPackets(let count):
      "\(count) damaged \(count == 1 ? "piece" : "pieces") of the recording could not be decoded"
    case .invalidSamples(let count):
      "\(count) \(count == 1 ? "sample was" : "samples were") not a finite number and taken as silence"
    }
  }

  private static func text(_ seconds: Double) -> String { String((seconds * 10).rounded() / 10) }
}
