public import Foundation
public import NeckenCore

/// Beats as text: one row a beat, seconds, a tab, the number in the bar. Sonic Visualiser, madmom and
/// mir_eval read the same.
///
/// Reading is tolerant of what other programs write: tabs, spaces, commas or semicolons between columns,
/// further columns, Windows line ends, a byte-order mark, blank rows, comments after `#`, a heading row,
/// numbers such as `1.0`. Where no row has a number, the beats are read as one bar whose downbeat is not known
/// (numbers 2, 3, 4 …), so that no downbeat is invented.
public enum BeatFile {
  /// The usual extension, without the dot.
  public static let pathExtension = "beats"

  /// Rows with times to the millisecond, ending in a line feed; empty text for no beats.
  public static func text(for beats: BeatGrid) -> String {
    zip(beats.times, beats.numbers)
      .map { "\(milliseconds($0))\t\($1)\n" }
      .joined()
  }

  /// - Throws: whatever the file system says; nothing is left half-written.
  public static func write(_ beats: BeatGrid, to url: URL) throws {
    try Data(text(for: beats).utf8).write(to: url, options: .atomic)
  }

  /// - Throws: ``BeatFileError`` with the row that cannot be read, or the file system's error.
  public static func read(from url: URL) throws -> BeatGrid {
    guard let text = String(data: try Data(contentsOf: url), encoding: .utf8) else {
      throw BeatFileError.notText(file: url.lastPathComponent)
    }
    return try parse(text, file: url.lastPathComponent)
  }

  /// - Parameter file: name used in errors.
  public static func parse(_ text: String, file: String = "beats") throws(BeatFileError) -> BeatGrid {
    var times: [Double] = []
    var numbers: [Int] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      guard let row = try parseRow(line, at: index + 1, isFirst: times.isEmpty, file: file) else { continue }
      if let last = times.last, row.time <= last {
        throw .timeNotIncreasing(file: file, row: index + 1)
      }
      times.append(row.time)
      if let number = row.number { numbers.append(number) }
      // Either every beat has its number or none has.
      guard numbers.isEmpty || numbers.count == times.count else {
        throw .numberMissing(file: file, row: index + 1)
      }
    }
    if numbers.isEmpty { numbers = times.indices.map { $0 + 2 } }
    do { return try BeatGrid(times: times, numbers: numbers) } catch {
      throw .notABeatGrid(file: file, error)
    }
  }

  private static func milliseconds(_ seconds: Double) -> String {
    let text = String(Int((seconds * 1000).rounded().magnitude))
    let padded = String(repeating: "0", count: max(0, 4 - text.count)) + text
    return (seconds < 0 ? "-" : "") + padded.dropLast(3) + "." + padded.suffix(3)
  }

  /// `nil` for a row that holds no beat: blank, comment, or a heading above the first beat.
  private static func parseRow(
    _ line: Substring, at row: Int, isFirst: Bool, file: String
  ) throws(BeatFileError) -> (time: Double, number: Int?)? {
    let content = line.prefix { $0 != "#" }
    let columns = content.split { $0.isWhitespace || ",;\u{FEFF}".contains($0) }
    guard let first = columns.first else { return nil }
    guard let time = Double(first), time.isFinite else {
      if isFirst, Double(first) == nil, first.allSatisfy({ $0.isLetter || $0 == "_" }) { return nil }
      throw .timeUnreadable(file: file, row: row, text: String(first))
    }
    guard columns.count > 1 else { return (time, nil) }
    guard let number = Double(columns[1]).flatMap(Int.init(exactly:)), number >= 1 else {
      throw .numberUnreadable(file: file, row: row, text: String(columns[1]))
    }
    return (time, number)
  }
}
