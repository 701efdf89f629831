/// Which notes sound when, coarsely: what a repeated phrase is recognised by.
///
/// `values` holds `bandCount` compressed magnitudes for each cell of time in turn; cell `i` covers
/// `i / cellsPerSecond` to `(i + 1) / cellsPerSecond` seconds. 60 bands ten times a second, the beat
/// network's, need 2.4 KB a second.
public struct PitchContent: Sendable, Hashable {
  public var cellsPerSecond: Double
  public var bandCount: Int
  public var values: [Float]

  /// - Throws: ``ActivationError`` when the values do not fill whole cells or the rate is not a positive number.
  public init(cellsPerSecond: Double, bandCount: Int, values: [Float]) throws(ActivationError) {
    guard cellsPerSecond.isFinite, cellsPerSecond > 0 else { throw .frameRate(cellsPerSecond) }
    guard bandCount > 0, values.count.isMultiple(of: bandCount) else {
      throw .cellsIncomplete(values: values.count, bands: bandCount)
    }
    self.cellsPerSecond = cellsPerSecond
    self.bandCount = bandCount
    self.values = values
  }

  var cellCount: Int { values.count / bandCount }
}
