import CFFmpeg
import Foundation

/// An open container: FFmpeg reads it through our file descriptor and learns neither name nor path,
/// so it goes by content and can open nothing else on the disk or the network.
final class FFmpegInput {
  let context: UnsafeMutablePointer<AVFormatContext>
  let stream: UnsafeMutablePointer<AVStream>
  let codec: UnsafePointer<AVCodec>
  private let reader: UnsafeMutablePointer<AVIOContext>

  private static let bufferSize = 1 << 16

  /// Containers of recordings and videos. Playlists, which point to other files, and FFmpeg's own
  /// text formats are not among them.
  private static let demuxers = """
    aac,ac3,eac3,aiff,amr,ape,asf,au,avi,caf,dsf,dts,flac,flv,iff,loas,matroska,webm,mov,mp4,m4a,3gp,\
    3g2,mj2,mp3,mpc,mpc8,mpeg,mpegts,mxf,nsv,ogg,rm,sox,tak,tta,voc,w64,wav,wv,xwma
    """

  /// - Throws: `AudioError.notAudio`, `.noAudioStream`, `.unsupported`, `.ffmpegMissing` or
  ///   `.decodingFailed`.
  init(_ file: InputFile) throws(AudioError) {
    if let problem = necken_ffmpeg_load() {
      throw .ffmpegMissing(path: file.path, reason: String(cString: problem))
    }
    // FFmpeg writes to standard error unless told otherwise, for the whole process.
    av_log_set_level(AV_LOG_QUIET)
    file.rewind()
    guard let reader = Self.makeReader(file) else {
      throw .decodingFailed(path: file.path, reason: ffmpegMessage(necken_averror_no_memory))
    }
    do throws(AudioError) {
      context = try Self.openContext(file, reader: reader)
    } catch {
      Self.release(reader)
      throw error
    }
    do throws(AudioError) {
      (stream, codec) = try Self.chooseStream(context, path: file.path)
    } catch {
      Self.close(context)
      Self.release(reader)
      throw error
    }
    self.reader = reader
  }

  deinit {
    Self.close(context)
    Self.release(reader)
  }

  private static func openContext(
    _ file: InputFile, reader: UnsafeMutablePointer<AVIOContext>
  ) throws(AudioError) -> UnsafeMutablePointer<AVFormatContext> {
    var context = avformat_alloc_context()
    context?.pointee.pb = reader
    var options: OpaquePointer?
    av_dict_set(&options, "format_whitelist", demuxers, 0)
    // With no protocol at all, a container cannot make FFmpeg open anything else.
    av_dict_set(&options, "protocol_whitelist", "none", 0)
    defer { av_dict_free(&options) }
    // On failure FFmpeg frees the context itself.
    guard avformat_open_input(&context, nil, nil, &options) == 0, let context else {
      throw .notAudio(path: file.path)
    }
    guard avformat_find_stream_info(context, nil) >= 0 else {
      close(context)
      throw .notAudio(path: file.path)
    }
    return context
  }

  private static func chooseStream(
    _ context: UnsafeMutablePointer<AVFormatContext>, path: String
  ) throws(AudioError) -> (UnsafeMutablePointer<AVStream>, UnsafePointer<AVCodec>) {
    var codec: UnsafePointer<AVCodec>?
    let chosen = av_find_best_stream(context, AVMEDIA_TYPE_AUDIO, -1, -1, &codec, 0)
    if chosen == necken_averror_decoder_not_found {
      throw .unsupported(path: path, codec: firstAudioCodecName(context))
    }
    guard chosen >= 0, let codec, let stream = context.pointee.streams[Int(chosen)] else {
      throw .noAudioStream(path: path)
    }
    for index in 0..<Int(context.pointee.nb_streams) where index != Int(chosen) {
      context.pointee.streams[index]?.pointee.discard = AVDISCARD_ALL
    }
    return (stream, codec)
  }

  private static func firstAudioCodecName(_ context: UnsafeMutablePointer<AVFormatContext>) -> String {
    for index in 0..<Int(context.pointee.nb_streams) {
      guard let parameters = context.pointee.streams[index]?.pointee.codecpar,
        parameters.pointee.codec_type == AVMEDIA_TYPE_AUDIO
      else { continue }
      return String(cString: avcodec_get_name(parameters.pointee.codec_id))
    }
    return "this kind of audio"
  }

  private static func close(_ context: UnsafeMutablePointer<AVFormatContext>) {
    var closing: UnsafeMutablePointer<AVFormatContext>? = context
    avformat_close_input(&closing)
  }
}

extension FFmpegInput {
  private static func makeReader(_ file: InputFile) -> UnsafeMutablePointer<AVIOContext>? {
    guard let buffer = av_malloc(bufferSize) else { return nil }
    let reader = avio_alloc_context(
      buffer.assumingMemoryBound(to: UInt8.self), Int32(bufferSize), 0,
      Unmanaged.passRetained(file).toOpaque(), readPacket, nil, seekPacket)
    if reader == nil {
      av_free(buffer)
      Unmanaged.passUnretained(file).release()
    }
    return reader
  }

  private static func release(_ reader: UnsafeMutablePointer<AVIOContext>) {
    if let opaque = reader.pointee.opaque { Unmanaged<InputFile>.fromOpaque(opaque).release() }
    av_free(reader.pointee.buffer)
    var freeing: UnsafeMutablePointer<AVIOContext>? = reader
    avio_context_free(&freeing)
  }
}

private func inputFile(_ opaque: UnsafeMutableRawPointer) -> InputFile {
  Unmanaged<InputFile>.fromOpaque(opaque).takeUnretainedValue()
}

private func readPacket(
  _ opaque: UnsafeMutableRawPointer?, _ buffer: UnsafeMutablePointer<UInt8>?, _ size: Int32
) -> Int32 {
  guard let opaque, let buffer else { return necken_averror_io }
  let count = read(inputFile(opaque).descriptor, buffer, Int(size))
  if count == 0 { return necken_averror_eof }
  return count < 0 ? necken_averror_io : Int32(count)
}

private func seekPacket(_ opaque: UnsafeMutableRawPointer?, _ offset: Int64, _ whence: Int32) -> Int64 {
  guard let opaque else { return Int64(necken_averror_io) }
  let file = inputFile(opaque)
  if whence & AVSEEK_SIZE != 0 { return Int64(file.byteCount) }
  let position = lseek(file.descriptor, off_t(offset), whence & ~AVSEEK_FORCE)
  return position < 0 ? Int64(necken_averror_io) : Int64(position)
}
