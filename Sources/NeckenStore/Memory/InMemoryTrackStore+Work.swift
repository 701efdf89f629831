public import Foundation

/// Who is at a piece of work, and what they hold.
struct MemoryWork {
  var expiries: [WorkOwner: Date] = [:]
  var claims: [String: WorkOwner] = [:]
  var finished: Set<String> = []

  mutating func enter(_ share: WorkShare, at now: Date) {
    removeGone(at: now)
    expiries[share.owner] = now + share.leaseSeconds
  }

  mutating func removeGone(at now: Date) {
    expiries = expiries.filter { $0.value > now && !$0.key.isGone }
    let present = expiries
    claims = claims.filter { present[$0.value] != nil }
  }

  mutating func claim(_ subjects: [String], for share: WorkShare) -> [String] {
    subjects.filter { subject in
      guard claims[subject] == nil, !finished.contains(subject) else { return false }
      claims[subject] = share.owner
      return true
    }
  }
}

extension InMemoryTrackStore {
  public func claimTracks(
    _ selection: TrackSelection, after cursor: TrackID?, limit: Int, for share: WorkShare, at now: Date
  ) -> [TrackID] {
    works[share.work, default: MemoryWork()].enter(share, at: now)
    let work = works[share.work] ?? MemoryWork()
    let free = tracksByID.keys.filter { id in
      holds(selection, for: id) && work.claims[id.rawValue] == nil && !work.finished.contains(id.rawValue)
    }
    let subjects = page(of: free, after: cursor, limit: limit).map(\.rawValue)
    return works[share.work, default: work].claim(subjects, for: share).map(TrackID.init(rawValue:))
  }

  public func claim(_ subjects: [String], for share: WorkShare, at now: Date) -> [String] {
    works[share.work, default: MemoryWork()].enter(share, at: now)
    return works[share.work, default: MemoryWork()].claim(subjects, for: share)
  }

  @discardableResult
  public func renew(_ share: WorkShare, at now: Date) -> [String] {
    works[share.work, default: MemoryWork()].enter(share, at: now)
    let claims = works[share.work]?.claims.filter { $0.value == share.owner }.keys
    return claims.map { $0.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } } ?? []
  }

  public func finish(_ subjects: [String], for share: WorkShare, at now: Date) {
    for subject in subjects where works[share.work]?.claims[subject] == share.owner {
      works[share.work]?.claims[subject] = nil
      works[share.work]?.finished.insert(subject)
    }
  }

  public func release(_ subjects: [String], for share: WorkShare, at now: Date) {
    for subject in subjects where works[share.work]?.claims[subject] == share.owner {
      works[share.work]?.claims[subject] = nil
    }
  }

  public func leave(_ share: WorkShare, isComplete: Bool, at now: Date) {
    works[share.work]?.expiries[share.owner] = nil
    works[share.work]?.removeGone(at: now)
    if isComplete, works[share.work]?.expiries.isEmpty == true { works[share.work] = nil }
  }

  public func progress(of work: String, at now: Date) -> WorkProgress {
    guard let work = works[work] else { return WorkProgress(claimed: 0, finished: 0, owners: 0) }
    let present = work.expiries.filter { $0.value > now }
    return WorkProgress(
      claimed: work.claims.values.count { present[$0] != nil }, finished: work.finished.count, owners: present.count)
  }
}
