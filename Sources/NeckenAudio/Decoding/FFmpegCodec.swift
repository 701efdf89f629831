import CFFmpeg

/// Turns the packets of one stream into frames of decoded audio.
final class FFmpegCodec {
  let frame: UnsafeMutablePointer<AVFrame>
  /// Whether the container stopped in the middle instead of coming to its end.
  private(set) var endedEarly = false

  private let input: FFmpegInput
  private let context: UnsafeMutablePointer<AVCodecContext>
  private let packet: UnsafeMutablePointer<AVPacket>
  private var isDraining = false

  /// - Throws: `AudioError.decodingFailed` when the decoder refuses the stream's parameters.
  init(_ input: FFmpegInput, path: String) throws(AudioError) {
    self.input = input
    var allocated = (
      context: avcodec_alloc_context3(input.codec), frame: av_frame_alloc(), packet: av_packet_alloc()
    )
    guard let context = allocated.context, let frame = allocated.frame, let packet = allocated.packet else {
      avcodec_free_context(&allocated.context)
      av_frame_free(&allocated.frame)
      av_packet_free(&allocated.packet)
      throw .decodingFailed(path: path, reason: ffmpegMessage(necken_averror_no_memory))
    }
    self.context = context
    self.frame = frame
    self.packet = packet
    var status = avcodec_parameters_to_context(context, input.stream.pointee.codecpar)
    context.pointee.pkt_timebase = input.stream.pointee.time_base
    if status >= 0 { status = avcodec_open2(context, input.codec, nil) }
    guard status >= 0 else { throw .decodingFailed(path: path, reason: ffmpegMessage(status)) }
  }

  deinit {
    var closing: UnsafeMutablePointer<AVCodecContext>? = context
    avcodec_free_context(&closing)
    var freeingFrame: UnsafeMutablePointer<AVFrame>? = frame
    av_frame_free(&freeingFrame)
    var freeingPacket: UnsafeMutablePointer<AVPacket>? = packet
    av_packet_free(&freeingPacket)
  }

  /// Decodes the next frame into `frame`, going over packets that make no sense and counting them.
  ///
  /// - Returns: Whether there was one.
  func decodeFrame(damaged: inout Int) throws(AudioError) -> Bool {
    while true {
      let status = avcodec_receive_frame(context, frame)
      if status == 0 { return true }
      if status == necken_averror_eof { return false }
      if status != necken_averror_again { damaged += 1 }
      guard !isDraining else { return false }
      feed(&damaged)
    }
  }

  private func feed(_ damaged: inout Int) {
    while true {
      let status = av_read_frame(input.context, packet)
      guard status >= 0 else {
        endedEarly = status != necken_averror_eof || input.context.pointee.pb.pointee.error < 0
        isDraining = true
        avcodec_send_packet(context, nil)
        return
      }
      defer { av_packet_unref(packet) }
      guard packet.pointee.stream_index == input.stream.pointee.index else { continue }
      if avcodec_send_packet(context, packet) < 0 { damaged += 1 } else { return }
    }
  }
}
