import Foundation

/// One of the two files that Amazon's tools keep settings in, `~/.aws/credentials` and `~/.aws/config`:
/// sections of `name = value`, after the AWS SDKs' reference guide, "Shared config and credentials files".
struct AWSFile: Sendable {
  let path: String
  /// By section's title, then by name. What is indented below a name is kept as "name.inner".
  private(set) var sections: [String: [String: String]] = [:]

  /// - Returns: `nil` where there is no such file.
  /// - Throws: `SourceError.credentials` for a file that cannot be read.
  static func read(_ path: String) throws(SourceError) -> AWSFile? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    do {
      return AWSFile(path: path, text: try String(contentsOfFile: path, encoding: .utf8))
    } catch {
      throw .credentials(reason: "\(path) cannot be read: \(error.localizedDescription)")
    }
  }

  /// Lines that are neither title nor setting say nothing and are passed over, as Amazon's own tools do.
  init(path: String, text: String) {
    self.path = path
    var section: String?
    var outer: String?
    for line in text.split(whereSeparator: \.isNewline) {
      let content = Self.withoutComment(line)
      guard let first = content.first else { continue }
      if first == "[" {
        section = content.last == "]" ? Self.title(content.dropFirst().dropLast()) : nil
        outer = nil
        if let section { sections[section, default: [:]] = sections[section, default: [:]] }
        continue
      }
      guard let section, let equals = content.firstIndex(of: "=") else { continue }
      let name = Self.trimmed(content[..<equals]).lowercased()
      let value = Self.trimmed(content[content.index(after: equals)...])
      if line.first?.isWhitespace == true, let outer {
        sections[section]?["\(outer).\(name)"] = value
      } else {
        outer = value.isEmpty ? name : nil
        sections[section]?[name] = value
      }
    }
  }

  /// A comment is a line that begins with one of its marks, or what follows a mark after a space.
  private static func withoutComment(_ line: Substring) -> String {
    var previous: Character = " "
    for index in line.indices {
      if "#;".contains(line[index]), previous.isWhitespace { return trimmed(line[..<index]) }
      previous = line[index]
    }
    return trimmed(line)
  }

  private static func title(_ text: Substring) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func trimmed(_ text: Substring) -> String { text.trimmingCharacters(in: .whitespaces) }
}
