import Foundation

/// A file opened for reading, checked to be one that can hold a recording.
///
/// Both decoders read through its descriptor, so that the content alone decides, never the name.
final class InputFile {
  let path: String
  let descriptor: Int32
  let byteCount: Int

  /// - Throws: `AudioError`, which tells a missing file from a broken link, a folder, an empty
  ///   file and one that may not be read.
  init(_ file: URL) throws(AudioError) {
    path = file.path(percentEncoded: false)
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.openingError(path: path, code: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let reason = String(cString: strerror(errno))
      close(descriptor)
      throw .unreadable(path: path, reason: reason)
    }
    byteCount = Int(status.st_size)
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG, byteCount > 0 else {
      close(descriptor)
      throw kind == S_IFDIR
        ? .isFolder(path: path) : kind == S_IFREG ? .emptyFile(path: path) : .notRegularFile(path: path)
    }
  }

  deinit { close(descriptor) }

  /// Goes back to the first byte.
  func rewind() { lseek(descriptor, 0, SEEK_SET) }

  /// Bytes the file ought to have by its own header, where it is RIFF (WAV) or FORM (AIFF).
  ///
  /// libsndfile silently takes such a file to be as long as what is left of it.
  var statedByteCount: Int? {
    guard let header = bytes(8, at: 0) else { return nil }
    let kind = String(decoding: header[..<4], as: UTF8.self)
    guard ["RIFF", "RIFX", "FORM"].contains(kind) else { return nil }
    let bytes = kind == "RIFF" ? header[4...].reversed() : Array(header[4...])
    let size = bytes.reduce(0) { $0 << 8 | Int($1) }
    // Programs that write into a pipe leave the size at nothing or at its highest.
    return size == 0 || size >= 0x7FFF_FFFF ? nil : size + header.count
  }

  /// Whether the content begins as an MP3's does: with a frame of MPEG audio, after an ID3 tag if there is one.
  var startsAsMPEGAudio: Bool {
    var begin = 0
    // A tag before another tag has been seen, never three.
    for _ in 0..<3 {
      guard let head = bytes(10, at: begin) else { return false }
      guard head.starts(with: "ID3".utf8) else {
        // Eleven bits set, then neither a reserved version nor the layer that AAC has there.
        return head[0] == 0xFF && head[1] & 0xE0 == 0xE0 && head[1] & 0x18 != 0x08 && head[1] & 0x06 != 0
      }
      begin += head.count + head[6...].reduce(0) { $0 << 7 | Int($1 & 0x7F) }
    }
    return false
  }

  private func bytes(_ count: Int, at offset: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return pread(descriptor, &bytes, count, off_t(offset)) == count ? bytes : nil
  }

  private static func openingError(path: String, code: Int32) -> AudioError {
    switch code {
    case ENOENT, ENOTDIR, ELOOP:
      if let destination = try? FileManager.default.destinationOfSymbolicLink(atPath: path) {
        return .brokenLink(path: path, destination: destination)
      }
      return .notFound(path: path)
    case EACCES, EPERM: return .permissionDenied(path: path)
    default: return .unreadable(path: path, reason: String(cString: strerror(code)))
    }
  }
}
