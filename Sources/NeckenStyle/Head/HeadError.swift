public import NeckenCore
public import NeckenEvaluation

/// Why a classification head could not be trained, loaded or asked.
public enum HeadError: NeckenError, Equatable {
  case untrained
  case noSteadyBeat
  case otherRhythmVersion(found: Int, expected: Int)
  case otherFeatureVersion(found: Int, expected: Int)
  case otherFormatVersion(found: Int, expected: Int)
  case malformed(detail: String)
  case unreadable(path: String, detail: String)
  case unwritable(path: String, detail: String)
  case tooFewSamples(found: Int, needed: Int)
  case tooFewStyles(found: Int)
  case tooFewRecordings(found: Int)
  case unusableConfiguration(detail: String)
  /// The trained models' predictions could not be compared with the labels.
  case unmeasurable(ClassificationError)

  public var cause: String {
    switch self {
    case .untrained: "the classification head is not trained"
    case .noSteadyBeat: "no steady beat was found, and the head knows rhythm alone"
    case .otherRhythmVersion(let found, let expected):
      "the classification head was trained on rhythm vectors of version \(found), this program makes version \(expected)"
    case .otherFeatureVersion(let found, let expected):
      "the classification head was trained on feature version \(found), this program makes version \(expected)"
    case .otherFormatVersion(let found, let expected):
      "the classification head's file is of format \(found), this program reads format \(expected)"
    case .malformed(let detail): "the classification head's file is damaged: \(detail)"
    case .unreadable(let path, let detail): "cannot read a classification head from \(path): \(detail)"
    case .unwritable(let path, let detail): "cannot write the classification head to \(path): \(detail)"
    case .tooFewSamples(let found, let needed): "training needs at least \(needed) samples, got \(found)"
    case .tooFewStyles(let found): "training needs at least two dances, got \(found)"
    case .tooFewRecordings(let found):
      "training needs at least two recordings to be judged by, got \(found)"
    case .unusableConfiguration(let detail): "the training's configuration cannot be used: \(detail)"
    case .unmeasurable(let error): "the trained head could not be judged: \(error.cause)"
    }
  }

  public var remedy: String? {
    switch self {
    case .untrained: "train it with `neckenml train`"
    case .noSteadyBeat: nil
    case .otherFeatureVersion, .otherFormatVersion, .otherRhythmVersion: "retrain it with `neckenml train`"
    case .malformed: "restore the file or retrain with `neckenml train`"
    case .unreadable: "check the path, or retrain with `neckenml train`"
    case .unwritable: "check that the folder exists and can be written to"
    case .tooFewSamples, .tooFewStyles, .tooFewRecordings: "label more recordings"
    case .unusableConfiguration: "begin from the default configuration"
    case .unmeasurable(let error): error.remedy
    }
  }
}
