/// One of a ``DanceReader``'s networks: residual dilated convolutions over beats, as the ``BarReader``'s.
///
/// What it remembers is averaged over all beats and over those of each number in the bar. Cost: some 75,000 multiplications a beat.
struct DanceNetwork: Sendable {
  private let ears: BeatEars
  private let attacks: RowConvolution
  private let numbers: RowConvolution
  private let join: RowConvolution
  private let compare: BeatMemory
  private let judging: RowConvolution
  private let judgement: RowConvolution

  private static let judges = 64

  /// Takes its layers from the weights, in the order of `dancereader.dance_layers`.
  init(_ weights: inout ReaderWeights) throws(ReaderError) {
    let channels = BeatMemory.channels
    ears = try BeatEars(&weights)
    attacks = try weights.layer(BeatAttacks.valueCount, channels)
    join = try weights.layer(3 * channels, channels)
    numbers = try weights.layer(BeatMemory.meters.upperBound, channels)
    compare = try BeatMemory(&weights)
    judging = try weights.layer(BeatMemory.summaryCount, Self.judges)
    judgement = try weights.layer(Self.judges, DanceReader.dances.count)
  }

  /// Log-odds of ``DanceReader/dances``, up to a common sum.
  ///
  /// - Parameter beatNumbers: in the bar, none above ``BeatMemory/meters``' upper bound.
  func scores(_ content: BeatwiseContent, _ played: BeatAttacks, numbers beatNumbers: [Int]) -> [Float] {
    var rows = join(BeatEars.joined(ears.listen(content) + [attacks(played.values, rectified: true)]))
    let most = BeatMemory.meters.upperBound
    let counted = numbers(beatNumbers.flatMap { number in (1...most).map { $0 == number ? 1 : 0 } })
    for place in rows.indices { rows[place] += counted[place] }
    let longest = max(beatNumbers.max() ?? 0, BeatMemory.meters.lowerBound)
    let asked = compare.summary(of: compare(rows), numbers: beatNumbers, beatsPerBar: longest)
    return judgement(judging(asked, rectified: true))
  }
}
