import Foundation
import NeckenML
import TestSupport
import Testing

/// Every command that takes a database takes one on a server.
@Suite struct ServerDatabaseTests {
  @Test func commandsWorkOnAServer() async throws {
    let server = try PostgresServer.shared.get()
    try await server.withDatabase { name in
      try WorkFolder.with { folder in
        for index in 0..<3 {
          try folder.writeClicks("m/Vals \(index).wav", bpm: 160 + Double(index) * 5, bars: 12, seed: UInt64(index + 1))
        }
        let database = ["--database", server.url(name, password: PostgresServer.password)]
        func run(_ arguments: String...) throws -> Program.Result {
          try Program.run(arguments + database, in: folder.path)
        }
        #expect(try run("analyze", "--save", "--no-embedding", "m").status == 0)
        let info = try run("db", "info")
        #expect(info.output.contains("3") && !info.output.contains(PostgresServer.password) && !info.output.contains("%20ord"), "the password is not shown")
        #expect(try run("db", "check").output.contains("all is well"))
        #expect(try run("reclassify", "--dry-run").lines.first?.hasPrefix("3 tracks: 0 would change") == true)
        #expect(try run("reclassify").status == 0)
        #expect(try run("export").lines.count == 4)

        let refused = try Program.run(
          ["db", "info", "--database", server.url(name, password: "fel")], in: folder.path)
        #expect(refused.status == 1 && refused.errors.contains("does not let you in") && !refused.errors.contains(":fel@"))
        let nowhere = try Program.run(
          ["reclassify", "--database", "postgresql://necken@127.0.0.1:1/x"], in: folder.path)
        #expect(nowhere.status == 1 && nowhere.errors.contains("check address and port"))
      }
    }
  }

  @Test func whatTheAddressLeavesOutComesFromTheUsualVariables() async throws {
    let server = try PostgresServer.shared.get()
    try await server.withDatabase { name in
      try WorkFolder.with { folder in
        let address = ["--database", "postgresql://"]
        let added = try Program.run(
          ["keywords", "add", "x", "--dance", "vals"] + address, in: folder.path, environment: server.variables(name))
        #expect(added.status == 0, "\(added.errors)")
        #expect(try server.sql("SELECT keyword FROM style_keywords", in: name) == "x\n")
        // Over TCP a password is asked for.
        var variables = server.variables(name).merging(["PGHOST": "127.0.0.1", "PGPASSWORD": PostgresServer.password]) { $1 }
        #expect(try Program.run(["keywords"] + address, in: folder.path, environment: variables).lines.count == 2)
        variables["PGPASSWORD"] = "fel"
        let refused = try Program.run(["keywords"] + address, in: folder.path, environment: variables)
        #expect(refused.status == 1 && refused.errors.contains("PGPASSWORD"), "\(refused.errors)")
      }
    }
  }

  /// Two programs at once neither lose nor double anything.
  @Test func twoProgramsSaveIntoOneServer() async throws {
    let server = try PostgresServer.shared.get()
    try await server.withDatabase { name in
      try WorkFolder.with { folder in
        for index in 0..<4 { try folder.writeClicks("m/\(index).wav", bars: 10, seed: UInt64(index + 1)) }
        let arguments = ["analyze", "--save", "--no-embedding", "--database", server.url(name), "m"]
        let programs = try (0..<2).map { _ in try Program.process(arguments, in: folder.path) }
        for program in programs { try program.run() }
        for program in programs { program.waitUntilExit() }
        #expect(programs.allSatisfy { $0.terminationStatus == 0 })
      }
      let store = try await StoreLocation(server.url(name)).open(.readOnly)
      let summary = try await store.summary()
      #expect(summary.trackCount == 4 && summary.analysedTrackCount == 4)
      #expect(try await store.problems().isEmpty)
    }
  }
}
