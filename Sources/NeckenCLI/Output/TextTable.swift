/// Rows of text in aligned columns, written one at a time.
struct TextTable {
  struct Column {
    var title: String
    /// Room for its contents; longer contents push the rest of their row aside.
    var width: Int
    var isRightAligned = false
  }

  var columns: [Column]
  /// Space between columns.
  var gap = 2

  var header: String { row(columns.map(\.title)) }

  /// One line without space at its end.
  func row(_ cells: [String]) -> String {
    let separator = String(repeating: " ", count: gap)
    let padded = zip(columns, cells).map { column, cell in
      DisplayWidth.padded(
        cell, to: max(column.width, DisplayWidth.columns(column.title)), alignedRight: column.isRightAligned)
    }
    let line = padded.joined(separator: separator)
    return String(line.reversed().drop { $0 == " " }.reversed())
  }

  /// All rows at once, each column as wide as its widest cell.
  static func lines(titles: [String], rightAligned: Set<Int> = [], rows: [[String]]) -> [String] {
    let columns = titles.enumerated().map { index, title in
      let widest = rows.map { index < $0.count ? DisplayWidth.columns($0[index]) : 0 }.max() ?? 0
      return Column(title: title, width: widest, isRightAligned: rightAligned.contains(index))
    }
    let table = TextTable(columns: columns)
    return [table.header] + rows.map(table.row)
  }
}
