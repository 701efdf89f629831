/// One owner's part in a piece of work.
public struct WorkShare: Hashable, Sendable {
  /// Names the work: its kind and whatever sets it apart, such as a fingerprint of its settings.
  public var work: String
  public var owner: WorkOwner
  /// Seconds after which the owner's claims return unless it is heard of again.
  public var leaseSeconds: Double

  public static let defaultLeaseSeconds = 120.0

  public init(work: String, owner: WorkOwner = .current(), leaseSeconds: Double = defaultLeaseSeconds) {
    self.work = work
    self.owner = owner
    self.leaseSeconds = leaseSeconds
  }
}
