import ArgumentParser
import NeckenML

@main
enum Main {
  static func main() async {
    ProcessMemory.keepForReuse()
    StandardStream.ignoreBrokenPipes()
    let status = await run(Array(CommandLine.arguments.dropFirst()))
    let isFlushed = Console.shared.finish()
    ExitStatus.exit(isFlushed || status != .success ? status : .failure)
  }

  /// Parses and runs, and turns whatever is thrown into a message and an exit status.
  private static func run(_ arguments: [String]) async -> ExitStatus {
    do {
      var command = try Neckenml.parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return .success
    } catch let status as ExitStatus {
      return status
    } catch is CancellationError {
      return .interrupted
    } catch let error as any NeckenError {
      Console.shared.complain("\(error)")
      return .failure
    } catch {
      return report(error)
    }
  }

  /// Help and version are results; anything else here is a misunderstanding about usage.
  private static func report(_ error: any Error) -> ExitStatus {
    let message = Neckenml.fullMessage(for: error)
    switch Neckenml.exitCode(for: error) {
    case .success:
      Console.shared.print(message)
      return .success
    case .validationFailure:
      Console.shared.note(message)
      return .usage
    default:
      Console.shared.complain("\(error)")
      return .failure
    }
  }
}
