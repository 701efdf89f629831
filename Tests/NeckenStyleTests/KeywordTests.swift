import NeckenCore
import NeckenStyle
import TestSupport
import Testing

/// What a title says, and what it only seems to say: the traps of SPEC 6.
@Suite struct KeywordTests {
  let rule = MetadataRule()

  private func hits(_ title: String) -> [StyleEvidence] {
    rule.evidence(in: Sample.context(title: title))
  }

  @Test(arguments: [
    ("Polska från Bingsjö", DanceStyle.polska, "Bingsjöpolska"), ("Bingsjöpolskan", .polska, "Bingsjöpolska"),
    ("Orsapolska efter Gössa Anders", .polska, "Orsapolska"), ("Rättvikspolska", .polska, "Rättvikspolska"),
    ("Bodapolska nr 3", .polska, "Bodapolska"), ("Bondpolska från Överlövsta", .polska, "Bondpolska"),
    ("Rørospols", .polska, "Rørospols"), ("Finnskogspols", .polska, "Finnskogspols"),
    ("Gammelpols frå Sør-Fron", .polska, "Gammelpols"), ("Springlek från Malung", .polska, "Springlek"),
    ("Springleken", .polska, "Springlek"), ("Pols etter Henning Trøan", .polska, "Pols"),
    ("Hoppvals", .polska, "Hoppvals"), ("Hamburska", .hambo, "Hamburska"),
    ("Brudmarschen från Delsbo", .ganglat, "Brudmarsch"), ("Skänklåten", .ganglat, "Skänklåt"),
    ("Brudvalsen", .vals, "Brudvals"), ("Stigvals", .vals, "Stigvals"), ("Reinlender", .schottis, "Reinländer"),
    ("Polketten", .polka, "Polkett"), ("Polkamazurka", .mazurka, "Polkamasurka"),
    ("Brännvinspolska", .schottis, "Brännvinspolska"), ("Telespringar", .springar, "Telespringar"),
  ])
  func namesTheSubStyle(title: String, style: DanceStyle, subStyle: String) {
    #expect(hits(title).map(\.style) == [style])
    #expect(hits(title).first?.subStyle == subStyle)
  }

  @Test(arguments: [
    ("Polskan", DanceStyle.polska), ("Pålska", .polska), ("Två polskor efter Byss-Kalle", .polska),
    ("Klarinettpolska", .polska),
    ("Brudpolska", .polska), ("Skräddarpolskan", .polska), ("Slängpolskan", .slangpolska),
    ("Släng från Sörmland", .slangpolska), ("Hambon", .hambo), ("Hambo i köket", .hambo),
    ("Schottisen", .schottis), ("Scottish är inte schottis", .schottis), ("Jenkka", .schottis),
    ("Sottiisi", .schottis), ("Snoan", .snoa), ("Gånglåten från Äppelbo", .ganglat), ("Marschen", .ganglat),
    ("Häämarssi", .ganglat), ("Polkan går", .polka), ("Säkkijärven polkka", .polka), ("Engelskan", .engelska),
    ("Engelska från Hälsingland", .engelska), ("Anglais ur Anders Larssons notbok", .engelska),
    ("Valsen", .vals), ("Häävalssi", .vals), ("Livet i Finnskogarna, valser", .vals), ("Tennessee Waltz", .vals),
    ("Masurkka", .mazurka), ("Mazurkan", .mazurka), ("Menuett nr 2", .menuett), ("Hallingen", .halling),
    ("Springar frå Valdres", .springar), ("Gangaren", .gangar), ("Polonesse No 18", .polonas),
    ("The Butterfly (slip jig)", .slipJig), ("The Kesh Jig", .jig), ("Drowsy Maggie, reel", .reel),
    ("SCHOTTIS", .schottis), ("hambo_fran_alfta.mp3", .hambo), ("03-slangpolska-efter-byss-kalle", .slangpolska),
    ("Ganglat fran Mockfjard", .ganglat),
  ])
  func namesTheDance(title: String, style: DanceStyle) {
    #expect(hits(title).map(\.style) == [style])
    #expect(hits(title).first?.confidence == 0.98)
  }

  @Test(arguments: [
    "Den polska flickan", "Det polska folket", "Polska språket", "På polska", "Muzyka polska", "De polska judarna",
    "Sång på engelska", "Engelska språket", "Den engelska parken", "Översatt till engelska", "Engelska sånger",
    "Valsverket", "Festivals of Light", "Rivals", "Karnevals", "Intervals", "Valsedel",
    "Hallingdal", "Hallingdølens klage", "Polkagris", "Polka Dots and Moonbeams", "Reel to Reel", "Kvalster",
    "En släng av sleven", "March 17th", "15 March", "Marschall", "Hamborg", "Snoar",
    "", "   ", "…", "123", "Visa från Mora",
  ])
  func isSilent(title: String) {
    #expect(hits(title).isEmpty)
  }

  @Test func tellsPolskaFromPolka() {
    #expect(hits("Polska").first?.style == .polska)
    #expect(hits("Polka").first?.style == .polka)
    #expect(hits("Polkka").first?.style == .polka)
  }

  @Test func readsDecomposedLetters() {
    let decomposed = "Sla\u{308}ngpolska fra\u{30A}n O\u{308}stergo\u{308}tland"
    #expect(hits(decomposed).map(\.style) == [.slangpolska])
    #expect(hits("Ga\u{30A}ngla\u{30A}t").map(\.style) == [.ganglat])
    #expect(hits("BINGSJO\u{308}POLSKA").first?.subStyle == "Bingsjöpolska")
  }

  @Test func theLongestKeywordWins() {
    let hambo = hits("Hambopolska efter Johan Fors")
    #expect(hambo.map(\.style) == [.hambo])
    #expect(hambo.first?.reason.contains("older kind") == true)
    #expect(hits("Slängpolska").map(\.style) == [.slangpolska])
  }

  @Test func twoDancesShareTheConfidence() throws {
    let both = hits("Polska och vals efter Ekor Anders")
    #expect(both.map(\.style) == [.polska, .vals])
    #expect(both[0].confidence == 0.49)
    #expect(both[1].confidence < both[0].confidence)
    #expect(both[0].reason == "the title names 2 dances, “polska” and “vals”")
    #expect(hits("Hambo/Schottis/Vals").map(\.style) == [.hambo, .schottis, .vals])
    // The same dance twice is one dance.
    #expect(hits("Polska och brudpolska").map(\.confidence) == [0.98])
  }

  @Test func titleComesBeforeAlbumBeforeArtist() {
    let metadata = TrackMetadata(title: "Vals", album: "Polskor från Dalarna", artist: "Hambo Boys")
    #expect(rule.evidence(in: StyleContext(features: Sample.polska, metadata: metadata)).map(\.style) == [.vals])
    let album = TrackMetadata(title: "Efter Hjort Anders", album: "Polskor från Dalarna", artist: "Hambo Boys")
    let found = rule.evidence(in: StyleContext(features: Sample.polska, metadata: album))
    #expect(found.map(\.style) == [.polska])
    #expect(found.first?.reason == "the album says “polskor”")
    let artist = TrackMetadata(title: "Efter Hjort Anders", artist: "Hambo Boys")
    #expect(rule.evidence(in: StyleContext(features: Sample.polska, metadata: artist)).map(\.confidence) == [0.6])
  }

  @Test func withoutSoundATitleIsHalfAsSure() {
    let found = rule.evidence(in: StyleContext(features: nil, metadata: TrackMetadata(title: "Hambo")))
    #expect(found.map(\.confidence) == [0.5])
  }

  @Test func aUsersKeywordIsRead() {
    var table = KeywordTable.standard
    table.keywords.append(StyleKeyword(DanceStyle("Tango"), forms: ["tango", "tangon"]))
    let rule = MetadataRule(table: table)
    #expect(rule.evidence(in: Sample.context(title: "Tangon")).map(\.style) == [DanceStyle("Tango")])
  }

  /// Any text at all, however long, is read without a trap and finds the dance that was put into it.
  @Test func surroundingsDoNotHideADance() {
    var generator = SeededGenerator(seed: 6)
    let alphabet = Array("aåäö é-_/()#🎻 1234567890\u{308}xyz")
    for _ in 0..<300 {
      let noise = { (count: Int) in
        String((0..<count).map { _ in alphabet.randomElement(using: &generator) ?? "x" })
      }
      let title = noise(.random(in: 0...20, using: &generator)) + " . hambo . " + noise(20)
      #expect(hits(title).map(\.style) == [.hambo], "\(title)")
    }
    #expect(hits(String(repeating: "x ", count: 100_000) + "hambo").map(\.style) == [.hambo])
  }
}
