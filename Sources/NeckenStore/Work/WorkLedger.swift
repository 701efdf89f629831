public import Foundation

/// Shares work on one store among tasks, processes and machines, so that nothing is done twice.
///
/// A piece of work (``WorkShare/work``) is a list of subjects: tracks, or anything else that has a name.
/// Each subject is claimed by one owner. Every claim and every ``renew(_:at:)`` prolongs the owner's
/// lease; when it is over, and at once when the owner was a process of this machine that is gone, the
/// claims return. What is finished is not given out again until the work as a whole has ended.
///
/// Times come from the callers: machines that share a store should agree on the time to within a small
/// part of a lease.
public protocol WorkLedger: Sendable {
  /// Claims tracks, in order of identifier after `cursor`, that nobody holds and nobody has finished.
  /// - Returns: at most `limit` of them; none when there is nothing left to claim after `cursor`.
  func claimTracks(
    _ selection: TrackSelection, after cursor: TrackID?, limit: Int, for share: WorkShare, at now: Date
  ) async throws -> [TrackID]

  /// Claims what can be had of these subjects, in the order given.
  func claim(_ subjects: [String], for share: WorkShare, at now: Date) async throws -> [String]

  /// Prolongs the owner's lease; to be called a few times within each.
  /// - Returns: the subjects still held, in order of name.
  @discardableResult
  func renew(_ share: WorkShare, at now: Date) async throws -> [String]

  /// Marks claimed subjects as finished, well or badly. Claims that were lost meanwhile are left alone.
  func finish(_ subjects: [String], for share: WorkShare, at now: Date) async throws

  /// Gives claimed subjects back undone.
  func release(_ subjects: [String], for share: WorkShare, at now: Date) async throws

  /// Ends the owner's part and gives back what it still holds.
  /// - Parameter isComplete: nothing was left to claim. When nobody else is at the work either, what was
  ///   finished is forgotten, so that the next run does everything anew. `false` after an interruption:
  ///   the next run goes on where this one ended.
  func leave(_ share: WorkShare, isComplete: Bool, at now: Date) async throws

  func progress(of work: String, at now: Date) async throws -> WorkProgress
}

/// How far a piece of work has come.
public struct WorkProgress: Hashable, Sendable {
  /// Subjects held by owners that are alive as far as is known.
  public var claimed: Int
  public var finished: Int
  /// Owners at work.
  public var owners: Int

  public init(claimed: Int, finished: Int, owners: Int) {
    self.claimed = claimed
    self.finished = finished
    self.owners = owners
  }
}
