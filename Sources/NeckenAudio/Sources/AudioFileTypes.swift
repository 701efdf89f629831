public import Foundation

/// By which names files are taken for recordings when a folder is walked.
///
/// A name is only a hint about where to look: what a file is, its content decides when it is opened.
public enum AudioFileTypes {
  /// Known extensions in lower case, best quality first: of two files of one track, the first is taken.
  public static let extensions: [String] = lossless + compressed + videos

  private static let lossless = [
    "flac", "wav", "wave", "w64", "rf64", "aiff", "aif", "aifc", "caf", "au", "snd", "ape", "wv", "tta",
  ]
  private static let compressed = [
    "m4a", "opus", "ogg", "oga", "mp3", "aac", "mp2", "m4b", "wma", "ac3", "mka", "amr", "3gp",
  ]
  private static let videos = ["mp4", "m4v", "mov", "mkv", "webm", "avi", "mpg", "mpeg", "ogv", "flv", "wmv"]

  private static let known = Set(extensions)

  /// Whether the file's name ends like a recording's, in upper or lower case.
  public static func isRecording(_ file: URL) -> Bool {
    known.contains(file.pathExtension.lowercased())
  }
}
