import Foundation
import NeckenCore
import NeckenML
import Testing

@Suite struct LabelTests {
  private func store() async throws -> (store: InMemoryTrackStore, ids: [TrackID]) {
    let store = InMemoryTrackStore()
    var ids: [TrackID] = []
    for name in ["a", "b", "c"] { ids.append(try await Collection.save(name, bpm: 112, style: .snoa, in: store)) }
    return (store, ids)
  }

  private func primaries(_ store: InMemoryTrackStore, _ ids: [TrackID]) async -> [String] {
    var names: [String] = []
    for id in ids {
      let style = await store.styles(of: id).first
      names.append("\(style?.danceStyle.rawValue ?? "none") \(style?.subStyle ?? "") \(style?.confirmationCount ?? 0)")
    }
    return names
  }

  @Test func labelsAreTakenByIDPathAndContent() async throws {
    let (store, ids) = try await store()
    let table = try LabelTable.parse(
      csv: """
        \u{FEFF}Track ID;File path;Content hash;Dance;Sub style;Person
        \(ids[0]);;;hambo;;
        ;/music/b.wav;;Polska;"Boda;polska";Bo
        ;;c;"vals";;
        gone;;;vals;;
        ;/music/gone.wav;;vals;;
        ;;;vals;;
        \(ids[0]);;;;;
        \(ids[1]);;;"never closed
        """)
    #expect(table.problems.map(\.row) == [7, 8, 9])
    let summary = try await LabelImport(store: store, person: "Ann").run(table)
    #expect(summary.recorded == 3)
    #expect(
      summary.problems.map(\.description) == [
        "row 5: the database has no track gone", "row 6: the database has no track /music/gone.wav",
        "row 7: no track_id, file_path or content_hash", "row 8: no dance", "row 9: a quotation mark is never closed",
      ])
    let expected = ["Hambo  1", "Polska Boda;polska 1", "Vals  1"]
    #expect(await primaries(store, ids) == expected)
    _ = try await LabelImport(store: store, person: "Ann").run(table)
    #expect(await primaries(store, ids) == expected, "twice does no harm")
  }

  @Test func whatIsLockedStays() async throws {
    let (store, ids) = try await store()
    for person in ["Bo", "Cid"] {
      try await store.confirm(
        StyleConfirmation(trackID: ids[0], danceStyle: .polska, person: person, confirmedAt: Collection.day))
    }
    let table = try LabelTable.parse(csv: "track_id,style\n\(ids[0]),hambo\n\(ids[1]),hambo\n")
    let summary = try await LabelImport(store: store, person: "Ann").run(table)
    #expect(summary.recorded == 1)
    #expect(summary.problems.map(\.row) == [2])
    #expect(await primaries(store, Array(ids[..<2])) == ["Polska  2", "Hambo  1"])
  }

  @Test func exportedLabelsAreReadBack() async throws {
    let (store, ids) = try await store()
    _ = try await TrackEditor(store: store, judge: TrackJudge(), person: "Ann")
      .confirm(ids[1], as: .polska, subStyle: "Kadrilj, \"långsam\"")
    var lines: [String] = []
    try await LabelExport(store: store).write { lines.append($0) }
    #expect(lines.count == 2)
    let other = InMemoryTrackStore()
    _ = try await Collection.save("b", bpm: 112, style: .snoa, in: other)
    let summary = try await LabelImport(store: other, person: "Bo").run(
      LabelTable.parse(csv: lines.joined(separator: "\r\n").replacing(ids[1].rawValue, with: "")))
    #expect(summary.recorded == 1 && summary.problems.isEmpty)
    let id = try #require(await other.track(filePath: "/music/b.wav")).id
    #expect(await other.styles(of: id).first?.subStyle == "Kadrilj, \"långsam\"")

    var all: [String] = []
    var export = LabelExport(store: store)
    export.minimumConfidence = 0.2
    try await export.write { all.append($0) }
    #expect(all.count == 4)
  }

  @Test(arguments: ["", "\n", "dance\nhambo\n", "track_id,title\na,b\n", "\"track_id"])
  func aTableWithoutAHeaderIsRefused(csv: String) {
    #expect(throws: LabelTableError.self) { try LabelTable.parse(csv: csv) }
  }

  @Test func aFileThatIsNotThereIsNamed() {
    #expect(throws: LabelTableError.self) { try LabelTable.read(csv: URL(filePath: "/nowhere/labels.csv")) }
  }
}
