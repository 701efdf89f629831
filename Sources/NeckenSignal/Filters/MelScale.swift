import Foundation

/// The mel scale of Slaney's Auditory Toolbox (1998), which librosa uses by default: linear up to
/// 1000 Hz, logarithmic above.
package enum MelScale {
  private static let hertzPerMel = 200.0 / 3
  private static let breakHertz = 1000.0
  private static let breakMel = breakHertz / hertzPerMel
  private static let logStep = log(6.4) / 27

  package static func mel(fromHertz hertz: Double) -> Double {
    hertz < breakHertz ? hertz / hertzPerMel : breakMel + log(hertz / breakHertz) / logStep
  }

  package static func hertz(fromMel mel: Double) -> Double {
    mel < breakMel ? mel * hertzPerMel : breakHertz * exp(logStep * (mel - breakMel))
  }
}
