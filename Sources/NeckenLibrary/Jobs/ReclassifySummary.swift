public import NeckenCore
public import NeckenStore

/// What a reclassification changed, or would change.
public struct ReclassifySummary: Hashable, Sendable {
  /// Tracks read.
  public var examined = 0
  /// Tracks whose primary style is another one now.
  public var changed = 0
  /// Tracks whose style a person confirmed, and which therefore stayed.
  public var confirmed = 0
  /// Changes by dance: the most frequent first.
  public var changes: [Change] = []
  /// Tracks whose artifacts could not be read.
  public var unreadable: [UnreadableRow] = []

  public struct Change: Hashable, Sendable {
    /// `nil` for tracks that had no style.
    public var from: DanceStyle?
    public var to: DanceStyle
    public var count: Int

    public init(from: DanceStyle?, to: DanceStyle, count: Int) {
      self.from = from
      self.to = to
      self.count = count
    }
  }

  public init() {}

  mutating func count(_ page: AnalysisPage, _ verdicts: [ReclassifyJob.Verdict]) {
    for (item, verdict) in zip(page.analyses, verdicts) { count(item, verdict) }
    examined += page.unreadable.count
    unreadable += page.unreadable
  }

  private mutating func count(_ item: StoredAnalysis, _ verdict: ReclassifyJob.Verdict) {
    examined += 1
    switch verdict {
    case .unreadable(let reason):
      unreadable.append(UnreadableRow(trackID: item.trackID, name: item.name, reason: reason))
    case .update(let update):
      let before = item.styles.first(where: \.isPrimary)
      if before?.isUserConfirmed == true {
        confirmed += 1
      } else if let after = update.result.judgements.first(where: { $0.kind == .primary })?.style,
        after != before?.danceStyle
      {
        changed += 1
        add(from: before?.danceStyle, to: after)
      }
    }
  }

  private mutating func add(from: DanceStyle?, to: DanceStyle) {
    if let index = changes.firstIndex(where: { $0.from == from && $0.to == to }) {
      changes[index].count += 1
    } else {
      changes.append(Change(from: from, to: to, count: 1))
    }
  }

  mutating func sort() {
    changes.sort { left, right in
      if left.count != right.count { return left.count > right.count }
      return (left.from?.rawValue ?? "", left.to.rawValue) < (right.from?.rawValue ?? "", right.to.rawValue)
    }
  }
}
