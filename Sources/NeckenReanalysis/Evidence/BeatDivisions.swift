import NeckenCore

/// How the beats at each place of the bar divide.
struct BeatDivisions {
  /// Whether each beat is divided; `nil` for beats beside a gap and for the last.
  private(set) var isDivided: [Bool?]
  /// For each beat, how many onsets lie near each of ``shapePhases``; all 0 for beats beside a gap.
  private(set) var shapes: [Double]
  private var places: [Place]
  private let minimumBeatsAtPlace: Int

  /// Counts over the beats at one place of the bar.
  fileprivate struct Place {
    var beats = 0
    var onsets = 0
    var undivided = 0
    var eighths = 0
    var triplets = 0
    var fullTriplets = 0
    var sixteenths = 0
    var longShort = 0
    var shortLong = 0
    var ratios: [Double] = []
  }

  /// Where an onset may divide a beat: quarters, thirds, the middle.
  static let shapePhases = [0.25, 1.0 / 3, 0.5, 2.0 / 3, 0.75]
  /// Half-way between one of ``shapePhases`` and the next.
  private static let shapeBounds = zip(shapePhases, shapePhases.dropFirst()).map { ($0 + $1) / 2 }

  init(_ reading: RhythmReading, _ divided: DividedBeats, configuration: Reanalysis.Configuration.Evidence) {
    var shapes = Array(repeating: 0.0, count: reading.times.count * Self.shapePhases.count)
    var isDivided = Array(repeating: Bool?.none, count: reading.times.count)
    var places = Array(repeating: Place(), count: reading.beatsPerBar)
    for beat in divided.beats {
      isDivided[beat.index] = !beat.phases.isEmpty
      for phase in divided.phases[beat.phases] {
        shapes[beat.index * Self.shapePhases.count + Self.nearestShapePhase(to: phase)] += 1
      }
      let place = reading.numbers[beat.index] - 1
      guard places.indices.contains(place) else { continue }
      places[place].add(beat)
      if let middle = divided.middle(of: beat) { places[place].addMiddle(middle, configuration) }
    }
    self.isDivided = isDivided
    self.shapes = shapes
    self.places = places
    minimumBeatsAtPlace = configuration.minimumBeatsAtPlace
  }

  private static func nearestShapePhase(to phase: Double) -> Int {
    shapeBounds.count { $0 < phase }
  }

  func add(to evidence: inout RhythmEvidence, rounded: (Double) -> Double) {
    guard !places.isEmpty, places.allSatisfy({ $0.beats > 0 }) else { return }
    func shares(_ count: (Place) -> Int) -> [Double] {
      places.map { rounded(Double(count($0)) / Double($0.beats)) }
    }
    evidence.onsetsPerBeat = shares { $0.beats + $0.onsets }
    evidence.undividedShare = shares(\.undivided)
    evidence.eighthShare = shares(\.eighths)
    evidence.tripletShare = shares(\.triplets)
    evidence.sixteenthShare = shares(\.sixteenths)
    evidence.longShortShare = shares(\.longShort)
    evidence.shortLongShare = shares(\.shortLong)
    let beats = places.reduce(0) { $0 + $1.beats }
    evidence.fullTripletShare = rounded(Double(places.reduce(0) { $0 + $1.fullTriplets }) / Double(beats))
    evidence.divisionRatio = places.map {
      $0.ratios.count >= minimumBeatsAtPlace ? Statistics.median($0.ratios).map(rounded) : nil
    }
  }
}

extension BeatDivisions.Place {
  fileprivate mutating func add(_ beat: DividedBeats.Beat) {
    beats += 1
    onsets += beat.phases.count
    if beat.phases.isEmpty { undivided += 1 }
    switch beat.grid {
    case .eighth: eighths += 1
    case .triplet:
      triplets += 1
      if beat.phases.count == 2 { fullTriplets += 1 }
    case .sixteenth: sixteenths += 1
    case .some(.none), .undetermined, nil: break
    }
  }

  fileprivate mutating func addMiddle(
    _ phase: Double, _ configuration: Reanalysis.Configuration.Evidence
  ) {
    ratios.append(phase / (1 - phase))
    if phase >= configuration.longShortFrom { longShort += 1 }
    if phase <= configuration.shortLongTo { shortLong += 1 }
  }
}
