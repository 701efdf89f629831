public import NeckenCore

/// An activation that no listener can have meant.
public enum ActivationError: NeckenError, Equatable {
  case frameRate(Double)
  case lengthsDiffer(beat: Int, downbeat: Int)
  case noveltyIncomplete(novelty: Int, beat: Int)
  case levelsIncomplete(levels: Int, beat: Int)
  case onsetsIncomplete(onset: Int, beat: Int)
  case notFinite(frame: Int)
  case cellsIncomplete(values: Int, bands: Int)

  public var cause: String {
    switch self {
    case .frameRate(let rate):
      "an activation needs a positive number of frames a second, got \(rate)"
    case .lengthsDiffer(let beat, let downbeat):
      "beat and downbeat activations differ in length: \(beat) and \(downbeat) frames"
    case .noveltyIncomplete(let novelty, let beat):
      "novelty and beat activation differ in length: \(novelty) and \(beat) frames"
    case .levelsIncomplete(let levels, let beat):
      "\(levels) levels for \(beat) frames of beat activation"
    case .onsetsIncomplete(let onset, let beat):
      "onset and beat activations differ in length: \(onset) and \(beat) frames"
    case .notFinite(let frame):
      "the activation of frame \(frame) is not a finite number"
    case .cellsIncomplete(let values, let bands):
      "\(values) values do not make whole cells of \(bands) bands"
    }
  }

  public var remedy: String? { "check the model or the code that made the activation" }
}
