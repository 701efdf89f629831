public import Foundation
public import NeckenCore

/// Labelled feature vectors from a table, with the rows that could not be used.
public struct TrainingTable: Sendable {
  public var samples: [TrainingSample]
  /// In order of row.
  public var problems: [RowProblem]

  /// Reads a CSV file of columns `embedding` (217 numbers in a cell) and `style`.
  ///
  /// Instead of `embedding` there may be one column per slot (``FeatureVector/name(at:)``). Optional
  /// columns: `recording` (or `group`, `track_id`), whose equal values are kept together in
  /// cross-validation, and `feature_version`. Without a recording column, rows with the same numbers
  /// are taken for the same recording. Comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252.
  /// Rows that cannot be used are named with their reason and the rest goes on. Docs/Algorithms/head.md.
  ///
  /// - Throws: ``TrainingTableError`` when the file or its header cannot be read.
  public static func read(
    csv file: URL, normalizer: LabelNormalizer = LabelNormalizer()
  ) throws(TrainingTableError) -> TrainingTable {
    let data: Data
    do { data = try Data(contentsOf: file) } catch {
      throw .unreadable(path: file.path(percentEncoded: false), detail: error.localizedDescription)
    }
    return try parse(csv: CSVReader.text(of: data), normalizer: normalizer)
  }

  /// Reads the same from a text.
  public static func parse(
    csv text: String, normalizer: LabelNormalizer = LabelNormalizer()
  ) throws(TrainingTableError) -> TrainingTable {
    var reader = CSVReader(text)
    guard let header = reader.next(), !header.isBroken else { throw .noHeader(found: []) }
    let columns = try TrainingColumns(header: header.fields)
    var table = TrainingTable(samples: [], problems: [])
    var rowOfVector: [[Double]: Int] = [:]
    while let record = reader.next() {
      do throws(RowProblem.Reason) {
        if record.isBroken { throw .unclosedQuote }
        let vector = try columns.vector(in: record.fields)
        guard let style = normalizer.style(for: columns.style(in: record.fields)) else { throw .noStyle }
        let firstRow = rowOfVector[vector.values, default: record.row]
        rowOfVector[vector.values] = firstRow
        table.samples.append(
          TrainingSample(
            vector: vector, style: style, group: columns.group(in: record.fields) ?? "row \(firstRow)"))
      } catch {
        table.problems.append(RowProblem(row: record.row, reason: error))
      }
    }
    return table
  }
}

/// Why a table could not be read at all.
public enum TrainingTableError: NeckenError, Equatable {
  case unreadable(path: String, detail: String)
  case noHeader(found: [String])
  case noLabels(found: [String])

  public var cause: String {
    switch self {
    case .unreadable(let path, let detail): "cannot read the training table \(path): \(detail)"
    case .noHeader(let found):
      "the training table's first row has no columns “embedding” and “style”, it has: \(found.isEmpty ? "nothing" : found.joined(separator: ", "))"
    case .noLabels(let found):
      "the table's first row has no columns “recording” and “style”, it has: \(found.isEmpty ? "nothing" : found.joined(separator: ", "))"
    }
  }

  public var remedy: String? {
    switch self {
    case .unreadable: "check the path"
    case .noLabels: "name the columns in the first row: recording,style"
    case .noHeader: "name the columns in the first row: embedding,style"
    }
  }
}

/// A row that was left out of a training.
public struct RowProblem: Hashable, Sendable, CustomStringConvertible {
  /// As a spreadsheet counts, the header being row 1.
  public var row: Int
  public var reason: Reason

  public init(row: Int, reason: Reason) {
    self.row = row
    self.reason = reason
  }

  public enum Reason: Error, Hashable, Sendable {
    case unclosedQuote
    case noRecording
    case noStyle
    case noEmbedding
    case wrongCount(Int)
    case notANumber(position: Int, text: String)
    case notFinite(position: Int, text: String)
    case otherFeatureVersion(String)
  }

  public var description: String { "row \(row): \(reason)" }
}

extension RowProblem.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unclosedQuote: "a quotation mark is never closed"
    case .noRecording: "no recording"
    case .noStyle: "no style"
    case .noEmbedding: "no embedding"
    case .wrongCount(let count) where count == 2 * FeatureVector.count:
      "\(count) values instead of \(FeatureVector.count); decimal commas need another separator than a comma"
    case .wrongCount(let count): "\(count) values instead of \(FeatureVector.count)"
    case .notANumber(let position, let text): "value \(position) is “\(text)”, not a number"
    case .notFinite(let position, let text): "value \(position) is \(text)"
    case .otherFeatureVersion(let version):
      "feature version \(version) instead of \(FeatureVector.currentVersion); re-analyse the recording"
    }
  }
}
