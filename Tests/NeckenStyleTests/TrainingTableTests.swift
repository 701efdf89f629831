import Foundation
import NeckenCore
import NeckenStyle
import TestSupport
import Testing

/// What spreadsheets do to a table, and that the rest goes on.
@Suite struct TrainingTableTests {
  private static func numbers(_ count: Int = FeatureVector.count, separator: String = ", ", comma: Bool = false)
    -> String
  {
    (0..<count).map { index in
      let text = String(Double(index % 10) / 8 + 0.5)
      return comma ? String(text.map { $0 == "." ? "," : $0 }) : text
    }.joined(separator: separator)
  }

  private static let row = "\"[\(numbers())]\",Polska"

  private static let expected = (0..<FeatureVector.count).map { Double($0 % 10) / 8 + 0.5 }

  @Test(arguments: [
    "embedding,style\n\(row)\n", "embedding,style\r\n\(row)\r\n", "embedding,style\r\(row)",
    "\u{FEFF}embedding,style\n\(row)",
    " Embedding , Style \n\(row)", "style,embedding\nPolska,\"\(numbers())\"",
    "style;embedding\nPolska;[\(numbers())]",
    "style\tembedding\nPolska\t\(numbers())", "embedding,style\n\n\n\(row)\n\n",
    "embedding;style\n\"\(numbers(separator: ";", comma: true))\";Polska",
    "embedding;style\n\(numbers(separator: " ", comma: true));Polska",
    "embedding;style\n\(numbers(separator: ", ", comma: true));Polska",
    "embedding,style\n\"\(numbers(separator: "\n"))\",Polska",
    "embedding,style,note\n\(row),\"he said \"\"play\"\"\"",
    "embedding,style\n\"[\(numbers(separator: " "))]\",  polskor ", "features,dance_style\n\(row)",
    "embedding,label\n\"(\(numbers()))\",POLSKA",
  ])
  func readsWhatSpreadsheetsWrite(text: String) throws {
    // A text begins with a byte-order mark only in a file.
    let table = try read(Data(text.utf8))
    #expect(table.problems == [])
    #expect(table.samples.map(\.style) == [.polska])
    #expect(table.samples.first?.vector.values == Self.expected)
  }

  private func read(_ data: Data) throws -> TrainingTable {
    let file = FileManager.default.temporaryDirectory.appending(path: "table-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try data.write(to: file)
    return try TrainingTable.read(csv: file)
  }

  @Test func readsOtherEncodings() throws {
    let text = "embedding,style\n\"\(Self.numbers())\",Slängpolska"
    for encoding in [String.Encoding.utf8, .windowsCP1252, .utf16] {
      let table = try read(#require(text.data(using: encoding)))
      #expect(table.samples.map(\.style) == [.slangpolska])
    }
  }

  @Test func namesEveryBadRowAndGoesOn() throws {
    let text = [
      "embedding,style,feature_version", "\(Self.row),5", "\"[\(Self.numbers(200))]\",Hambo,5",
      "\"[\(Self.numbers()),1]\",Hambo,5", "\"[\(Self.numbers(216)), NaN]\",Hambo,5",
      "\"[\(Self.numbers(216)), inf]\",Hambo,5",
      "\"[\(Self.numbers(216)), abc]\",Hambo,5", "\"[\(Self.numbers(216)), ]\",Hambo,5",
      "\"[\(Self.numbers())]\",,5",
      "\"[\(Self.numbers())]\",Unknown,5", ",Vals,5", "\"[]\",Vals,5", "only", "\(Self.row),4",
      "\"[\(Self.numbers(separator: ",", comma: true))]\",Vals,5", "\"[0.1, 0.2", "\"[\(Self.numbers())]\",Vals,5",
    ].joined(separator: "\r\n")
    let table = try TrainingTable.parse(csv: text)
    #expect(table.samples.map(\.style) == [.polska, .vals])
    #expect(
      table.problems == [
        RowProblem(row: 3, reason: .wrongCount(200)), RowProblem(row: 4, reason: .wrongCount(218)),
        RowProblem(row: 5, reason: .notFinite(position: 217, text: "NaN")),
        RowProblem(row: 6, reason: .notFinite(position: 217, text: "inf")),
        RowProblem(row: 7, reason: .notANumber(position: 217, text: "abc")),
        RowProblem(row: 8, reason: .notANumber(position: 217, text: "")), RowProblem(row: 9, reason: .noStyle),
        RowProblem(row: 10, reason: .noStyle), RowProblem(row: 11, reason: .noEmbedding),
        RowProblem(row: 12, reason: .noEmbedding),
        RowProblem(row: 13, reason: .notANumber(position: 1, text: "only")),
        RowProblem(row: 14, reason: .otherFeatureVersion("4")), RowProblem(row: 15, reason: .wrongCount(434)),
        RowProblem(row: 16, reason: .unclosedQuote),
      ])
    #expect(table.problems[0].description == "row 3: 200 values instead of 217")
    #expect(table.problems[12].description.contains("decimal commas"))
  }

  /// The Python neckenml left bad rows out and then trained on all the labels.
  @Test func labelsStayWithTheirNumbers() throws {
    let rows = (0..<30).map { index -> String in
      if index % 3 == 1 { return "broken,Hambo" }
      let first = index % 3 == 0 ? 1.0 : -1.0
      return "\"[\(first), \(Self.numbers(216))]\",\(first > 0 ? "Vals" : "Polka")"
    }
    let table = try TrainingTable.parse(csv: "embedding,style\n" + rows.joined(separator: "\n"))
    #expect(table.samples.count == 20)
    #expect(table.problems.map(\.row) == (0..<10).map { 3 + 3 * $0 })
    #expect(table.samples.allSatisfy { ($0.vector.values[0] > 0) == ($0.style == .vals) })
  }

  @Test func keepsRecordingsTogether() throws {
    let header = "embedding,style,recording\n"
    let named = try TrainingTable.parse(
      csv: header + "\(Self.row),a\n\(Self.row),b\n\(Self.row),a\n\(Self.row),\n")
    #expect(named.samples.map(\.group) == ["a", "b", "a", "row 2"])
    // Without names the same numbers are the same recording.
    let other = "\"[7, \(Self.numbers(216))]\",Vals"
    let unnamed = try TrainingTable.parse(csv: "embedding,style\n\(Self.row)\n\(other)\n\(Self.row)")
    #expect(unnamed.samples.map(\.group) == ["row 2", "row 3", "row 2"])
  }

  @Test func readsOneColumnPerSlot() throws {
    let header = (0..<FeatureVector.count).map(FeatureVector.name(at:)).joined(separator: ",")
    let table = try TrainingTable.parse(csv: "\(header),style\n\(Self.numbers(separator: ",")),Vals")
    #expect(table.samples.first?.vector.values == Self.expected)
  }

  @Test func noticesAMissingEmbedding() throws {
    let zeros = Array(repeating: "0", count: 200).joined(separator: ", ")
    let table = try TrainingTable.parse(csv: "embedding,style\n\"[\(zeros), \(Self.numbers(17))]\",Vals")
    #expect(table.samples.map(\.vector.hasEmbedding) == [false])
  }

  @Test func aTableWithoutItsColumnsIsRefused() {
    #expect(throws: TrainingTableError.noHeader(found: ["a", "b"])) { try TrainingTable.parse(csv: "a,b\n1,2") }
    #expect(throws: TrainingTableError.noHeader(found: [])) { try TrainingTable.parse(csv: "") }
    #expect(throws: TrainingTableError.self) { try TrainingTable.read(csv: URL(filePath: "/nowhere.csv")) }
  }

  /// Any bytes at all are read to the end; every row is either a sample or a named problem.
  @Test func noFileBreaksTheReader() throws {
    var generator = SeededGenerator(seed: 13)
    let pieces = [
      ",", ";", "\"", "\"\"", "\n", "\r\n", "\r", "[", "]", "0.5", "NaN", "Polska", "\t", " ", "å", Self.row, "\0",
    ]
    for _ in 0..<400 {
      let count = Int.random(in: 0...60, using: &generator)
      let body = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      let table = try TrainingTable.parse(csv: "embedding,style\n" + body + "\n\(Self.row)\n")
      #expect(table.problems.map(\.row) == table.problems.map(\.row).sorted())
      // An open quote before it may take the last good row along, never more than that.
      #expect(table.samples.count + table.problems.count > 0)
      #expect(table.samples.allSatisfy { $0.vector.values == Self.expected })
    }
  }

  @Test(arguments: [
    ("Polska", DanceStyle.polska), ("polskor", .polska), ("Bingsjöpolska", .polska), (" HAMBO ", .hambo),
    ("Springlek", .springlek), ("slangpolska", .slangpolska), ("waltz", .vals), ("Gånglåt", .ganglat),
    ("ga\u{30A}ngla\u{30A}t", .ganglat), ("Bleking", DanceStyle("Bleking")), ("My  Dance", DanceStyle("My Dance")),
    ("Polska eller vals", DanceStyle("Polska eller vals")),
  ])
  func bringsLabelsToOneName(label: String, style: DanceStyle) {
    #expect(LabelNormalizer().style(for: label) == style)
  }
}
