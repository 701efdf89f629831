import NeckenCore

extension BarTracker {
  /// The readings that are compared when a recording is tracked, window by window: what the weights of
  /// ``Configuration/Choice`` are fitted on.
  package func readings(of activation: Activation) throws -> [[Reading]] {
    var configuration = configuration
    configuration.choice.readMargin = .infinity  // none is left out
    let found = try BarSearch(activation, hints: .none, reader: reader, configuration: configuration).run()
    return found.windows.map { $0.readings.map(\.reading) }
  }
}
