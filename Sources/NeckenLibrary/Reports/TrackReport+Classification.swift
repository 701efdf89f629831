import NeckenCore
public import NeckenStore

extension TrackReport {
  /// What of the report is kept in a store.
  public var classification: Classification {
    Classification(columns: TrackColumns(features), judgements: judgements, vector: features.vector)
  }
}
