import NeckenCore
import Testing

@Suite("Beat grid")
struct BeatGridTests {
  @Test("Complete bars leave out what is cut at either end")
  func completeBars() throws {
    let grid = try BeatGrid(times: [0.0, 0.5, 1.0, 1.4, 2.1, 2.5, 3.0], numbers: [2, 3, 1, 2, 3, 1, 2])
    let bars = grid.completeBars
    #expect(bars.count == 1)
    #expect(bars[0].startSeconds == 1.0)
    #expect(bars[0].endSeconds == 2.5)
    #expect(zip(bars[0].beatShares, [0.4 / 1.5, 0.7 / 1.5, 0.4 / 1.5]).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test("A bar with a missing beat is not complete")
  func missingBeat() throws {
    let grid = try BeatGrid(times: [0, 1, 2, 3, 4], numbers: [1, 3, 1, 2, 1])
    #expect(grid.completeBars.map(\.startSeconds) == [2])
  }

  @Test("Grids that no recording can have are refused")
  func refusals() {
    #expect(throws: BeatGridError.lengthsDiffer(times: 1, numbers: 0)) { try BeatGrid(times: [0], numbers: []) }
    #expect(throws: BeatGridError.timeNotIncreasing(index: 1)) {
      try BeatGrid(times: [1, 1], numbers: [1, 2])
    }
    #expect(throws: BeatGridError.timeNotIncreasing(index: 0)) { try BeatGrid(times: [.nan], numbers: [1]) }
    #expect(throws: BeatGridError.numberBelowOne(index: 0)) { try BeatGrid(times: [0], numbers: [0]) }
  }
}
