import Foundation

/// Who holds a claim: one process, or one part of it.
///
/// Machine, process and its start time are kept with every claim, so that those who share the machine
/// can tell at once that the owner is gone, even when the process number has been given out again.
public struct WorkOwner: Hashable, Sendable {
  /// Sets apart owners within one process.
  public var id: String
  /// One boot of one machine, and the process namespace in it; `nil` where that cannot be told.
  public var machine: String?
  public var processID: Int32
  /// Clock ticks from the machine's start to the process's; 0 where that cannot be told.
  public var startTicks: UInt64

  public init(id: String, machine: String?, processID: Int32, startTicks: UInt64) {
    self.id = id
    self.machine = machine
    self.processID = processID
    self.startTicks = startTicks
  }

  /// A new owner for the running process.
  public static func current() -> WorkOwner {
    let processID = ProcessInfo.processInfo.processIdentifier
    return WorkOwner(
      id: RecordID.make(), machine: currentMachine, processID: processID,
      startTicks: ProcessTable.startTicks(of: processID) ?? 0)
  }

  /// Whether it was a process of this machine and is there no more. `false` when that cannot be told:
  /// its claims then return when their leases are over.
  var isGone: Bool {
    guard let machine, machine == Self.currentMachine, startTicks != 0 else { return false }
    return ProcessTable.startTicks(of: processID) != startTicks
  }

  private static let currentMachine = ProcessTable.machine()
}

/// As text for the `owner` columns: machine, process, start and identifier, separated by spaces.
extension WorkOwner: RawRepresentable {
  public var rawValue: String { "\(machine ?? "-") \(processID) \(startTicks) \(id)" }

  public init?(rawValue: String) {
    let parts = rawValue.split(separator: " ", maxSplits: 3)
    guard parts.count == 4, let processID = Int32(parts[1]), let startTicks = UInt64(parts[2]) else { return nil }
    self.init(
      id: String(parts[3]), machine: parts[0] == "-" ? nil : String(parts[0]), processID: processID,
      startTicks: startTicks)
  }
}

/// What Linux tells about processes (proc(5)); elsewhere nothing, and leases alone return claims.
private enum ProcessTable {
  /// `nil` when there is no such process, or it has ended and only waits to be reaped.
  static func startTicks(of processID: Int32) -> UInt64? {
    guard let text = try? String(contentsOfFile: "/proc/\(processID)/stat", encoding: .utf8),
      // The name, in parentheses, may itself hold spaces and parentheses.
      let end = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[text.index(after: end)...].split(separator: " ")
    // Field 3 is the state, field 22 the start time; two came before.
    guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
    return UInt64(fields[19])
  }

  static func machine() -> String? {
    guard let boot = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8),
      let namespace = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")
    else { return nil }
    return boot.trimmingCharacters(in: .whitespacesAndNewlines) + "/" + namespace
  }
}
