/// What was heard in each bar, on a grid that is the same for all bars.
///
/// A bar is divided into cells of equal musical length (a few for each beat), and each cell holds the
/// energies of the same bands. So two bars can be compared note by note whatever their tempo.
package struct BarFeatures: Sendable {
  /// `barCount × cellsPerBar × bandCount` values, any scale; bar by bar, cell by cell.
  package let values: [Float]
  /// Where each bar begins in seconds and, as the last value, where the last one ends.
  package let barTimes: [Double]
  package let cellsPerBar: Int
  package let bandCount: Int

  /// - Throws: ``StructureError`` when the number of values does not fit, or times do not increase.
  package init(values: [Float], barTimes: [Double], cellsPerBar: Int, bandCount: Int) throws(StructureError) {
    let barCount = max(0, barTimes.count - 1)
    let expected = barCount * cellsPerBar * bandCount
    guard values.count == expected, cellsPerBar > 0, bandCount > 0 else {
      throw .valueCount(expected: expected, got: values.count)
    }
    if let index = barTimes.indices.dropFirst().first(where: { !(barTimes[$0] > barTimes[$0 - 1]) }) {
      throw .timeNotIncreasing(bar: index)
    }
    self.values = values
    self.barTimes = barTimes
    self.cellsPerBar = cellsPerBar
    self.bandCount = bandCount
  }

  package var barCount: Int { max(0, barTimes.count - 1) }
  /// Values in a bar.
  package var valuesPerBar: Int { cellsPerBar * bandCount }
}
