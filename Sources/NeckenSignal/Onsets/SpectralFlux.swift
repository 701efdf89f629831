/// How much new energy each band group gains from frame to frame.
package struct FluxSettings: Hashable, Sendable {
  /// Frames between the two spectra that are compared.
  package var lagFrameCount: Int
  /// Bands over which the earlier spectrum's maximum is taken; 1 compares band with band, 3 keeps
  /// vibrato from counting as onsets (SuperFlux).
  package var maximumFilterWidth: Int
  /// Bands averaged into each value of the output; empty means all bands into one.
  package var groups: [Range<Int>]

  package init(lagFrameCount: Int = 1, maximumFilterWidth: Int = 3, groups: [Range<Int>] = []) {
    self.lagFrameCount = lagFrameCount
    self.maximumFilterWidth = maximumFilterWidth
    self.groups = groups
  }
}

/// Half-wave rectified difference of band energies, averaged over groups of bands.
///
/// Feed it band energies frame by frame; the first `lagFrameCount` frames give zero.
package struct SpectralFlux {
  private let settings: FluxSettings
  private let bandCount: Int
  /// The last `lagFrameCount` frames after the maximum filter, as a ring.
  private var references: [Float]
  private var frameIndex = 0
  private var difference: [Float]
  package private(set) var flux: FrameMatrix

  /// - Throws: `SignalError.invalidSetting` for a lag or width below one or a group outside the bands.
  package init(_ settings: FluxSettings, bandCount: Int, frameRateHz: Double) throws {
    let lag = settings.lagFrameCount
    try SignalError.require(lag > 0, "flux lag in frames", Double(lag), "positive")
    let width = settings.maximumFilterWidth
    try SignalError.require(width > 0 && width % 2 == 1, "maximum filter width", Double(width), "odd and positive")
    var settings = settings
    if settings.groups.isEmpty { settings.groups = [0..<bandCount] }
    for group in settings.groups {
      try SignalError.require(
        group.lowerBound >= 0 && group.upperBound <= bandCount && !group.isEmpty, "end of a band group",
        Double(group.upperBound), "within the \(bandCount) bands")
    }
    self.settings = settings
    self.bandCount = bandCount
    references = [Float](repeating: 0, count: lag * bandCount)
    difference = [Float](repeating: 0, count: bandCount)
    flux = FrameMatrix(bandCount: settings.groups.count, frameRateHz: frameRateHz)
  }

  /// Takes the band energies of the next frame.
  package mutating func consume(_ bands: UnsafeBufferPointer<Float>) {
    let slot = (frameIndex % settings.lagFrameCount) * bandCount
    let hasReference = frameIndex >= settings.lagFrameCount
    let radius = settings.maximumFilterWidth / 2
    references.withUnsafeMutableBufferPointer { references in
      difference.withUnsafeMutableBufferPointer { difference in
        guard let reference = references.baseAddress.map({ $0 + slot }), let bands = bands.baseAddress else { return }
        for band in 0..<bandCount {
          let rise = bands[band] - reference[band]
          difference[band] = hasReference && rise > 0 ? rise : 0
        }
        reference.update(from: bands, count: bandCount)
        for distance in stride(from: 1, through: min(radius, bandCount - 1), by: 1) {
          reference.raise(to: bands + distance, count: bandCount - distance)
          (reference + distance).raise(to: bands, count: bandCount - distance)
        }
        flux.appendFrame { values in
          for (index, group) in settings.groups.enumerated() {
            var sum: Float = 0
            for band in group { sum += difference[band] }
            values[index] = sum / Float(group.count)
          }
        }
      }
    }
    frameIndex += 1
  }
}

extension UnsafeMutablePointer where Pointee == Float {
  /// Puts the larger of each two values in place of its own.
  fileprivate func raise(to others: UnsafePointer<Float>, count: Int) {
    var index = 0
    while index &+ 4 <= count {
      let (own, other) = (UnsafePointer(self).four(at: index), others.four(at: index))
      store(own.replacing(with: other, where: other .> own), at: index)
      index &+= 4
    }
    while index < count {
      self[index] = Swift.max(self[index], others[index])
      index &+= 1
    }
  }
}
