import NeckenNeural
public import NeckenStyle

extension ClassificationHead {
  /// The head that comes with the program: twelve Nordic dances by their rhythm, learned from rendered
  /// performances (Models/Cards/style-head.md).
  ///
  /// Decoded on the first call.
  /// - Throws: `HeadError` when the program was built with a head of another version.
  public static func builtIn() throws(HeadError) -> ClassificationHead { try builtInResult.get() }

  private static let builtInResult = Result { () throws(HeadError) in
    try ClassificationHead.decode(ShippedWeights.styleHead)
  }
}
