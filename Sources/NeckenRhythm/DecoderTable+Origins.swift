/// Where paths came from, worked out again from the totals with the same sums as on the way there.
extension DecoderTable {
  /// A best score and the row of the last bar before it.
  private typealias Reached = (score: Float, from: Int)

  /// The best path that ends at a frame with a bar; of equal ones, that of the first row.
  func best(at frame: Int, start: BarDecoder.Start) -> (score: Float, row: Int) {
    let ends = ends(at: frame, start: start)
    return ends.indices.reduce((BarScores.impossible, 0)) { best, row in
      ends[row] > best.0 ? (ends[row], row) : best
    }
  }

  /// The row of the bar before one of this row that begins at a frame; `nil` for a rest.
  func origin(of row: Int, at frame: Int, configuration: BarTracker.Configuration, start: BarDecoder.Start) -> Int? {
    guard let meter = rows.meters.firstIndex(where: { $0.contains(row) }) else { return nil }
    let ends = ends(at: frame, start: start)
    let range = rows.meters[meter]
    let own = spread(ends, over: range)[row - range.lowerBound]
    let fromRest = resting[frame] - configuration.silence.edgeCost
    var entered: (score: Float, from: Int?) = own.score >= fromRest ? (own.score, own.from) : (fromRest, nil)
    let others = rows.meters.indices.filter { $0 != meter }
    for (other, entrances) in zip(others, rows.entrances[meter]) {
      let entrance = entrances[row - range.lowerBound]
      guard entrance < rows.count else { continue }
      let reached = spread(ends, over: rows.meters[other])[entrance - rows.meters[other].lowerBound]
      let score = reached.score - configuration.meter.changeCost
      if score > entered.score { entered = (score, reached.from) }
    }
    return entered.from
  }

  private func ends(at frame: Int, start: BarDecoder.Start) -> [Float] {
    var ends = (0..<rows.count).map { end($0, at: frame) }
    if frame == 0, case .afterBar(let state) = start, let row = rows.row(of: state) { ends[row] = 0 }
    return ends
  }

  private func spread(_ ends: [Float], over meter: Range<Int>) -> [Reached] {
    var reached = meter.map { row -> Reached in
      var best: Reached = (ends[row], row)
      if row > meter.lowerBound, ends[row - 1] > best.score { best = (ends[row - 1], row - 1) }
      if row + 1 < meter.upperBound, ends[row + 1] > best.score { best = (ends[row + 1], row + 1) }
      return best
    }
    for index in reached.indices.dropFirst() {
      let candidate = reached[index - 1].score - rows.gaps[meter.lowerBound + index - 1]
      if candidate > reached[index].score { reached[index] = (candidate, reached[index - 1].from) }
    }
    for index in reached.indices.dropLast().reversed() {
      let candidate = reached[index + 1].score - rows.gaps[meter.lowerBound + index]
      if candidate > reached[index].score { reached[index] = (candidate, reached[index + 1].from) }
    }
    return reached
  }
}
