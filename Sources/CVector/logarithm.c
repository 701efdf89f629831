#include "vector.h"
#include "wide.h"

// A value is 2ⁿ · m with m between √½ and √2; ln m is a polynomial in m − 1, whose coefficients are those of the
// Cephes library's `logf` (Moshier 1989).

/// The bits of √½ in single precision.
static const int half_root_bits = 0x3F3504F3;
static const int mantissa_mask = 0x007FFFFF;
/// 1.5 · 2²³: added to its bits, a whole number is added to its value.
static const float whole_numbers = 12582912;
static const int whole_number_bits = 0x4B400000;
/// ln 2 in two parts, the first of them exact when multiplied by an exponent.
static const float high_log_two = 0.693359375f;
static const float low_log_two = -2.12194440e-4f;

// A macro, because a function that vectors are passed to would have to be made for each kind of processor too.
#define natural_logarithm(values) \
  ({ \
    float8 argument = (values); \
    /* Moves the border between exponents from 1 to √½, so that m comes out on both sides of 1. */ \
    int8 shifted = (int8)argument - half_root_bits; \
    float8 exponent = (float8)((shifted >> 23) + whole_number_bits) - whole_numbers; \
    float8 x = (float8)((shifted & mantissa_mask) + half_root_bits) - 1; \
    float8 square = x * x; \
    float8 sum = x * 7.0376836292e-2f + -1.1514610310e-1f; \
    sum = sum * x + 1.1676998740e-1f; \
    sum = sum * x + -1.2420140846e-1f; \
    sum = sum * x + 1.4249322787e-1f; \
    sum = sum * x + -1.6668057665e-1f; \
    sum = sum * x + 2.0000714765e-1f; \
    sum = sum * x + -2.4999993993e-1f; \
    sum = sum * x + 3.3333331174e-1f; \
    sum = sum * x * square + exponent * low_log_two - square * 0.5f; \
    x + sum + exponent * high_log_two; \
  })

// The last few values take the same way as the others, so that a value's result does not depend on its place.
#define for_each_eight(values, count, result) \
  do { \
    size_t index = 0; \
    for (; index + 8 <= (count); index += 8) { \
      float8 x = take((values) + index); \
      put((values) + index, (result)); \
    } \
    if (index < (count)) { \
      float8 x = 1; \
      memcpy(&x, (values) + index, ((count) - index) * sizeof(float)); \
      x = (result); \
      memcpy((values) + index, &x, ((count) - index) * sizeof(float)); \
    } \
  } while (0)

WIDE void vector_log1p(float *values, float gain, float scale, size_t count) {
  for_each_eight(values, count, scale * natural_logarithm(1 + gain * x));
}

WIDE void vector_log_floored(float *values, float floor, float scale, size_t count) {
  for_each_eight(values, count, scale * natural_logarithm(x < floor ? (float8)floor : x));
}
