#pragma once

#include <stddef.h>
#include <stdint.h>

// The innermost loops of sound analysis, written once for whatever vectors the processor has: on x86-64 a second
// version for AVX2 is chosen when the program starts. Neither uses fused multiplication, so both give the same bytes.

/// Square roots of `count` values that are not negative, into `roots`, which may be `values`. Swift takes them
/// one by one, since its square root may call the C library's.
void vector_square_root(const float *values, float *roots, size_t count);

/// Products of `count` values each, into `products`.
void vector_multiply(const float *left, const float *right, float *products, size_t count);

/// first[n] and second[n] · window[n] in turn, for `count` n: a complex signal whose parts are two frames.
void vector_interleave(const float *first, const float *second, const float *window, float *pair, size_t count);

/// The sum of products of two vectors, in eight running sums, always in the same order.
float vector_dot(const float *left, const float *right, size_t count);

/// Where a band's filter lies: its first bin, its number of bins, and the place of its first weight.
typedef struct {
  int32_t first_bin;
  int32_t bin_count;
  int32_t first_weight;
} vector_band;

/// The sum of products of each band's weights and the bins under it, as `vector_dot` has it, into `sums`.
void vector_bands(
  const float *spectrum, const float *weights, const vector_band *bands, float *sums, size_t band_count);

/// Each value x becomes scale · ln(1 + gain · x), within two units in the last place; 1 + gain · x must be a positive,
/// normal number.
void vector_log1p(float *values, float gain, float scale, size_t count);

/// Each value x becomes scale · ln(max(x, floor)), likewise; floor must be a positive, normal number.
void vector_log_floored(float *values, float floor, float scale, size_t count);

/// Powers of two spectra that were transformed as one, a + i · b, of the bins from `first` (1 or more) to before `end`
/// (at most length / 2 + 1): with Z the transform, 2A(k) = Z(k) + Z*(N − k) and 2i · B(k) = Z(k) − Z*(N − k).
void vector_separate(
  const float *bins, size_t length, float *powers_of_a, float *powers_of_b, size_t first, size_t end);
