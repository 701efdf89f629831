public import NeckenNeural

/// The models and run-time libraries of the catalogue, and whether each can be used here and now.
public struct ModelInventory: Sendable {
  public struct Entry: Hashable, Sendable {
    public enum State: String, Sendable {
      case present, missing, damaged, unusable
      case builtIn = "built in"
    }

    public var name: String
    public var version: String
    public var licence: String
    /// What it does, in a line.
    public var summary: String
    public var state: State
    /// Why it cannot be used and what to do about it; `nil` when it can be.
    public var problem: String?
  }

  /// Libraries first, then models, each in the catalogue's order.
  public let entries: [Entry]

  /// Looks at all of them. Cost: reads each model's file once, and opens OpenVINO.
  public init(store: ModelStore) {
    let runtime = Self.judge(store.runtimeStatus())
    entries =
      store.catalog.runtimes.map { library in
        Entry(
          name: library.name, version: library.version, licence: library.licence, summary: "runs the networks",
          state: runtime.state, problem: runtime.problem)
      }
      + store.catalog.models.map { model in
        let status = Self.judge(store.status(of: model))
        return Entry(
          name: model.name, version: model.version, licence: model.licence, summary: model.summary,
          state: status.state, problem: status.problem)
      }
  }

  private static func judge(_ status: RuntimeStatus) -> (state: Entry.State, problem: String?) {
    switch status {
    case .present: (.present, nil)
    case .unavailable(let error):
      if case .runtimeMissing = error { (.missing, "\(error)") } else { (.unusable, "\(error)") }
    }
  }

  private static func judge(_ status: ModelStatus) -> (state: Entry.State, problem: String?) {
    switch status {
    case .present: (.present, nil)
    case .builtIn: (.builtIn, nil)
    case .unavailable(let error):
      switch error {
      case .missing: (.missing, "\(error)")
      case .damaged: (.damaged, "\(error)")
      case .unknown, .unreadable, .catalogUnreadable: (.unusable, "\(error)")
      }
    }
  }

  /// The inventory as one JSON object on one line.
  public var json: String {
    JSONText.object([
      (
        "models",
        .array(
          entries.map { entry in
            .object([
              ("name", .string(entry.name)), ("version", .string(entry.version)),
              ("status", .string(entry.state.rawValue)), ("licence", .string(entry.licence)),
              ("summary", .string(entry.summary)), ("problem", JSONText(entry.problem)),
            ])
          })
      )
    ]).text
  }
}
