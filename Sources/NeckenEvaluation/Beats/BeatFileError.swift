public import NeckenCore

/// Why a beat file could not be read. Rows count from 1.
public enum BeatFileError: NeckenError, Equatable {
  case notText(file: String)
  case timeUnreadable(file: String, row: Int, text: String)
  case timeNotIncreasing(file: String, row: Int)
  case numberUnreadable(file: String, row: Int, text: String)
  case numberMissing(file: String, row: Int)
  case notABeatGrid(file: String, BeatGridError)

  public var cause: String {
    switch self {
    case .notText(let file):
      "\(file) is not UTF-8 text"
    case .timeUnreadable(let file, let row, let text):
      "\(file), row \(row): \"\(text)\" is not a time in seconds"
    case .timeNotIncreasing(let file, let row):
      "\(file), row \(row): the beat is not later than the one before it"
    case .numberUnreadable(let file, let row, let text):
      "\(file), row \(row): \"\(text)\" is not a beat number from 1"
    case .numberMissing(let file, let row):
      "\(file), row \(row): some beats have a number in the bar and some have none"
    case .notABeatGrid(let file, let error):
      "\(file): \(error.cause)"
    }
  }

  public var remedy: String? {
    "write one beat a row: seconds, a tab, the number in the bar (1 = downbeat)"
  }
}
