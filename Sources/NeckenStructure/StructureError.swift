import NeckenCore

/// Why bars could not be searched for their form.
package enum StructureError: NeckenError, Equatable {
  case valueCount(expected: Int, got: Int)
  case timeNotIncreasing(bar: Int)

  package var cause: String {
    switch self {
    case .valueCount(let expected, let got):
      "the bars should have \(expected) feature values but have \(got)"
    case .timeNotIncreasing(let bar):
      "bar \(bar) does not begin after the bar before it"
    }
  }

  package var remedy: String? { "give one value for each band of each cell, and bar times in order" }
}
