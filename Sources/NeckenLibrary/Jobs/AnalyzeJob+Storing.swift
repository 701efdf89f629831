import Foundation
import NeckenAudio
import NeckenCore
import NeckenReanalysis
import NeckenStore

extension AnalyzeJob {
  /// How often a result is derived again because a person corrected the track meanwhile.
  private static let maximumCorrections = 5

  /// All that decides what is stored for a recording.
  var versions: String {
    var versions = "\(analyzer.versions); detail \(configuration.detail.rawValue)"
    if let hints = configuration.hints.text { versions += "; hints \(hints)" }
    return versions
  }

  /// Judges what was heard and saves it.
  func saved(
    _ artifacts: RawArtifacts, of recording: Recording, file: URL, modifiedAt: Date?
  ) async throws -> AnalyzeOutcome {
    guard let store else {
      return .analysed(try judge.report(on: artifacts, metadata: tags(of: recording, file), file: recording.name))
    }
    var attempts = 0
    while true {
      let track = try await track(of: recording, in: store)
      let correction = if let track { try await store.correction(of: track.id) } else { TrackCorrection?.none }
      let judge = judge.honouring(correction)
      // What the store knows goes before the file's tags, for a person may have written it.
      let report = try judge.report(
        on: artifacts, metadata: track?.metadata ?? tags(of: recording, file), file: recording.name)
      do {
        let stored = try artifacts.trimmed(
          to: configuration.detail, reanalysis: judge.reanalysis, options: judge.options)
        let record = AnalysisRecord(
          trackID: recording.trackID, filePath: track.map(\.filePath) ?? recording.path, metadata: report.metadata,
          rawData: try ArtifactCoding.encode(stored), contentHash: artifacts.provenance.contentHash,
          audioModifiedAt: modifiedAt, versions: versions, analyzedAt: now(), correctedAt: correction?.correctedAt,
          result: report.classification)
        // What is analysed is saved even when the job is being cancelled: a task of its own does not hear of it.
        let styles = try await Task { try await store.styles(of: store.save(record)) }.value
        return .analysed(report.honouring(styles))
      } catch StoreError.outdated where attempts < Self.maximumCorrections {
        attempts += 1
      } catch let error as StoreError {
        return .notSaved(report, error)
      }
    }
  }

  /// The report on a recording that need not be analysed; `nil` when it must be.
  func storedReport(of recording: Recording, contentHash: String) async throws -> TrackReport? {
    guard let store, let track = try await track(of: recording, in: store),
      let source = try await store.analysis(of: track.id, sourceType: AnalysisSource.neckenSourceType),
      source.versions == versions, source.contentHash == contentHash
    else { return nil }
    // Artifacts that cannot be read any more are made anew.
    guard let artifacts = try? ArtifactReader.read(source.rawData) else { return nil }
    let judge = judge.honouring(try await store.correction(of: track.id))
    let report = try judge.report(on: artifacts, metadata: track.metadata, file: recording.name)
    return report.honouring(try await store.styles(of: track.id))
  }

  private func track(of recording: Recording, in store: any TrackStore) async throws -> Track? {
    if let id = recording.trackID { return try await store.track(id) }
    return try await store.track(filePath: recording.path)
  }

  /// What the file says about itself; without a title there, its name has to do.
  private func tags(of recording: Recording, _ file: URL) -> TrackMetadata {
    // The sound was heard by now; tags that cannot be read are as good as none.
    var metadata = (try? RecordingTags.read(from: file)) ?? .none
    metadata.title = metadata.title ?? TitleFromFileName.title(of: recording.fileName)
    return metadata
  }
}

extension RhythmHints {
  /// The hints in words; `nil` when there are none.
  fileprivate var text: String? {
    let parts = [
      meter.map { "meter \($0.timeSignature)" },
      tempoRangeBpm.map { "tempo \($0.lowerBound)-\($0.upperBound)" },
      dance.map { "dance \($0)" },
    ].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}
