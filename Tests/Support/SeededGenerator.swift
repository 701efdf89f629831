package import NeckenCore

/// The generator of property tests: the same seed, the same run.
package typealias SeededGenerator = SplitMix64
