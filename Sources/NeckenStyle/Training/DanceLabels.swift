public import Foundation
public import NeckenCore

/// Which recording is which dance, as a person wrote it down in a table.
public struct DanceLabels: Sendable {
  /// What is said of one recording.
  public struct Label: Hashable, Sendable {
    /// ``DanceStyle/unknown`` for "none of these dances": "Unknown" or "Other" in the table.
    public var style: DanceStyle
    /// Other dances that it may be called as rightly; only evaluation asks.
    public var alsoRight: Set<DanceStyle>
    /// Whether the bar has a multiple of three beats; `nil` where the table does not say.
    public var isTernary: Bool?
    /// Recordings of one tune or player, never on both sides of a split; `nil` where the table does not say.
    public var group: String?
  }

  public private(set) var labels: [Label] = []
  /// The recordings as written, in the order of `labels`.
  public private(set) var recordings: [String] = []
  /// In order of row.
  public private(set) var problems: [RowProblem] = []
  private var byPath: [String: Int] = [:]
  /// By file name alone; `nil` for names that occur twice.
  private var byName: [String: Int?] = [:]

  private static let recordingNames = ["recording", "file_path", "file", "path", "track_id", "track"]
  private static let styleNames = ["style", "dance_style", "dance", "label"]
  private static let otherNames: Set = ["unknown", "other"]

  /// Reads a CSV file with the columns `recording` (a path, from the table's folder; a file name; or a track's
  /// identifier) and `style`; also, where there are such, `beats_per_bar`, `group`, and `also`:
  /// other names that are right, with slashes between them.
  ///
  /// - Throws: ``TrainingTableError`` when the file or its header cannot be read.
  public static func read(
    csv file: URL, normalizer: LabelNormalizer = LabelNormalizer()
  ) throws(TrainingTableError) -> DanceLabels {
    let data: Data
    do { data = try Data(contentsOf: file) } catch {
      throw .unreadable(path: file.path(percentEncoded: false), detail: error.localizedDescription)
    }
    return try parse(
      csv: CSVReader.text(of: data), folder: file.deletingLastPathComponent(), normalizer: normalizer)
  }

  /// Reads the same from a text; paths in it are seen from `folder`.
  public static func parse(
    csv text: String, folder: URL, normalizer: LabelNormalizer = LabelNormalizer()
  ) throws(TrainingTableError) -> DanceLabels {
    var reader = CSVReader(text)
    let header = reader.next()
    let names = (header?.fields ?? []).map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
    let column = { (wanted: [String]) in wanted.lazy.compactMap(names.firstIndex).first }
    guard header?.isBroken == false, let recording = column(recordingNames), let style = column(styleNames) else {
      throw .noLabels(found: header?.fields ?? [])
    }
    let (beats, group, also) = (column(["beats_per_bar"]), column(["group"]), column(["also"]))
    var table = DanceLabels()
    while let record = reader.next() {
      func field(_ index: Int?) -> String? {
        guard let index, record.fields.indices.contains(index), !record.fields[index].isEmpty else { return nil }
        return record.fields[index]
      }
      guard !record.isBroken, let name = field(recording) else {
        table.problems.append(RowProblem(row: record.row, reason: record.isBroken ? .unclosedQuote : .noRecording))
        continue
      }
      let written = field(style) ?? ""
      let isOther = otherNames.contains(written.lowercased())
      guard let dance = isOther ? .unknown : normalizer.style(for: written) else {
        table.problems.append(RowProblem(row: record.row, reason: .noStyle))
        continue
      }
      let count = field(beats).flatMap(Int.init) ?? 0
      let others = (field(also) ?? "").split(separator: "/").compactMap { normalizer.style(for: String($0)) }
      table.add(
        Label(
          style: dance, alsoRight: Set(others), isTernary: count > 0 ? count % 3 == 0 : nil, group: field(group)),
        name: name, folder: folder)
    }
    return table
  }

  private mutating func add(_ label: Label, name: String, folder: URL) {
    let index = labels.count
    labels.append(label)
    recordings.append(name)
    byPath[name] = index
    let url = name.hasPrefix("/") ? URL(filePath: name) : folder.appending(path: name)
    byPath[url.standardizedFileURL.path(percentEncoded: false)] = index
    let last = URL(filePath: name).lastPathComponent
    byName[last] = byName[last] == nil ? .some(index) : .some(nil)
  }

  /// Position of a recording's label: by its path, its identifier, else by its file name alone.
  public func index(filePath: String?, trackID: String) -> Int? {
    if let index = byPath[trackID] { return index }
    guard let filePath else { return nil }
    let url = URL(filePath: filePath).standardizedFileURL
    return byPath[filePath] ?? byPath[url.path(percentEncoded: false)] ?? byName[url.lastPathComponent] ?? nil
  }
}
