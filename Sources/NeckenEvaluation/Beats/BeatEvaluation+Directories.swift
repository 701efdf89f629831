public import Foundation
import NeckenCore

extension BeatEvaluation {
  /// A folder of estimates judged against a folder of references.
  public struct Report: Sendable, Codable {
    /// One recording's scores.
    public struct File: Sendable, Codable {
      /// File name without extension, shared by the reference and its estimate.
      public var name: String
      public var scores: BeatScores
    }

    /// A recording that could not be judged.
    public struct Failure: Sendable, Codable {
      public var name: String
      /// What went wrong, in words.
      public var reason: String
    }

    /// In order of name.
    public var files: [File]
    /// References without an estimate; they count as nothing, so look at them before the mean.
    public var missing: [String]
    public var failures: [Failure]
    /// Mean over ``files``; `nil` when there is none.
    public var mean: BeatScores?
  }

  /// Pairs files by name without extension; estimates without a reference are left aside.
  /// - Parameters:
  ///   - referenceDirectory: folder of annotated beats; not searched further down.
  ///   - estimateDirectory: folder of beats to judge.
  ///   - extensions: what counts as a beat file, without dots, in order of preference.
  /// - Throws: when a folder cannot be listed. A file that cannot be read is a failure in the report.
  public static func evaluate(
    referenceDirectory: URL, estimateDirectory: URL, extensions: [String] = [BeatFile.pathExtension, "txt"],
    configuration: Configuration = Configuration()
  ) throws -> Report {
    let references = try beatFiles(in: referenceDirectory, extensions: extensions)
    let estimates = try beatFiles(in: estimateDirectory, extensions: extensions)
    var report = Report(files: [], missing: [], failures: [], mean: nil)
    for name in references.keys.sorted() {
      guard let reference = references[name] else { continue }
      guard let estimate = estimates[name] else {
        report.missing.append(name)
        continue
      }
      do {
        let scores = evaluate(
          reference: try BeatFile.read(from: reference), estimate: try BeatFile.read(from: estimate),
          configuration: configuration)
        report.files.append(Report.File(name: name, scores: scores))
      } catch let error as any NeckenError {
        report.failures.append(Report.Failure(name: name, reason: error.description))
      } catch {
        report.failures.append(Report.Failure(name: name, reason: error.localizedDescription))
      }
    }
    report.mean = BeatScores.mean(of: report.files.map(\.scores))
    return report
  }

  private static func beatFiles(in directory: URL, extensions: [String]) throws -> [String: URL] {
    let files = try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
    func preference(_ url: URL) -> Int? { extensions.firstIndex(of: url.pathExtension.lowercased()) }
    let ranked = files.filter { preference($0) != nil }.sorted { ($0.path) < ($1.path) }
    return Dictionary(ranked.map { ($0.deletingPathExtension().lastPathComponent, $0) }) { first, second in
      (preference(second) ?? extensions.count) < (preference(first) ?? extensions.count) ? second : first
    }
  }
}
