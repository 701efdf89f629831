public import Foundation
public import NeckenCore
public import NeckenStyle

/// Which dance recordings are, as people wrote it into a table.
///
/// Columns: `track_id`, `file_path` or `content_hash` (the first of them that has a value counts), and
/// `dance_style` (or `style`, `dance`, `label`); optional are `sub_style` and `person`. Comma, semicolon
/// or tab; UTF-8, UTF-16 or Windows-1252. Rows that cannot be used are named and the rest goes on.
public struct LabelTable: Sendable {
  public struct Row: Hashable, Sendable {
    /// As a spreadsheet counts, the header being row 1.
    public var number: Int
    public var recording: Name
    public var dance: DanceStyle
    public var subStyle: String?
    /// Who says so; `nil` where the table does not say.
    public var person: String?
  }

  /// What a row calls its recording.
  public enum Name: Hashable, Sendable {
    case trackID(String)
    case filePath(String)
    case contentHash(String)
  }

  public var rows: [Row] = []
  /// In order of row.
  public var problems: [LabelProblem] = []

  /// - Throws: ``LabelTableError``.
  public static func read(
    csv file: URL, normalizer: LabelNormalizer = LabelNormalizer()
  ) throws(LabelTableError) -> LabelTable {
    do {
      return try parse(csv: CSVReader.text(of: Data(contentsOf: file)), normalizer: normalizer)
    } catch let error as LabelTableError {
      throw error
    } catch {
      throw .unreadable(path: file.path(percentEncoded: false), detail: error.localizedDescription)
    }
  }

  /// - Throws: ``LabelTableError`` when the header names no recording or no dance.
  public static func parse(
    csv text: String, normalizer: LabelNormalizer = LabelNormalizer()
  ) throws(LabelTableError) -> LabelTable {
    var reader = CSVReader(String(text.trimmingPrefix("\u{FEFF}")))
    guard let header = reader.next(), !header.isBroken else { throw .noHeader(found: []) }
    let columns = try LabelColumns(header: header.fields)
    var table = LabelTable()
    while let record = reader.next() {
      do throws(LabelProblem.Reason) {
        if record.isBroken { throw .unclosedQuote }
        table.rows.append(try columns.row(record.fields, number: record.row, normalizer: normalizer))
      } catch {
        table.problems.append(LabelProblem(row: record.row, reason: error))
      }
    }
    return table
  }
}

/// Where a table of labels keeps what.
private struct LabelColumns {
  private let names: [(kind: @Sendable (String) -> LabelTable.Name, column: Int)]
  private let dance: Int
  private let subStyle: Int?
  private let person: Int?

  init(header: [String]) throws(LabelTableError) {
    let titles = header.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: "_").lowercased() }
    func column(_ wanted: String...) -> Int? { wanted.lazy.compactMap { titles.firstIndex(of: $0) }.first }
    let kinds: [(@Sendable (String) -> LabelTable.Name, Int?)] = [
      ({ .trackID($0) }, column("track_id", "id")), ({ .filePath($0) }, column("file_path", "file", "path")),
      ({ .contentHash($0.lowercased()) }, column("content_hash", "sha256")),
    ]
    names = kinds.compactMap { kind, column in column.map { (kind, $0) } }
    guard let dance = column("dance_style", "style", "dance", "label"), !names.isEmpty else {
      throw .noHeader(found: header)
    }
    self.dance = dance
    subStyle = column("sub_style")
    person = column("person", "confirmed_by")
  }

  func row(
    _ fields: [String], number: Int, normalizer: LabelNormalizer
  ) throws(LabelProblem.Reason) -> LabelTable.Row {
    func value(_ column: Int?) -> String? {
      guard let column, fields.indices.contains(column) else { return nil }
      let text = fields[column].trimmingCharacters(in: .whitespaces)
      return text.isEmpty ? nil : text
    }
    let named = names.lazy.compactMap { name in value(name.column).map(name.kind) }.first
    guard let named else { throw .noRecording }
    guard let label = value(dance), let style = normalizer.style(for: label) else { throw .noDance }
    return LabelTable.Row(
      number: number, recording: named, dance: style, subStyle: value(subStyle), person: value(person))
  }
}
