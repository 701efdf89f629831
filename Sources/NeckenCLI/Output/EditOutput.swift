import NeckenML

/// Edits tracks one by one and tells what each is now; one that fails is named, and the rest goes on.
struct EditOutput: Sendable {
  var isJSON: Bool

  func forEach(
    _ names: [String], _ edit: @escaping @Sendable (String) async throws -> TrackEditor.Result
  ) async throws {
    let hasFailed = try await Interruption.run {
      var hasFailed = false
      for name in names {
        try Task.checkCancellation()
        do {
          let result = try await edit(name)
          Console.shared.print(isJSON ? result.json : Self.line(name, result))
        } catch let error as any NeckenError {
          Console.shared.complain("\(name): \(error)")
          hasFailed = true
        }
      }
      return hasFailed
    }
    if hasFailed { throw ExitStatus.failure }
  }

  private static func line(_ name: String, _ result: TrackEditor.Result) -> String {
    let primary = result.styles.first(where: \.isPrimary)
    let dance = primary.map { style in
      style.danceStyle.rawValue + (style.subStyle.map { " (\($0))" } ?? "")
        + (style.isUserConfirmed ? ", confirmed by \(style.confirmationCount)" : "")
    }
    let tempo = (primary?.effectiveBpm ?? result.track.derived?.tempoBpm).map { Format.fixed($0, decimals: 0) + " bpm" }
    return "\(name): " + [dance, tempo].compactMap(\.self).joined(separator: ", ")
  }
}
