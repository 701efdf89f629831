#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libavutil/channel_layout.h>
#include <libavutil/opt.h>
#include <libswresample/swresample.h>

// Macros that Swift does not import.
static const int necken_averror_eof = AVERROR_EOF;
static const int necken_averror_again = AVERROR(EAGAIN);
static const int necken_averror_io = AVERROR(EIO);
static const int necken_averror_no_memory = AVERROR(ENOMEM);
static const int necken_averror_stream_not_found = AVERROR_STREAM_NOT_FOUND;
static const int necken_averror_decoder_not_found = AVERROR_DECODER_NOT_FOUND;
static const int64_t necken_av_no_timestamp = AV_NOPTS_VALUE;
