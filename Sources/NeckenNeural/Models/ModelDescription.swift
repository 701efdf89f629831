/// A model as the catalogue describes it: where it comes from, what goes in and what comes out.
public struct ModelDescription: Hashable, Sendable, Decodable {
  /// Whether a model comes with the program or is fetched from where its authors published it.
  public enum Provision: String, Sendable, Decodable {
    case shipped, fetched
  }

  /// Where the weights come from.
  public struct Origin: Hashable, Sendable, Decodable {
    /// The package index ("PyPI"), or "neckenml" for models of our own.
    public var index: String
    public var package: String
    public var version: String
    /// Path inside the package, or inside this repository.
    public var path: String
    /// SHA-256 of the package; absent for models of our own.
    public var sha256: String?
  }

  /// An input or output of the network.
  public struct Port: Hashable, Sendable, Decodable {
    /// The extent of one dimension.
    public enum Extent: Hashable, Sendable {
      case fixed(Int)
      /// Any number of what the name says.
      case any(String)
    }

    public var name: String
    public var shape: [Extent]
    public var meaning: String
  }

  /// A figure measured for the model, and by whom.
  public struct Quality: Hashable, Sendable, Decodable {
    public var measure: String
    public var value: Double
    public var source: String
  }

  /// Short name, as commands and artifacts use it: "musicnn-msd".
  public var name: String
  public var version: String
  /// What it does, in one line.
  public var summary: String
  /// File name in the models home; of shipped models, in the repository's Models folder.
  public var file: String
  public var provision: Provision
  /// Size of the file, in bytes.
  public var bytes: Int
  /// SHA-256 of the file, lower-case hexadecimal.
  public var sha256: String
  /// SPDX identifier.
  public var licence: String
  public var copyright: String
  public var origin: Origin
  public var inputs: [Port]
  public var outputs: [Port]
  /// Meaning of the values of the output `tags`, in order; absent where there is no such output.
  public var tags: [String]?
  public var quality: [Quality]
  /// The model card, relative to the repository.
  public var card: String
}

extension ModelDescription.Port.Extent: Decodable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let count = try? container.decode(Int.self) {
      self = .fixed(count)
    } else {
      self = .any(try container.decode(String.self))
    }
  }
}
