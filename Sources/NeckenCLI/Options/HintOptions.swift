import ArgumentParser
import NeckenML

/// What the user knows beforehand.
struct HintOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The meter is known: 2/4, 3/4, 4/4, 6/8 or 9/8.", valueName: "meter"))
  var meter: MeterArgument?

  @Option(help: ArgumentHelp("The tempo is known, in beats a minute: 110 or 100-120.", valueName: "bpm"))
  var tempo: TempoArgument?

  @Option(
    help: ArgumentHelp("The dance is known: its usual meter and tempo guide the search.", valueName: "dance"))
  var dance: String?

  var hints: RhythmHints {
    RhythmHints(meter: meter?.meter, tempoRangeBpm: tempo?.range, dance: dance.flatMap(LabelNormalizer().style))
  }
}

/// "3/4"
struct MeterArgument: ExpressibleByArgument {
  private static let known: [Meter] = [.two, .three, .four, .sixEight, .nineEight]
  let meter: Meter

  init?(argument: String) {
    guard let meter = Self.known.first(where: { $0.timeSignature == argument }) else { return nil }
    self.meter = meter
  }
}

/// "110" or "100-120"
struct TempoArgument: ExpressibleByArgument {
  /// How far around a single tempo is searched, as a share of it.
  private static let tolerance = 0.08
  private static let allowed = 20.0...400.0
  let range: ClosedRange<Double>

  init?(argument: String) {
    let numbers = argument.split(separator: "-", omittingEmptySubsequences: false).map { Double($0) }
    switch numbers.count {
    case 1:
      guard let bpm = numbers[0], Self.allowed.contains(bpm) else { return nil }
      range = bpm * (1 - Self.tolerance)...bpm * (1 + Self.tolerance)
    case 2:
      guard let low = numbers[0], let high = numbers[1], Self.allowed.contains(low),
        Self.allowed.contains(high), low <= high
      else { return nil }
      range = low...high
    default: return nil
    }
  }
}
