/// Averages the fine bands of successive frames over cells of time.
struct PitchCells {
  private var cells: [Float] = []
  private var sums = [Float](repeating: 0, count: BeatActivations.pitchBandCount)
  private var framesInCell = 0

  /// - Parameters:
  ///   - values: rows of features.
  ///   - frames: the rows that follow those added before.
  mutating func add(_ values: UnsafeBufferPointer<Float>, frames: Range<Int>) {
    for frame in frames {
      let row = frame * BeatFeatures.bandCount + BeatFeatures.fastBands
      for band in sums.indices { sums[band] += values[row + band] }
      framesInCell += 1
      if framesInCell == BeatActivations.pitchCellFrames { closeCell() }
    }
  }

  mutating func finish() -> [Float] {
    if framesInCell > 0 { closeCell() }
    return cells
  }

  private mutating func closeCell() {
    for band in sums.indices {
      cells.append(sums[band] / Float(framesInCell))
      sums[band] = 0
    }
    framesInCell = 0
  }
}
