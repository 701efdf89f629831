import NeckenCore
import NeckenLibrary
import Synchronization
import TestSupport
import Testing

@Suite struct OrderedTasksTests {
  @Test(arguments: [1, 2, 7], 1...3) func resultsComeInOrderWithinTheWidth(width: Int, seed: Int) async {
    var generator = SeededGenerator(seed: UInt64(seed))
    let delays = (0..<40).map { _ in Int.random(in: 0..<3, using: &generator) }
    let running = Mutex((now: 0, most: 0))
    var delivered: [Int] = []
    let begun = await OrderedTasks(width: width).run(Array(0..<40)) { index in
      running.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
      try? await Task.sleep(for: .milliseconds(delays[index]))
      running.withLock { $0.now -= 1 }
      return index
    } deliver: { index in
      delivered.append(index)
      return true
    }
    #expect(begun == 40)
    #expect(delivered == Array(0..<40))
    #expect(running.withLock { $0.most } <= width)
  }

  @Test func workRunsNotFarAheadOfTheSlowest() async {
    let begun = Mutex(0)
    var tasks = OrderedTasks(width: 2)
    tasks.lead = 3
    var mostBegun = 0
    _ = await tasks.run(Array(0..<100)) { index in
      begun.withLock { $0 += 1 }
      if index == 0 {
        for _ in 0..<1000 { await Task.yield() }
      }
      return index
    } deliver: { index in
      if index == 0 { mostBegun = begun.withLock { $0 } }
      return true
    }
    #expect(mostBegun <= 6)
  }

  @Test func aRunThatIsEndedBeginsNothingMore() async {
    var delivered = 0
    let begun = await OrderedTasks(width: 1).run(Array(0..<100)) { $0 } deliver: { _ in
      delivered += 1
      return delivered < 5
    }
    #expect(begun < 100)
    #expect(delivered <= 10)
  }

  @Test func aCancelledTaskBeginsNothingMore() async {
    let count = Mutex(0)
    let task = Task {
      await OrderedTasks(width: 2).run(Array(0..<1000)) { _ in
        count.withLock { $0 += 1 }
        try? await Task.sleep(for: .milliseconds(1))
      } deliver: { _ in
        if count.withLock({ $0 }) >= 10 { withUnsafeCurrentTask { $0?.cancel() } }
        return true
      }
    }
    #expect(await task.value < 1000)
  }
}
