import CFFmpeg
import CSndFile
public import Foundation
public import NeckenCore

/// What is written in a recording's own tags. Reads the file's head, decodes nothing.
public enum RecordingTags {
  /// Title, album and artist; what is not there, or blank, is `nil`.
  ///
  /// - Throws: `AudioError` when the file cannot be read or is no recording.
  public static func read(from file: URL) throws(AudioError) -> TrackMetadata {
    let input = try InputFile(file)
    // As in AudioDecoder: libsndfile looks through all of an MP3, and grumbles.
    if input.startsAsMPEGAudio, let tags = try? ffmpegTags(input) { return tags }
    return if let tags = soundFileTags(input) { tags } else { try ffmpegTags(input) }
  }

  /// `nil` when libsndfile does not know the content.
  private static func soundFileTags(_ file: InputFile) -> TrackMetadata? {
    file.rewind()
    var info = SF_INFO()
    guard let handle = sf_open_fd(dup(file.descriptor), Int32(SFM_READ), &info, 1) else { return nil }
    defer { sf_close(handle) }
    func tag(_ kind: Int) -> String? { sf_get_string(handle, Int32(kind)).flatMap(text) }
    return TrackMetadata(
      title: tag(Int(SF_STR_TITLE)), album: tag(Int(SF_STR_ALBUM)), artist: tag(Int(SF_STR_ARTIST)))
  }

  /// The container's tags, or where it has none the stream's, as Ogg keeps them.
  private static func ffmpegTags(_ file: InputFile) throws(AudioError) -> TrackMetadata {
    let input = try FFmpegInput(file)
    let dictionaries = [input.context.pointee.metadata, input.stream.pointee.metadata]
    func tag(_ key: String) -> String? {
      for dictionary in dictionaries {
        if let value = av_dict_get(dictionary, key, nil, 0)?.pointee.value, let text = text(value) { return text }
      }
      return nil
    }
    return TrackMetadata(title: tag("title"), album: tag("album"), artist: tag("artist"))
  }

  /// Tags are UTF-8 by now; old programs wrote Windows-1252, in which every å has its byte.
  private static func text(_ bytes: UnsafePointer<CChar>) -> String? {
    let data = Data(bytes: bytes, count: strlen(bytes))
    let text = String(data: data, encoding: .utf8) ?? String(data: data, encoding: .windowsCP1252)
    let trimmed = text?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    return trimmed.isEmpty ? nil : trimmed.precomposedStringWithCanonicalMapping
  }
}
