import Foundation
public import NeckenCore

/// Whether beats divide in two or in three, from where notes begin inside them.
///
/// Many notes on the second third of the beat are what marks 6/8 and 9/8: swung eighths in a simple meter
/// begin on the last third too, but seldom on the second. Onsets are compared with two kinds of mixtures
/// over the phase in the beat's own length, so uneven beats do no harm: thirds for compound meters, and
/// for simple ones halves and quarters with the swing that suits them best.
public struct PulseDivision: Sendable {
  public struct Configuration: Sendable, Codable, Hashable {
    /// Probability of a compound meter before anything is heard.
    public var prior = 0.12
    /// Standard deviation of an onset's phase around its place, in beats.
    public var deviation = 0.045
    /// Onsets nearer to a beat than this phase belong to the beat itself.
    public var margin = 0.12
    /// Part of the onsets that lies anywhere.
    public var stray = 0.15
    /// Shares of the beat that the first of two swung eighths may take.
    public var swings = [0.5, 0.55, 0.6, 0.64, 0.68]
    /// Weight of one note's evidence: notes of one tune repeat each other and are not independent.
    public var weight = 0.25
    /// Largest log-odds that the evidence may reach.
    public var mostLogOdds = 6.0

    public init() {}
  }

  public var configuration: Configuration

  public init(configuration: Configuration = Configuration()) {
    self.configuration = configuration
  }

  /// A phase at which notes begin, and the part of the notes that do.
  private typealias Place = (phase: Double, part: Double)

  private static let compound: [Place] = [(1.0 / 3, 0.45), (2.0 / 3, 0.55)]

  /// Where notes begin in a simple meter when the first half of the beat takes `long` of it.
  private static func simple(long: Double) -> [Place] {
    [(long, 0.65), (long / 2, 0.15), ((1 + long) / 2, 0.2)]
  }

  /// Probability that the beats divide in three.
  ///
  /// - Parameter onsetsSeconds: where notes begin, in order.
  /// - Complexity: O(beats + onsets).
  public func compoundProbability(grid: BeatGrid, onsetsSeconds: [Double]) -> Double {
    let phases = phases(grid: grid, onsetsSeconds: onsetsSeconds)
    let asSimple = configuration.swings.map { logLikelihood(phases, Self.simple(long: $0)) }.max() ?? 0
    let evidence = configuration.weight * (logLikelihood(phases, Self.compound) - asSimple)
    let bounded = max(-configuration.mostLogOdds, min(configuration.mostLogOdds, evidence))
    let priorLogOdds = log(configuration.prior / (1 - configuration.prior))
    return 1 / (1 + exp(-(priorLogOdds + bounded)))
  }

  /// Where in their beat the notes between beats begin, 0…1.
  private func phases(grid: BeatGrid, onsetsSeconds: [Double]) -> [Double] {
    var phases: [Double] = []
    var next = 0
    for (start, end) in zip(grid.times, grid.times.dropFirst()) {
      while next < onsetsSeconds.count, onsetsSeconds[next] < start { next += 1 }
      while next < onsetsSeconds.count, onsetsSeconds[next] < end {
        let phase = (onsetsSeconds[next] - start) / (end - start)
        if phase > configuration.margin, phase < 1 - configuration.margin { phases.append(phase) }
        next += 1
      }
    }
    return phases
  }

  private func logLikelihood(_ phases: [Double], _ places: [Place]) -> Double {
    phases.reduce(0) { $0 + log(density($1, places)) }
  }

  private func density(_ phase: Double, _ places: [Place]) -> Double {
    let width = configuration.deviation
    let peaks = places.reduce(0) { sum, place in
      let distance = (phase - place.phase) / width
      return sum + place.part * exp(-distance * distance / 2) / (width * (2 * Double.pi).squareRoot())
    }
    return configuration.stray / (1 - 2 * configuration.margin) + (1 - configuration.stray) * peaks
  }
}

extension TrackedRhythm {
  /// The same rhythm with each meter's probability divided between its simple and its compound form.
  ///
  /// A meter that a hint made the only one stays as it is.
  public func dividingPulses(
    byOnsets onsetsSeconds: [Double], configuration: PulseDivision.Configuration = .init()
  ) -> TrackedRhythm {
    guard !grid.isEmpty, meters.count > 1 else { return self }
    let compound = PulseDivision(configuration: configuration)
      .compoundProbability(grid: grid, onsetsSeconds: onsetsSeconds)
    var result = self
    result.meters = meters.flatMap { hypothesis in
      [
        MeterHypothesis(
          meter: Meter(beatsPerBar: hypothesis.meter.beatsPerBar), probability: hypothesis.probability * (1 - compound)),
        MeterHypothesis(
          meter: Meter(beatsPerBar: hypothesis.meter.beatsPerBar, pulsesPerBeat: 3),
          probability: hypothesis.probability * compound),
      ]
    }.sorted { $0.probability > $1.probability }
    return result
  }
}
