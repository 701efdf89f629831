import NeckenCore
import NeckenNeural
import NeckenRhythm
import Synchronization

/// The networks that analyses share: found and compiled when first asked for, once.
///
/// A model that could not be had is not asked for again; its reason goes into every recording's
/// artifacts. A class because all copies of an analyser share what is compiled here.
final class AnalysisModels: Sendable {
  private let beats = Mutex<Result<BeatNetwork, Unavailable>?>(nil)
  private let reader = Mutex<Result<StampedReader, Unavailable>?>(nil)
  private let musiCNN = Mutex<Result<MusiCNN, Unavailable>?>(nil)

  /// Why a network cannot be used, in words with the remedy.
  struct Unavailable: Error {
    let reason: String
  }

  /// A bar reader, and the model that it is.
  struct StampedReader: Sendable {
    var reader: BarReader
    var stamp: ModelStamp
  }

  func beatNetwork() -> Result<BeatNetwork, Unavailable> {
    beats.once { try BeatNetwork(store: ModelStore()) }
  }

  /// The bar reader comes with the program.
  ///
  /// - Throws: ``Unavailable`` when the program was built wrongly.
  func barReader() throws(Unavailable) -> StampedReader {
    try reader.once {
      let model = try ModelStore().catalog.model(named: ShippedWeights.barReaderName)
      return StampedReader(
        reader: try BarReader(ShippedWeights.barReader), stamp: ModelStamp(name: model.name, version: model.version))
    }.get()
  }

  func musiCNN(_ configuration: MusiCNNConfiguration) -> Result<MusiCNN, Unavailable> {
    musiCNN.once { try MusiCNN(store: ModelStore(), configuration: configuration) }
  }
}

extension Mutex {
  /// What was made the first time, or why it could not be.
  fileprivate borrowing func once<Made: Sendable>(
    _ make: () throws -> Made
  ) -> Result<Made, AnalysisModels.Unavailable> where Value == Result<Made, AnalysisModels.Unavailable>? {
    withLock { made in
      if let made { return made }
      let result: Result<Made, AnalysisModels.Unavailable>
      do { result = .success(try make()) } catch { result = .failure(.init(reason: "\(error)")) }
      made = result
      return result
    }
  }
}
