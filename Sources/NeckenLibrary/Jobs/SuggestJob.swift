import NeckenCore
public import NeckenReanalysis
public import NeckenStore
public import NeckenStyle

/// Finds the recordings of a collection whose labels would teach a head most.
///
/// Asked about is what nobody has confirmed. What is confirmed counts as known, so that recordings unlike it go
/// first. See `LabelSuggestion`.
public struct SuggestJob: Sendable {
  /// What was found.
  public struct Outcome: Sendable {
    /// Most useful first.
    public var suggestions: [LabelSuggestion.Suggestion] = []
    /// Recordings that nobody has confirmed.
    public var openCount = 0
    /// Recordings whose artifacts could not be read.
    public var unreadable: [UnreadableRow] = []
  }

  private let store: any TrackStore
  private let suggestion: LabelSuggestion
  private let reanalysis: Reanalysis

  public init(store: any TrackStore, head: ClassificationHead, reanalysis: Reanalysis = Reanalysis()) {
    self.store = store
    suggestion = LabelSuggestion(head: head)
    self.reanalysis = reanalysis
  }

  /// - Parameter count: recordings wanted, at the most.
  /// - Throws: `StoreError`; `CancellationError`.
  public func run(count: Int) async throws -> Outcome {
    var outcome = Outcome()
    var candidates: [LabelSuggestion.Candidate] = []
    var known: [DerivedFeatures] = []
    try await store.forEachAnalysisPage { page in
      for item in page.analyses {
        do {
          let features = try reanalysis.derive(try ArtifactReader.read(item.source.rawData))
          if item.styles.contains(where: { $0.isPrimary && $0.isUserConfirmed }) {
            known.append(features)
          } else {
            candidates.append(.init(name: item.name, features: features))
          }
        } catch {
          outcome.unreadable.append(UnreadableRow(trackID: item.trackID, name: item.name, reason: "\(error)"))
        }
      }
      outcome.unreadable += page.unreadable
    }
    outcome.openCount = candidates.count
    outcome.suggestions = suggestion.suggest(count, of: candidates.sorted { $0.name < $1.name }, known: known)
    return outcome
  }
}
