import Foundation
import NeckenCore
import NeckenStore
import Testing
import TestSupport

/// The same random sequence of calls leaves every store in the same state.
@Suite struct StoreAgreementTests {
  private static let dances: [DanceStyle] = [.polska, .slangpolska, .hambo, .vals]
  private static let people = ["Ann", "Bo", "Cai"]

  @Test(arguments: 1...6) func storesAgree(seed: Int) async throws {
    var descriptions: [String] = []
    for kind in StoreKind.allCases {
      descriptions.append(
        try await kind.withStore { store in
          var generator = SeededGenerator(seed: UInt64(seed))
          var log = ""
          for step in 0..<200 { log += try await Self.act(on: store, step: step, &generator) }
          #expect(try await store.problems().isEmpty)
          return try await log + Self.describe(store)
        })
    }
    #expect(descriptions.allSatisfy { $0 == descriptions[0] })
    #expect(descriptions[0].contains("locked"), "the sequence reaches locked styles")
  }

  /// One random call; what it threw is part of the comparison.
  private static func act(
    on store: any TrackStore, step: Int, _ generator: inout SeededGenerator
  ) async throws -> String {
    let path = "/music/\(Int.random(in: 0..<6, using: &generator)).wav"
    let style = dances[Int.random(in: 0..<dances.count, using: &generator)]
    let other = dances[Int.random(in: 0..<dances.count, using: &generator)]
    let person = people[Int.random(in: 0..<people.count, using: &generator)]
    let action = Int.random(in: 0..<20, using: &generator)
    let now = Samples.day + Double(step)
    let judgements = [Samples.judgement(style, 0.7), Samples.judgement(other, 0.3, kind: .secondary)]
    do {
      let id = try await store.track(filePath: path)?.id
      switch (action, id) {
      case (0..<5, _), (_, nil): try await store.save(try Samples.record(path: path, at: now, judgements))
      case (5, let id?): try await store.removeTrack(id)
      case (6..<10, let id?):
        try await store.update(
          [.init(trackID: id, result: try Samples.classification(judgements, tempo: Double(step)))], at: now)
      case (_, let id?):
        try await store.confirm(.init(trackID: id, danceStyle: style, person: person, confirmedAt: now))
      }
      return ""
    } catch StoreError.styleLocked(_, let style) {
      return "\(step) locked as \(style)\n"
    }
  }

  /// Everything but the random identifiers.
  private static func describe(_ store: any TrackStore) async throws -> String {
    var lines: [String] = []
    try await store.forEachTrackPage { page in
      for track in page {
        lines.append("\(track.filePath ?? "") \(track.title) \(track.createdAt) \(track.derived?.tempoBpm ?? 0)")
        for (position, style) in try await store.styles(of: track.id).enumerated() {
          lines.append(
            """
            \(track.filePath ?? "") \(position) \(style.danceStyle) \(style.isPrimary) \(style.confidence) \
            \(style.confirmationCount) \(style.isUserConfirmed) \(style.classificationSource.rawValue) \
            \(style.reason) \(style.embedding?.count ?? 0) \(style.createdAt) \(style.effectiveBpm ?? 0)
            """)
        }
      }
    }
    return lines.sorted().joined(separator: "\n")
  }
}
