public import NeckenCore

/// Why a recording could not be heard. Every case names the file.
public enum AudioError: NeckenError, Equatable {
  /// There is no such file.
  case notFound(path: String)
  /// A symbolic link that points to nothing.
  case brokenLink(path: String, destination: String)
  case isFolder(path: String)
  /// A pipe, socket or device.
  case notRegularFile(path: String)
  case permissionDenied(path: String)
  /// The operating system refused for another reason.
  case unreadable(path: String, reason: String)
  case emptyFile(path: String)
  /// Neither decoder knows this content, whatever the file's name says.
  case notAudio(path: String)
  /// A container, such as a video, without sound in it.
  case noAudioStream(path: String)
  /// The content is known, but there is no decoder for it here.
  case unsupported(path: String, codec: String)
  /// libsndfile does not know the content, and FFmpeg, which might, cannot be loaded.
  case ffmpegMissing(path: String, reason: String)
  case decodingFailed(path: String, reason: String)
  /// The file is whole, but holds no sample.
  case noSamples(path: String)
  /// Samples in memory whose rate or channels make no sense.
  case invalidSamples(reason: String)
  case resamplingFailed(fromHz: Double, toHz: Double, reason: String)
  /// No track of that name in a source.
  case unknownTrack(id: String, source: String)
  /// A track name that would lead out of the source's folder.
  case trackOutsideSource(id: String, source: String)

  public var cause: String {
    switch self {
    case .notFound(let path): "\(path): there is no such file"
    case .brokenLink(let path, let destination): "\(path): the link points to \(destination), which does not exist"
    case .isFolder(let path): "\(path): this is a folder, not a recording"
    case .notRegularFile(let path): "\(path): this is not a regular file"
    case .permissionDenied(let path): "\(path): no permission to read the file"
    case .unreadable(let path, let reason): "\(path): the file could not be read (\(reason))"
    case .emptyFile(let path): "\(path): the file is empty"
    case .notAudio(let path): "\(path): this is not a recording in any known format, or its beginning is damaged"
    case .noAudioStream(let path): "\(path): there is no sound in this file"
    case .unsupported(let path, let codec): "\(path): no decoder for \(codec) is installed"
    case .ffmpegMissing(let path, let reason):
      "\(path): libsndfile does not know this format, and FFmpeg is not at hand (\(reason))"
    case .decodingFailed(let path, let reason): "\(path): decoding failed (\(reason))"
    case .noSamples(let path): "\(path): the recording holds no sound at all"
    case .invalidSamples(let reason): "the samples cannot be analysed: \(reason)"
    case .resamplingFailed(let from, let to, let reason):
      "resampling from \(from) Hz to \(to) Hz failed (\(reason))"
    case .unknownTrack(let id, let source): "\(source): there is no track \"\(id)\""
    case .trackOutsideSource(let id, let source): "\(source): the track \"\(id)\" would lie outside this source"
    }
  }

  public var remedy: String? {
    switch self {
    case .notFound: "check the spelling and whether the drive is mounted"
    case .brokenLink: "mend or remove the link"
    case .isFolder: "give the recordings in it, or let the program walk the folder"
    case .notRegularFile: "copy the recording into a file first"
    case .permissionDenied: "change the file's permissions or run as a user who may read it"
    case .unreadable: "check the drive and copy the file afresh"
    case .emptyFile, .noSamples: "copy or record the file again"
    case .notAudio: "check that it plays elsewhere; WAV, AIFF, FLAC, Ogg, Opus, MP3, AAC and ALAC are read"
    case .noAudioStream: "choose a file that has sound"
    case .unsupported: "install a complete FFmpeg, or convert the file to FLAC or WAV"
    case .ffmpegMissing: "run scripts/setup.sh, or convert the file to FLAC or WAV"
    case .decodingFailed: "check that the file plays elsewhere, or convert it to FLAC or WAV"
    case .invalidSamples: "give one or more channels of equal length and a sample rate above zero"
    case .resamplingFailed: "convert the recording to 44 100 Hz first"
    case .unknownTrack: "check the name, and that the file has one of the known audio extensions"
    case .trackOutsideSource: "use a name inside the folder, without \"..\""
    }
  }
}
