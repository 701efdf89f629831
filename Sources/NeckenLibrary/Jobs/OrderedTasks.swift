/// Runs work on many inputs at once and hands the results over in the inputs' order.
///
/// So the output is the same for one task or many. Memory is bounded: an input is begun only when its
/// result will not have to wait behind too many others.
package struct OrderedTasks: Sendable {
  /// Most inputs worked on at once, at least 1.
  package var width: Int
  /// How far ahead of the oldest unfinished input work may run, in multiples of `width`.
  package var lead = 4

  package init(width: Int) { self.width = width }

  /// - Parameters:
  ///   - work: called for each input, from several tasks.
  ///   - deliver: called for each result, one at a time, in order; `false` ends the run: nothing more is
  ///     begun, and what is under way is cancelled and handed over if it finishes all the same.
  /// - Returns: how many inputs were begun. When the surrounding task is cancelled, nothing more is begun.
  package func run<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], work: @escaping @Sendable (Input) async -> Output, deliver: (Output) async -> Bool
  ) async -> Int {
    let width = max(1, width)
    return await withTaskGroup(of: (Int, Output).self) { group in
      var begun = 0
      var running = 0
      var waiting: [Int: Output] = [:]
      var next = 0
      var isEnded = false

      func begin() {
        while !isEnded, !Task.isCancelled, begun < inputs.count, running < width, begun - next < width * lead {
          let (index, input) = (begun, inputs[begun])
          group.addTask { (index, await work(input)) }
          begun += 1
          running += 1
        }
      }

      begin()
      while let (index, output) = await group.next() {
        running -= 1
        waiting[index] = output
        while let ready = waiting.removeValue(forKey: next) {
          next += 1
          if await !deliver(ready) {
            isEnded = true
            group.cancelAll()
          }
        }
        begin()
      }
      return begun
    }
  }
}
