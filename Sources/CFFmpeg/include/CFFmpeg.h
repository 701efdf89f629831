#pragma once

// FFmpeg's own declarations. Its libraries are not linked: CFFmpeg.c opens them when they are first
// needed and defines, under FFmpeg's names, the functions that neckenml uses.
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libavutil/channel_layout.h>
#include <libswresample/swresample.h>

/// Opens FFmpeg's libraries; may be called from any thread, any number of times.
/// Returns NULL when they are there, otherwise what is missing. No other function may be called
/// before this has returned NULL.
const char *necken_ffmpeg_load(void);

// Macros that Swift does not import.
static const int necken_averror_eof = AVERROR_EOF;
static const int necken_averror_again = AVERROR(EAGAIN);
static const int necken_averror_io = AVERROR(EIO);
static const int necken_averror_no_memory = AVERROR(ENOMEM);
static const int necken_averror_decoder_not_found = AVERROR_DECODER_NOT_FOUND;
static const int64_t necken_av_no_timestamp = AV_NOPTS_VALUE;
