#include "vector.h"
#include "wide.h"

#include <math.h>

WIDE void vector_square_root(const float *values, float *roots, size_t count) {
  size_t index = 0;
  for (; index + 8 <= count; index += 8) put(roots + index, __builtin_elementwise_sqrt(take(values + index)));
  for (; index < count; index++) roots[index] = sqrtf(values[index]);
}

WIDE void vector_multiply(const float *left, const float *right, float *products, size_t count) {
  size_t index = 0;
  for (; index + 8 <= count; index += 8) put(products + index, take(left + index) * take(right + index));
  for (; index < count; index++) products[index] = left[index] * right[index];
}

WIDE void vector_interleave(const float *first, const float *second, const float *window, float *pair, size_t count) {
  size_t index = 0;
  for (; index + 8 <= count; index += 8) {
    float8 a = take(first + index), b = take(second + index) * take(window + index);
    put(pair + 2 * index, __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11));
    put(pair + 2 * index + 8, __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15));
  }
  for (; index < count; index++) {
    pair[2 * index] = first[index];
    pair[2 * index + 1] = second[index] * window[index];
  }
}

/// Inlined into functions for each kind of processor.
static inline __attribute__((always_inline)) float dot(const float *left, const float *right, size_t count) {
  float sum = 0;
  size_t index = 0;
  if (count >= 8) {
    float8 sums = {0};
    for (; index + 8 <= count; index += 8) sums += take(left + index) * take(right + index);
    sum = sums[0];
    for (int lane = 1; lane < 8; lane++) sum += sums[lane];
  }
  for (; index < count; index++) sum += left[index] * right[index];
  return sum;
}

WIDE float vector_dot(const float *left, const float *right, size_t count) { return dot(left, right, count); }

WIDE void vector_bands(
  const float *spectrum, const float *weights, const vector_band *bands, float *sums, size_t band_count) {
  for (size_t index = 0; index < band_count; index++) {
    vector_band band = bands[index];
    sums[index] = dot(spectrum + band.first_bin, weights + band.first_weight, (size_t)band.bin_count);
  }
}

WIDE void vector_separate(
  const float *bins, size_t length, float *powers_of_a, float *powers_of_b, size_t first, size_t end) {
  size_t bin = first;
  for (; bin + 8 <= end; bin += 8) {
    float8 here = take(bins + 2 * bin), further = take(bins + 2 * bin + 8);
    const float *mirror = bins + 2 * (length - bin - 7);
    float8 there = take(mirror), beyond = take(mirror + 8);
    float8 real = __builtin_shufflevector(here, further, 0, 2, 4, 6, 8, 10, 12, 14);
    float8 imaginary = __builtin_shufflevector(here, further, 1, 3, 5, 7, 9, 11, 13, 15);
    float8 mirrored_real = __builtin_shufflevector(there, beyond, 14, 12, 10, 8, 6, 4, 2, 0);
    float8 mirrored_imaginary = __builtin_shufflevector(there, beyond, 15, 13, 11, 9, 7, 5, 3, 1);
    float8 a = real + mirrored_real, b = imaginary - mirrored_imaginary;
    float8 c = imaginary + mirrored_imaginary, d = mirrored_real - real;
    put(powers_of_a + bin, (a * a + b * b) * 0.25f);
    put(powers_of_b + bin, (c * c + d * d) * 0.25f);
  }
  for (; bin < end; bin++) {
    size_t mirror = length - bin;
    float real = bins[2 * bin], imaginary = bins[2 * bin + 1];
    float a = real + bins[2 * mirror], b = imaginary - bins[2 * mirror + 1];
    float c = imaginary + bins[2 * mirror + 1], d = bins[2 * mirror] - real;
    powers_of_a[bin] = (a * a + b * b) * 0.25f;
    powers_of_b[bin] = (c * c + d * d) * 0.25f;
  }
}
