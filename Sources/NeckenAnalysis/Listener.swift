import NeckenAudio
import NeckenSignal

/// Holds one extractor while a pass over a recording feeds it.
///
/// A class because the pass calls it through a closure; it lives for one analysis, in one task.
final class Listener<Extractor: SignalExtractor> {
  private var extractor: Extractor

  init(_ extractor: Extractor) { self.extractor = extractor }

  /// The consumer that an `AudioPass` feeds, at the rate the extractor was made for.
  func consumer(sampleRateHz: Double) -> MonoConsumer {
    MonoConsumer(sampleRateHz: sampleRateHz) { try self.extractor.consume($0) }
  }

  /// The extractor's result, once the pass is over.
  func finish() throws -> Extractor.Output { try extractor.finish() }
}
