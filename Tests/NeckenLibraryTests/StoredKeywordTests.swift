import Foundation
import NeckenCore
import NeckenML
import Testing

/// Words in the store, and the traps that titles set for them.
@Suite struct StoredKeywordTests {
  private func dance(_ title: String, _ stored: [StoredKeyword]) async throws -> String {
    let store = InMemoryTrackStore()
    for keyword in stored { try await store.save(keyword) }
    var configuration = StyleClassifier.Configuration()
    configuration.keywords.add(await store.keywords())
    let judgement = StyleClassifier(configuration: configuration).classify(metadata: TrackMetadata(title: title))[0]
    return judgement.style.rawValue + (judgement.subStyle.map { " (\($0))" } ?? "")
  }

  private static let polska = StoredKeyword(keyword: "Polska", danceStyle: .polska, subStyle: "Egen")

  @Test(arguments: [
    // "polska" is also "Polish"; "polka" differs by a letter; "engelska" is a language too; "vals" sits in other words.
    ("Den polska flickan", "Unknown"), ("Polska efter Byss-Calle", "Polska (Egen)"),
    ("Bingsjöpolska", "Polska (Bingsjöpolska)"), ("Polka från Orsa", "Polka"),
    ("Festivals", "Unknown"), ("POLSKA", "Polska (Egen)"), ("Sla\u{308}ngpolska", "Slängpolska"),
  ])
  func aStoredWordKeepsWhatIsKnownAboutIt(title: String, expected: String) async throws {
    #expect(try await dance(title, [Self.polska]) == expected)
  }

  @Test func newWordsMatchWholeWordsHoweverTheyAreComposed() async throws {
    let keyword = StoredKeyword(keyword: " Trå\u{64}spel ", danceStyle: .schottis, subStyle: "Rheinländer")
    let decomposed = "tra\u{30A}dspel".uppercased()
    #expect(try await dance("Lilla \(decomposed)", [keyword]) == "Schottis (Rheinländer)")
    #expect(try await dance("Trådspelet", [keyword]) == "Unknown")
    #expect(try await dance("Tradspel", [keyword]) == "Schottis (Rheinländer)", "long words may lack their marks")
  }

  @Test func aWordCanMeanAnotherDanceOrNone() async throws {
    #expect(try await dance("Hambo", [StoredKeyword(keyword: "hambo", danceStyle: .vals)]) == "Vals")
    #expect(try await dance("Hambo", [StoredKeyword(keyword: "HAMBO", danceStyle: .hambo, isActive: false)]) == "Unknown")
    #expect(try await dance("Snoa i kvarten", [
      StoredKeyword(keyword: "snoa i kvarten", danceStyle: .engelska), StoredKeyword(keyword: "snoa", danceStyle: .snoa),
    ]) == "Engelska", "the longest wins")
  }

  @Test func builtInWordsAreFoundInAnyForm() {
    #expect(KeywordTable.standard.keyword(of: "SLÄNGPOLSKA")?.style == .slangpolska)
    #expect(KeywordTable.standard.keyword(of: "sla\u{308}ngpolska")?.style == .slangpolska)
    #expect(KeywordTable.standard.keyword(of: "krokodil") == nil)
  }
}
