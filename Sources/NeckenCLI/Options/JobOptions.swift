import ArgumentParser
import Foundation

/// How much is done at once.
struct JobOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Work on so many at once; as many as there are processors unless given. The output is the same.",
      valueName: "number"))
  var jobs = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("--jobs takes a number from 1") }
  }
}
