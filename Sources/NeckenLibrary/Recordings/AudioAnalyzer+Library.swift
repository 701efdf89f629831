public import NeckenAnalysis
import NeckenCore

extension AudioAnalyzer: RecordingAnalyzer {
  /// Names the models that are at hand: when one is fetched later, what was analysed without it counts
  /// as out of date. Compiles them the first time.
  public var versions: String {
    let models = modelStamps.map { "\($0.name) \($0.version)" }.joined(separator: ", ")
    return """
      neckenml \(NeckenVersion.current); artifacts \(RawArtifacts.currentSchemaVersion); \
      activation \(configuration.activationSource.rawValue); models \(models.isEmpty ? "none" : models)
      """
  }
}
