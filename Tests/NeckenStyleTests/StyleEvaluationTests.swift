import Foundation
import NeckenCore
import NeckenEvaluation
import NeckenStyle
import Testing

@Suite struct StyleEvaluationTests {
  @Test func everyKindOfEvidenceIsScoredAlone() throws {
    let waltz = Sample.features(.three, bpm: 170)
    let cases: [StyleEvaluation.Case] = [
      .init(truth: .polska, features: Sample.polska, metadata: TrackMetadata(title: "Bingsjöpolska")),
      .init(truth: .vals, features: waltz, metadata: TrackMetadata(title: "Vals")),
      .init(truth: .polka, features: waltz, metadata: TrackMetadata(title: "Låt")),
      .init(truth: .unknown, isTernary: false, features: waltz, metadata: TrackMetadata(title: "")),
      .init(truth: .unknown, features: Sample.noBeat, metadata: TrackMetadata(title: "")),
    ]
    let scores = try StyleEvaluation(head: nil).run(cases)
    #expect(scores.map(\.name) == ["title", "tempo and meter", "heuristics", "sound", "everything"])
    let title = scores[0]
    #expect(title.accuracy == 0.8)
    #expect(title.answeredShare == 0.4)
    #expect(title.accuracyWhenAnswered == 1)
    // Two of three dances right.
    #expect(abs(title.macroF1 - 2.0 / 3) < 1e-12)
    #expect(title.acrossMeters == 0)
    #expect(abs(title.meanCost - 0.5 / 5) < 1e-12)
    // Two of the three dances; what is none of the dances asks for no answer.
    #expect(abs(title.coverage - 2.0 / 3) < 1e-12)
    let sound = scores[3]
    // A polka and something in two are called Vals.
    #expect(sound.acrossMeters == 0.4)
    #expect(sound.accuracy == 0.6)
    #expect(sound == with(scores[2], name: "sound"))
    #expect(sound.confusion.total == 5)
    // Without the lilt a polska at 112 might be many things; what is said comes from meter and tempo.
    #expect(scores[1].calibrationError != scores[2].calibrationError)
  }

  @Test func whatMayBeCalledSoTooIsRight() throws {
    let waltz = Sample.features(.three, bpm: 170)
    func scores(alsoRight: Set<DanceStyle>) throws -> StyleScores {
      let cases: [StyleEvaluation.Case] = [
        .init(
          truth: .unknown, alsoRight: alsoRight, isTernary: false, features: waltz, metadata: TrackMetadata(title: ""))
      ]
      return try StyleEvaluation(head: nil).run(cases)[3]
    }
    let (wrong, right) = (try scores(alsoRight: [.polka]), try scores(alsoRight: [.polka, .vals]))
    #expect((wrong.accuracy, wrong.accuracyWhenAnswered, wrong.acrossMeters) == (0, 0, 1))
    #expect((right.accuracy, right.accuracyWhenAnswered, right.acrossMeters) == (1, 1, 0))
    #expect(right.meanCost == 0 && wrong.meanCost > 0)
    // It is an answer all the same, as sure as it was.
    #expect(right.answeredShare == 1)
  }

  private func with(_ scores: StyleScores, name: String) -> StyleScores {
    var scores = scores
    scores.name = name
    return scores
  }

  @Test func coverageGoesBySureness() {
    let share = { (correct: [Bool]) in
      AnswerCoverage.share(ofAccuracy: 0.9, confidences: [0.9, 0.8, 0.7, 0.6], isCorrect: correct)
    }
    #expect(share([true, true, true, true]) == 1)
    #expect(share([true, true, true, false]) == 0.75)
    #expect(share([false, true, true, true]) == 0)
    #expect(AnswerCoverage.share(ofAccuracy: 0.9, confidences: [], isCorrect: []) == 0)
    #expect(
      AnswerCoverage.surest(ofAccuracy: 0.9, confidences: [0.2, 0.9, 0.8], isCorrect: [false, true, true]) == [1, 2])
  }
}

@Suite struct DanceLabelsTests {
  private let folder = URL(filePath: "/music/labels")

  @Test func recordingsAreFoundByPathNameAndIdentifier() throws {
    let table = try DanceLabels.parse(
      csv: """
        recording,style,beats_per_bar,group,also
        a/one.flac,polskor,3,Tune,
        /other/two.flac,VALS,,,
        track-7,Other,2,,jigs/Slip jig
        b/same.flac,polka,,,
        c/same.flac,vals,,,
        """, folder: folder)
    #expect(table.labels.map(\.style) == [.polska, .vals, .unknown, .polka, .vals])
    #expect(table.labels.map(\.isTernary) == [true, nil, false, nil, nil])
    #expect(table.labels[0].group == "Tune")
    #expect(table.labels.map(\.alsoRight) == [[], [], [.jig, .slipJig], [], []])
    #expect(table.index(filePath: "/music/labels/a/one.flac", trackID: "x") == 0)
    #expect(table.index(filePath: "/elsewhere/one.flac", trackID: "x") == 0)
    #expect(table.index(filePath: "/other/two.flac", trackID: "x") == 1)
    #expect(table.index(filePath: nil, trackID: "track-7") == 2)
    #expect(table.index(filePath: "/music/labels/c/same.flac", trackID: "x") == 4)
    // A name that two rows share is no name.
    #expect(table.index(filePath: "/elsewhere/same.flac", trackID: "x") == nil)
    #expect(table.index(filePath: "/elsewhere/three.flac", trackID: "x") == nil)
  }

  @Test func rowsThatCannotBeUsedAreNamed() throws {
    let table = try DanceLabels.parse(csv: "file;dance\n;polska\na.wav;\nb.wav;hambo\n", folder: folder)
    #expect(table.labels.map(\.style) == [.hambo])
    #expect(table.problems.map(\.description) == ["row 2: no recording", "row 3: no style"])
    #expect(throws: TrainingTableError.noLabels(found: ["a", "b"])) {
      try DanceLabels.parse(csv: "a,b\n1,2\n", folder: folder)
    }
  }
}

@Suite struct LabelSuggestionTests {
  @Test func doubtfulAndUnlikeRecordingsGoFirst() throws {
    // Polska up to 147 bpm, vals from 133: between them nobody knows.
    let samples = (0..<80).map { index -> TrainingSample in
      let bpm = (index % 2 == 0 ? 100 : 133) + Double(index) * 0.6
      let features = Sample.features(.three, bpm: bpm)
      return TrainingSample(
        vector: features.vector, rhythm: RhythmVector(features), style: index % 2 == 0 ? .polska : .vals,
        group: "\(index)")
    }
    let head = try HeadTrainer(configuration: RhythmSamples.rhythmOnly).train(samples)
    let candidates: [LabelSuggestion.Candidate] = [
      .init(name: "clear polska", features: Sample.features(.three, bpm: 105)),
      .init(name: "between", features: Sample.features(.three, bpm: 139)),
      .init(name: "between, again", features: Sample.features(.three, bpm: 139)),
      .init(name: "clear vals", features: Sample.features(.three, bpm: 170)),
      .init(name: "silence", features: Sample.noBeat),
    ]
    var suggestion = LabelSuggestion(head: head)
    let all = suggestion.suggest(10, of: candidates)
    #expect(all.count == 4)
    #expect(all[0].name == "between")
    #expect(all[0].hesitation.prefix(2).map(\.style).sorted() == [.polska, .vals])
    #expect(all[0].doubt > 0.5)
    // The copy teaches nothing that the first did not.
    #expect(all.last?.name == "between, again")
    suggestion.diversity = 0
    #expect(suggestion.suggest(2, of: candidates).map(\.name) == ["between", "between, again"])
    #expect(suggestion.suggest(1, of: candidates).count == 1)
    #expect(suggestion.suggest(3, of: []).isEmpty)
  }
}
