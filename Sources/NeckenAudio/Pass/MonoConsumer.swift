/// Someone who hears the mono signal of a recording at one rate, block by block.
package struct MonoConsumer {
  /// The rate at which blocks are wanted, in hertz; `nil` is the recording's own.
  package var sampleRateHz: Double?
  /// Takes a block, which is valid only during the call.
  package var consume: (UnsafeBufferPointer<Float>) throws -> Void

  package init(sampleRateHz: Double?, consume: @escaping (UnsafeBufferPointer<Float>) throws -> Void) {
    self.sampleRateHz = sampleRateHz
    self.consume = consume
  }
}

/// Resamples once for each rate and hands the blocks to all who asked for that rate.
struct MonoFanOut {
  private struct Branch {
    let sampleRateHz: Double
    let resampler: Resampler
    var consumers: [MonoConsumer]

    func handOn(_ block: UnsafeBufferPointer<Float>) throws {
      for consumer in consumers { try consumer.consume(block) }
    }
  }

  private var branches: [Branch] = []

  /// - Throws: `AudioError.resamplingFailed` for a rate that cannot be reached.
  init(_ consumers: [MonoConsumer], sourceRateHz: Double) throws(AudioError) {
    for consumer in consumers {
      let rate = consumer.sampleRateHz ?? sourceRateHz
      if let index = branches.firstIndex(where: { $0.sampleRateHz == rate }) {
        branches[index].consumers.append(consumer)
      } else {
        let resampler = try Resampler(fromHz: sourceRateHz, toHz: rate)
        branches.append(Branch(sampleRateHz: rate, resampler: resampler, consumers: [consumer]))
      }
    }
  }

  func consume(_ block: UnsafeBufferPointer<Float>) throws {
    for branch in branches { try branch.resampler.process(block) { try branch.handOn($0) } }
  }

  func finish() throws {
    for branch in branches { try branch.resampler.finish { try branch.handOn($0) } }
  }
}
