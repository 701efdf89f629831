import Foundation

/// Equal temperament: MIDI note 69 is 440 Hz.
package enum MidiPitch {
  package static func hertz(_ note: Double) -> Double { 440 * exp2((note - 69) / 12) }
}
