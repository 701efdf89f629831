import Foundation
import NeckenRhythm
import Testing

@Suite("The longer view")
struct BarOverviewTests {
  /// A view of 25 steps a second in which one state and one length are certain at each step.
  private func view(steps: Int, state: (Int) -> Int, pace: Int) throws -> BarOverview {
    var values = [Float](repeating: -9, count: steps * BarOverview.valueCount)
    for step in 0..<steps {
      values[step * BarOverview.valueCount + state(step)] = -0.1
      values[step * BarOverview.valueCount + BarOverview.stateCount + pace] = -0.2
    }
    return try BarOverview(stepsPerSecond: 25, values: values)
  }

  @Test("States stand in turn: bars of two, of three, of four")
  func states() {
    let places = [(1, 2), (2, 2), (1, 3), (2, 3), (3, 3), (1, 4), (2, 4), (3, 4), (4, 4)]
    #expect(places.map { BarOverview.state($0.0, of: $0.1) } == Array(0..<BarOverview.stateCount))
    #expect(BarOverview.state(1, of: 5) == nil)
    #expect(BarOverview.state(1, of: 1) == nil)
  }

  @Test("A beat is told its place in the bar and how likely its length is")
  func rows() throws {
    // Beats of .4 s, an octave above .2 s: class 10.
    let overview = try view(steps: 300, state: { 2 + $0 / 10 % 3 }, pace: 10)
    let rows = overview.rows(between: (0...30).map { 0.4 * Double($0) })
    #expect(rows.count == 30 * BarOverview.beatValueCount)
    for beat in 0..<30 {
      let row = Array(rows[beat * BarOverview.beatValueCount..<(beat + 1) * BarOverview.beatValueCount])
      #expect(row[..<BarOverview.stateCount].max() == row[2 + beat % 3])
      #expect(abs(row[BarOverview.stateCount] + 0.2) < 1e-4)
      #expect(row[(BarOverview.stateCount + 1)...].allSatisfy { $0 < -8.9 })
    }
  }

  @Test("Beats beyond the recording hear its nearest moment; an empty view says nothing")
  func beyond() throws {
    let overview = try view(steps: 50, state: { _ in 0 }, pace: 10)
    let rows = overview.rows(between: [-3, -2, 1, 8, 9])
    #expect(rows.allSatisfy { $0.isFinite } && abs(rows[0] + 0.1) < 1e-5 && abs(rows[3 * BarOverview.beatValueCount] + 0.1) < 1e-5)
    let nothing = try BarOverview(stepsPerSecond: 25, values: [])
    #expect(nothing.rows(between: [0, 1, 2]).allSatisfy { $0 == 0 })
  }

  @Test("A tempo is as probable as its lengths of a beat are together, where it is asked about")
  func tempo() throws {
    // Ten seconds of beats of .4 s, then ten of .8 s.
    var values = [Float](repeating: -9, count: 500 * BarOverview.valueCount)
    for step in 0..<500 {
      values[step * BarOverview.valueCount + BarOverview.stateCount + (step < 250 ? 10 : 20)] = 0
    }
    let overview = try BarOverview(stepsPerSecond: 25, values: values)
    #expect(abs(overview.probability(ofBeats: 0.4, reach: 1.1, within: 0..<10) - 1) < 0.01)
    #expect(abs(overview.probability(ofBeats: 0.4, reach: 1.1, within: 0..<20) - 0.5) < 0.01)
    #expect(overview.probability(ofBeats: 0.4, reach: 1.1, within: 10..<20) < 0.01)
    #expect(abs(overview.probability(ofBeats: 0.8, reach: 1.1, within: -5..<20) - 0.5) < 0.01)
    #expect(overview.probability(ofBeats: 0.8, reach: 1.1, within: 30..<40) == 1, "nothing is known, nothing left out")
  }

  @Test("Half a step and a rate of nothing are refused")
  func damaged() {
    #expect(throws: ActivationError.self) { try BarOverview(stepsPerSecond: 25, values: [0, 0]) }
    #expect(throws: ActivationError.self) { try BarOverview(stepsPerSecond: 0, values: []) }
  }
}
