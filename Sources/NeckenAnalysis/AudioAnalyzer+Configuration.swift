package import NeckenAudio
public import NeckenNeural
public import NeckenRhythm

extension AudioAnalyzer {
  /// What an analysis does and how; the defaults are what `neckenml analyze` uses.
  public struct Configuration: Sendable {
    /// Where beat activations come from.
    public enum ActivationSource: String, Sendable, CaseIterable {
      /// The beat network; where it cannot run, the signal, and the artifacts say so.
      case network
      /// Signal processing alone.
      case signal
    }

    public var activationSource = ActivationSource.network
    public var tracker = BarTracker.Configuration()
    /// Whether MusiCNN's embedding and tags are wanted; about two thirds of the time go there.
    public var wantsEmbedding = true
    public var musiCNN = MusiCNNConfiguration()

    package var pass = AudioPass.Configuration()
    /// Onsets by the beat network.
    package var onsetPeaks = OnsetPeaks()
    /// Onsets by signal processing, where the network cannot run.
    package var onsets = OnsetExtractor.Configuration()
    var dynamics = DynamicsMeasure.Configuration()
    package var structureSpectrum = StructureSpectrumSettings()
    package var structure = StructureDetector()
    /// Rate at which all but the embedding listen, in hertz.
    package var sampleRateHz = 22_050.0
    /// Values per second of the amplitude envelope.
    package var envelopeRateHz = 100.0

    public init() {}
  }
}
