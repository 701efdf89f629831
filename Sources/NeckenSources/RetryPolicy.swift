import Foundation

/// How often and after what pauses something is tried again that may well succeed the next time.
public struct RetryPolicy: Sendable {
  /// Attempts in a row that bring nothing new, the first one counted.
  public var maximumAttempts = 5
  /// Pause after the first failure, in seconds; doubled after each further one.
  public var firstDelaySeconds = 0.5
  /// Longest pause of ours, in seconds.
  public var maximumDelaySeconds = 30.0
  /// Longest pause that a server may ask for, in seconds; when it asks for more, we give up.
  public var maximumRequestedDelaySeconds = 120.0

  public init() {}

  /// The pause after so many failures in a row, from half to all of its nominal length: many programs
  /// that lost one server do not come back all at once.
  func delaySeconds(afterFailures failures: Int) -> Double {
    let nominal = firstDelaySeconds * Double(1 << min(max(failures, 1) - 1, 20))
    return min(nominal, maximumDelaySeconds) * Double.random(in: 0.5...1)
  }
}
