public import NeckenAnalysis
import NeckenCore

extension AudioAnalyzer: RecordingAnalyzer {
  public var versions: String {
    """
    neckenml \(NeckenVersion.current); artifacts \(RawArtifacts.currentSchemaVersion); \
    activation \(configuration.activationSource.rawValue); \
    embedding \(configuration.wantsEmbedding ? "wanted" : "not wanted")
    """
  }
}
