import Foundation
import NeckenCore
import NeckenReanalysis
import TestSupport
import Testing

@Suite("Artifacts stored once")
struct GoldenTests {
  private func golden(_ name: String) throws -> Data {
    try Data(contentsOf: RepositoryPaths.golden.appending(path: "reanalysis/\(name).json"))
  }

  /// Expected values were worked out by make_expected.py, from the documented formulas alone.
  @Test("Version 2.0.0 is read for ever, and gives the documented formulas' values")
  func formulas() throws {
    let derived = try Reanalysis().derive(try ArtifactReader.read(try golden("own-2.0.0")))
    let expected = try JSONDecoder().decode([String: Double].self, from: try golden("own-2.0.0-expected"))
    #expect(expected.count == FeatureVector.Scalar.allCases.count)
    for scalar in FeatureVector.Scalar.allCases {
      let value = try #require(expected[scalar.rawValue])
      // Both are rounded to six decimals.
      #expect(abs(derived.vector[scalar] - value) <= 2e-6, "\(scalar)")
    }
  }

  @Test("What was stored is written again byte for byte")
  func bytes() throws {
    let stored = try golden("own-2.0.0")
    #expect(try ArtifactCoding.encode(try ArtifactReader.read(stored)) == stored)
  }
}
