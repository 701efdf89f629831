import Foundation

/// A PostgreSQL server of the tests' own, in a temporary folder, on a free port and a socket.
///
/// A watchdog process takes it down and removes the folder when the test process ends, however it ends.
package final class PostgresServer: Sendable {
  package enum Failure: Error { case notInstalled(String), command(String, output: String) }

  package static let password = "lösen ord"

  /// No test opens as many.
  private static let mostDescriptors: Int32 = 65_536

  private let folder: String
  private let port: Int
  private let binaries: String

  /// The server that tests share; each takes a database of its own on it.
  package static let shared = Result { try PostgresServer() }

  /// One with pgvector, which Debian 12 has no package of; `nil` where it is not there and cannot be fetched.
  package static let withVectors: PostgresServer? = {
    let script = RepositoryPaths.root.appending(path: "Tests/Servers/pgvector.sh").path
    // The fetching program says on standard error why it cannot; its last line is the folder.
    guard let folder = (try? run([script]))?.split(separator: "\n").last else { return nil }
    return try? PostgresServer(binaries: String(folder))
  }()

  /// Makes and starts one.
  /// - Parameter binaries: the folder of its programs; of Debian's latest unless given.
  package init(binaries: String? = nil) throws {
    self.binaries = try binaries ?? Self.findBinaries()
    folder = "/tmp/neckenml-pg-\(UUID().uuidString.prefix(8))"
    port = try Self.freePort()
    try Self.run(Self.asServerUser + ["mkdir", "-m", "755", folder])
    try Self.run(Self.asServerUser + ["sh", "-c", "printf %s \"$0\" > \(folder)/password", Self.password])
    try Self.run(
      Self.asServerUser + [
        "\(self.binaries)/initdb", "-D", "\(folder)/data", "-U", "necken", "--auth-local=trust",
        "--auth-host=scram-sha-256", "--pwfile=\(folder)/password", "-E", "UTF8", "--locale=C.UTF-8", "-N",
      ])
    try start()
    try Self.watch(folder: folder, stop: stopCommand("immediate"))
  }

  deinit {
    _ = try? Self.run(stopCommand("immediate"))
    _ = try? Self.run(["rm", "-rf", folder])
  }

  /// Starts it again after ``stop()``.
  package func start() throws {
    // Tests need no safety against a power cut.
    let options = """
      -p \(port) -k \(folder) -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off \
      -c synchronous_commit=off -c max_connections=200
      """
    try Self.run(
      Self.asServerUser + [
        "\(binaries)/pg_ctl", "-D", "\(folder)/data", "-l", "\(folder)/log", "-o", options, "-w", "-t", "60", "start",
      ])
  }

  /// Stops it at once, as a crash would: connections break in the middle of what they do.
  package func stop() throws { try Self.run(stopCommand("immediate")) }

  /// The address of a database, through the socket, without a password.
  package func url(_ database: String) -> String { "postgresql://necken@/\(database)?host=\(folder)&port=\(port)" }

  /// The same as variables for libpq's programs, with an address that says nothing.
  package func variables(_ database: String) -> [String: String] {
    ["PGHOST": folder, "PGPORT": "\(port)", "PGUSER": "necken", "PGDATABASE": database]
  }

  /// The address of a database over TCP, where a password is asked for.
  package func url(_ database: String, password: String) -> String {
    let text = password.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    return "postgresql://necken:\(text)@127.0.0.1:\(port)/\(database)"
  }

  /// A new, empty database, dropped afterwards.
  package func withDatabase<Value>(_ body: (_ name: String) async throws -> Value) async throws -> Value {
    let name = "t" + UUID().uuidString.lowercased().replacing("-", with: "")
    try sql("CREATE DATABASE \(name)")
    do {
      let value = try await body(name)
      try sql("DROP DATABASE \(name) WITH (FORCE)")
      return value
    } catch {
      // A server that was stopped by the test takes the database with it.
      _ = try? sql("DROP DATABASE \(name) WITH (FORCE)")
      throw error
    }
  }

  /// Runs statements as another program would, and returns what they print, unaligned.
  @discardableResult
  package func sql(_ text: String, in database: String = "postgres") throws -> String {
    try Self.run([
      "\(binaries)/psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url(database), "-c", text,
    ])
  }

  private func stopCommand(_ mode: String) -> [String] {
    Self.asServerUser + ["\(binaries)/pg_ctl", "-D", "\(folder)/data", "-m", mode, "-w", "stop"]
  }

  /// The server refuses to run as root.
  private static let asServerUser = getuid() == 0 ? ["runuser", "-u", "postgres", "--"] : []

  private static func findBinaries() throws -> String {
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
    for version in folders.compactMap({ Int($0) }).sorted(by: >) {
      let path = "/usr/lib/postgresql/\(version)/bin"
      if FileManager.default.isExecutableFile(atPath: path + "/initdb") { return path }
    }
    throw Failure.notInstalled("PostgreSQL's server is not installed; scripts/setup.sh --tests does that")
  }

  private static func freePort() throws -> Int {
    let output = try run([
      "python3", "-c", "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])",
    ])
    guard let port = Int(output.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw Failure.command("a free port", output: output)
    }
    return port
  }

  private static func watch(folder: String, stop: [String]) throws {
    // A zombie is dead: `swift test` waits for all that hold its pipe before it fetches the tests' exit status.
    let script = """
      alive() { state=$(cat /proc/\(ProcessInfo.processInfo.processIdentifier)/stat 2>/dev/null) && case "$state" in *") Z "*) false;; esac; }
      while alive && [ -d \(folder) ]; do sleep 1; done
      [ -d \(folder) ] && "$@"; rm -rf \(folder)
      """
    // A session of its own, so that Ctrl-C on the tests does not end it first.
    _ = try spawn(["setsid", "sh", "-c", script, "watchdog"] + stop, output: "/dev/null")
  }

  @discardableResult
  private static func run(_ command: [String]) throws -> String {
    // A file rather than a pipe: a server that was started keeps it open.
    let log = "/tmp/neckenml-pg-\(UUID().uuidString).log"
    defer { try? FileManager.default.removeItem(atPath: log) }
    let process = try spawn(command, output: log)
    var status: Int32 = 0
    while waitpid(process, &status, 0) == -1, errno == EINTR {}
    let output = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
    if status != 0 { throw Failure.command(command.joined(separator: " "), output: output) }
    return output
  }

  /// Foundation's `Process` waits until a program's own children have ended too, and a server does not.
  private static func spawn(_ command: [String], output: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    // What outlives the tests' other programs must not hold the sockets by which Foundation learns that those have
    // ended: it would wait for ever. (To close what is not open is no error; what could not be open is refused here.)
    for descriptor in 3..<Self.mostDescriptors {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    var arguments = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    let failure = posix_spawnp(&process, command[0], &actions, nil, &arguments, environ)
    if failure != 0 { throw Failure.command(command[0], output: String(cString: strerror(failure))) }
    return process
  }
}
