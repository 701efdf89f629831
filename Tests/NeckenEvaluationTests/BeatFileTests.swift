import NeckenCore
import NeckenEvaluation
import TestSupport
import Testing

@Suite("Beat files")
struct BeatFileTests {
  @Test func writesSecondsTabNumber() throws {
    let grid = try BeatGrid(times: [-0.0204, 0.5, 1.0005, 12.3456], numbers: [3, 1, 2, 3])
    #expect(BeatFile.text(for: grid) == "-0.020\t3\n0.500\t1\n1.001\t2\n12.346\t3\n")
    #expect(BeatFile.text(for: .empty).isEmpty)
  }

  @Test(arguments: 1...20)
  func readsWhatItWrites(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var time = 0.0
    let count = Int.random(in: 0...200, using: &generator)
    let times = (0..<count).map { _ in
      time += Double(Int.random(in: 1...900, using: &generator)) / 1000
      return time.rounded(decimals: 3)
    }
    let grid = try BeatGrid(times: times, numbers: times.indices.map { $0 % 3 + 1 })
    #expect(try BeatFile.parse(BeatFile.text(for: grid)) == grid)
  }

  @Test(arguments: [
    "0.5\t1\n1.0\t2\n1.5\t3\n",
    "0.5 1\r\n1.0 2\r\n1.5 3",
    "\u{FEFF}0.5,1,strong\n1.0,2\n1.5,3\n\n",
    "# by hand\ntime\tbeat\n0.5;1\n\n1.0;2\n1.5;3 # unsure\n",
    "5.0e-01\t1.0000e+00\n1.0\t2.0\n  1.5\t3.0  \n",
  ])
  func readsWhatOthersWrite(text: String) throws {
    #expect(try BeatFile.parse(text) == BeatGrid(times: [0.5, 1, 1.5], numbers: [1, 2, 3]))
  }

  @Test func beatsWithoutNumbersHaveNoDownbeat() throws {
    let grid = try BeatFile.parse("0.5\n1.0\n1.5\n")
    #expect(grid.times == [0.5, 1, 1.5])
    #expect(grid.downbeatIndices.isEmpty)
    #expect(try BeatFile.parse("") == .empty)
  }

  @Test(arguments: [
    ("0.5\t1\nx\t2\n", BeatFileError.timeUnreadable(file: "f", row: 2, text: "x")),
    ("nan\t1\n", .timeUnreadable(file: "f", row: 1, text: "nan")),
    ("0.5\t1\nnan\t2\n", .timeUnreadable(file: "f", row: 2, text: "nan")),
    ("\n0.5\t1\n0.5\t2\n", .timeNotIncreasing(file: "f", row: 3)),
    ("0.5\t0\n", .numberUnreadable(file: "f", row: 1, text: "0")),
    ("0.5\t1.5\n", .numberUnreadable(file: "f", row: 1, text: "1.5")),
    ("0.5\t1\n1.0\n", .numberMissing(file: "f", row: 2)),
    ("0.5\n1.0\t1\n", .numberMissing(file: "f", row: 2)),
  ])
  func namesTheRowThatIsWrong(text: String, error: BeatFileError) {
    #expect(throws: error) { try BeatFile.parse(text, file: "f") }
    #expect(error.description.contains("f, row"))
  }
}
