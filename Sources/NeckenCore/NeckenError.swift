/// An error that a person can act on: what went wrong, and what to do about it.
///
/// Every target throws its own enum that conforms to this protocol, with the facts as payload.
/// The program prints `description`; nothing else in the library turns errors into text.
public protocol NeckenError: Error, CustomStringConvertible, Sendable {
  /// What went wrong, with the file, row or value concerned. One sentence without a full stop.
  var cause: String { get }
  /// What the user can do about it, or `nil` when there is nothing to be done.
  var remedy: String? { get }
}

extension NeckenError {
  /// The cause, followed by the remedy where there is one.
  public var description: String {
    guard let remedy else { return cause }
    return "\(cause); \(remedy)"
  }
}
