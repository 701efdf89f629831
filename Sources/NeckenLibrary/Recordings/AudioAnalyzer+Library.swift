public import NeckenAnalysis
import NeckenCore

extension AudioAnalyzer: RecordingAnalyzer {
  /// With the models that can be used here and now: a recording that was analysed without the
  /// embedding is analysed anew once the weights are installed.
  public var versions: String {
    let models = modelStamps.map { "\($0.name) \($0.version)" }.sorted()
    return """
      neckenml \(NeckenVersion.current); artifacts \(RawArtifacts.currentSchemaVersion); \
      models \(models.isEmpty ? "none" : models.joined(separator: ", "))
      """
  }
}
