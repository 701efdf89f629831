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
  private let readers = Mutex<Result<Readers, Unavailable>?>(nil)
  private let musiCNN = Mutex<Result<MusiCNN, Unavailable>?>(nil)

  /// Why a network cannot be used, in words with the remedy.
  struct Unavailable: Error {
    let reason: String
  }

  /// What reads beats, and the models that this is.
  struct Readers: Sendable {
    var bars: BarReader
    var dances: DanceReader
    var stamps: [ModelStamp]
  }

  func beatNetwork() -> Result<BeatNetwork, Unavailable> {
    beats.once { try BeatNetwork(store: ModelStore()) }
  }

  /// The readers come with the program.
  ///
  /// - Throws: ``Unavailable`` when the program was built wrongly.
  func beatReaders() throws(Unavailable) -> Readers {
    try readers.once {
      let catalog = try ModelStore().catalog
      return Readers(
        bars: try BarReader(ShippedWeights.barReader), dances: try DanceReader(ShippedWeights.danceReader),
        stamps: try [ShippedWeights.barReaderName, ShippedWeights.danceReaderName].map { name in
          let model = try catalog.model(named: name)
          return ModelStamp(name: model.name, version: model.version)
        })
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
