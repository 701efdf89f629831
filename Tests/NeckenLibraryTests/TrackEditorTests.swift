import Foundation
import NeckenCore
import NeckenML
import Testing

@Suite struct TrackEditorTests {
  private func editor(_ store: any TrackStore, person: String = "Ann") -> TrackEditor {
    TrackEditor(store: store, judge: TrackJudge(), person: person)
  }

  @Test func everythingDerivedFollowsACorrection() async throws {
    let store = InMemoryTrackStore()
    let id = try await Collection.save("a tune", bpm: 112, style: .polska, in: store)
    let artifacts = ScriptedAnalyzer.artifacts(bpm: 112, hash: "a tune")
    for (rhythm, options) in [
      (RhythmCorrection(tempo: .half), ReanalysisOptions(tempoCorrection: .half)),
      (RhythmCorrection(barShift: 1), ReanalysisOptions(tempoCorrection: .half, barShift: 1)),
      (
        RhythmCorrection(beatsPerBar: 2, tempo: .double),
        ReanalysisOptions(beatsPerBar: 2, tempoCorrection: .double, barShift: 1)
      ),
      (RhythmCorrection(beatsPerBar: RhythmCorrection.asTracked), ReanalysisOptions(tempoCorrection: .double, barShift: 1)),
      (.none, ReanalysisOptions()),
    ] {
      let result = try await editor(store).correct(id, rhythm)
      let expected = try Reanalysis().derive(artifacts, options: options)
      #expect(result.track.derived == TrackColumns(expected))
      #expect(result.styles.first?.embedding == expected.vector.values.map { Float($0) })
      #expect(result.correction == nil || result.correction?.isEmpty == false)
    }
    #expect(await store.correction(of: id) == nil, "all was taken back")
  }

  @Test func aCorrectionOutlivesReclassificationAndAnalysis() async throws {
    try await MusicFolder.with(["a.wav": "polska"]) { folder in
      let store = InMemoryTrackStore()
      let analyze = AnalyzeJob(analyzer: ScriptedAnalyzer(), judge: TrackJudge(), store: store)
      _ = try await analyze.run(folder.recordings) { _ in }
      let id = try await editor(store).find(folder.path + "/a.wav")
      let corrected = try await editor(store).correct(id, RhythmCorrection(tempo: .half)).track.derived
      #expect(abs((corrected?.tempoBpm ?? 0) - 56) < 1)
      _ = try await ReclassifyJob(store: store, judge: TrackJudge()).run()
      #expect(await store.track(id)?.derived == corrected)
      _ = try await analyze.run(folder.recordings) { _ in }
      #expect(await store.track(id)?.derived == corrected)
    }
  }

  @Test func aDanceIsConfirmedWithTheCorrection() async throws {
    let store = InMemoryTrackStore()
    let id = try await Collection.save("a tune", bpm: 112, style: .vals, in: store)
    let result = try await editor(store).correct(
      id, RhythmCorrection(barShift: 1), dance: .polska, subStyle: "Bodapolska")
    let primary = try #require(result.styles.first)
    #expect((primary.danceStyle, primary.subStyle, primary.isUserConfirmed) == (.polska, "Bodapolska", true))
    // The tempo of the confirmed dance follows later corrections.
    let halved = try await editor(store).correct(id, RhythmCorrection(tempo: .half)).styles.first
    #expect(halved?.danceStyle == .polska)
    #expect(abs((halved?.effectiveBpm ?? 0) * 2 - (primary.effectiveBpm ?? 0)) < 1)
  }

  @Test func confirmingTakesTheDanceThatIsThere() async throws {
    let store = InMemoryTrackStore()
    let id = try await Collection.save("a tune", bpm: 112, style: .vals, in: store)
    #expect(try await editor(store).confirm(id, as: nil).styles.first?.confirmationCount == 1)
    #expect(try await editor(store, person: "Bo").confirm(id, as: .vals).styles.first?.isLocked == true)
    await #expect(throws: StoreError.styleLocked(track: id, style: .vals)) {
      try await editor(store, person: "Cid").confirm(id, as: .hambo)
    }
    let unknown = try await Collection.save("b", bpm: 112, style: .unknown, in: store)
    await #expect(throws: EditError.nothingToConfirm(unknown)) { try await editor(store).confirm(unknown, as: nil) }
  }

  @Test func whatCannotBeCorrectedIsNamed() async throws {
    let store = InMemoryTrackStore()
    let bare = TrackID(rawValue: "bare")
    try await store.save(Track(id: bare, title: "bare", createdAt: Collection.day))
    await #expect(throws: EditError.noArtifacts(bare)) {
      try await editor(store).correct(bare, RhythmCorrection(barShift: 1))
    }
    await #expect(throws: StoreError.trackNotFound(TrackID(rawValue: "gone"))) { try await editor(store).find("gone") }
    let id = try await Collection.save("a", bpm: 112, style: .vals, in: store)
    await #expect(throws: ReanalysisError.self) {
      try await editor(store).correct(id, RhythmCorrection(beatsPerBar: 99))
    }
    let damaged = try await Collection.save("b", bpm: 112, style: .vals, json: Data("{}".utf8), in: store)
    await #expect(throws: (any Error).self) {
      try await editor(store).correct(damaged, RhythmCorrection(barShift: 1))
    }
    #expect(await store.correction(of: damaged) == nil)
  }
}
