public import Foundation
public import NeckenCore

/// Reads stored artifacts of any origin: this program's, and both shapes that the Python neckenml
/// wrote to `analysis_sources.raw_data`.
public enum ArtifactReader {
  /// Tells the shapes apart and reads them.
  ///
  /// This program's own artifacts must be whole. Of the Python neckenml's, what is missing, null, NaN
  /// or of another type is left out with a ``Degradation`` that names the key; both the keys `madmom`
  /// and `rhythm_extractor` are known. Cost: 0.1 ms for standard artifacts.
  /// - Throws: ``ArtifactError`` when the data is not JSON, is newer than this program, holds no
  ///   artifacts, or (own artifacts) has an unreadable key.
  public static func read(_ data: Data) throws(ArtifactError) -> RawArtifacts {
    let json = try ArtifactCoding.parse(data)
    if PythonArtifacts.matches(json) { return PythonArtifacts(json).artifacts() }
    return try ArtifactCoding.decode(json)
  }
}
