// FFmpeg drags some hundred and thirty libraries into a process, which costs more than 40 ms at
// every start. Most recordings never need it, so it is opened when one does.
#include "CFFmpeg.h"

#include <forward.h>

// FFmpeg 5.1 takes these layouts without promising to leave them alone; 6.0 promises.
#if LIBSWRESAMPLE_VERSION_INT < AV_VERSION_INT(4, 8, 0)
#define LAYOUT AVChannelLayout
#else
#define LAYOUT const AVChannelLayout
#endif

// One line for each function: result, name, parameters, arguments.
#define AVFORMAT_FUNCTIONS(F) \
  F(AVFormatContext *, avformat_alloc_context, (void), ()) \
  F(int, avformat_open_input, (AVFormatContext **c, const char *url, const AVInputFormat *f, AVDictionary **o), (c, url, f, o)) \
  F(int, avformat_find_stream_info, (AVFormatContext *c, AVDictionary **o), (c, o)) \
  F(int, av_find_best_stream, (AVFormatContext *c, enum AVMediaType t, int w, int r, const AVCodec **d, int f), (c, t, w, r, d, f)) \
  F(int, av_read_frame, (AVFormatContext *c, AVPacket *p), (c, p)) \
  F(AVIOContext *, avio_alloc_context, (unsigned char *b, int s, int w, void *o, int (*rd)(void *, uint8_t *, int), int (*wr)(void *, uint8_t *, int), int64_t (*sk)(void *, int64_t, int)), (b, s, w, o, rd, wr, sk))
#define AVFORMAT_PROCEDURES(F) \
  F(avformat_close_input, (AVFormatContext **c), (c)) \
  F(avio_context_free, (AVIOContext **c), (c))
#define AVCODEC_FUNCTIONS(F) \
  F(const char *, avcodec_get_name, (enum AVCodecID i), (i)) \
  F(AVCodecContext *, avcodec_alloc_context3, (const AVCodec *d), (d)) \
  F(int, avcodec_parameters_to_context, (AVCodecContext *c, const AVCodecParameters *p), (c, p)) \
  F(int, avcodec_open2, (AVCodecContext *c, const AVCodec *d, AVDictionary **o), (c, d, o)) \
  F(int, avcodec_receive_frame, (AVCodecContext *c, AVFrame *f), (c, f)) \
  F(int, avcodec_send_packet, (AVCodecContext *c, const AVPacket *p), (c, p)) \
  F(AVPacket *, av_packet_alloc, (void), ())
#define AVCODEC_PROCEDURES(F) \
  F(avcodec_free_context, (AVCodecContext **c), (c)) \
  F(av_packet_free, (AVPacket **p), (p)) \
  F(av_packet_unref, (AVPacket *p), (p))
#define AVUTIL_FUNCTIONS(F) \
  F(void *, av_malloc, (size_t s), (s)) \
  F(int, av_dict_set, (AVDictionary **d, const char *k, const char *v, int f), (d, k, v, f)) \
  F(AVDictionaryEntry *, av_dict_get, (const AVDictionary *d, const char *k, const AVDictionaryEntry *p, int f), (d, k, p, f)) \
  F(int, av_strerror, (int e, char *t, size_t s), (e, t, s)) \
  F(AVFrame *, av_frame_alloc, (void), ()) \
  F(const char *, av_version_info, (void), ()) \
  F(int, av_channel_layout_compare, (const AVChannelLayout *a, const AVChannelLayout *b), (a, b)) \
  F(int, av_channel_layout_copy, (AVChannelLayout *a, const AVChannelLayout *b), (a, b))
#define AVUTIL_PROCEDURES(F) \
  F(av_free, (void *p), (p)) \
  F(av_log_set_level, (int l), (l)) \
  F(av_dict_free, (AVDictionary **d), (d)) \
  F(av_frame_free, (AVFrame **f), (f)) \
  F(av_channel_layout_uninit, (AVChannelLayout *l), (l))
#define SWRESAMPLE_FUNCTIONS(F) \
  F(int, swr_init, (SwrContext *s), (s)) \
  F(int, swr_alloc_set_opts2, (SwrContext **s, LAYOUT *ol, enum AVSampleFormat of, int orate, LAYOUT *il, enum AVSampleFormat inf, int irate, int lo, void *lc), (s, ol, of, orate, il, inf, irate, lo, lc)) \
  F(int, swr_get_out_samples, (SwrContext *s, int n), (s, n)) \
  F(int, swr_convert, (SwrContext *s, uint8_t **o, int oc, const uint8_t **i, int ic), (s, o, oc, i, ic))
#define SWRESAMPLE_PROCEDURES(F) \
  F(swr_free, (SwrContext **s), (s))

FORWARD_ALL(AVFORMAT)
FORWARD_ALL(AVCODEC)
FORWARD_ALL(AVUTIL)
FORWARD_ALL(SWRESAMPLE)

static forward_source source;

static void load(void) {
  FORWARD_OPEN(AVUTIL, "avutil", LIBAVUTIL_VERSION_MAJOR)
  FORWARD_OPEN(SWRESAMPLE, "swresample", LIBSWRESAMPLE_VERSION_MAJOR)
  FORWARD_OPEN(AVCODEC, "avcodec", LIBAVCODEC_VERSION_MAJOR)
  FORWARD_OPEN(AVFORMAT, "avformat", LIBAVFORMAT_VERSION_MAJOR)
}

FORWARD_LOADED_ONCE(necken_ffmpeg_load)
