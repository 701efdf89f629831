#pragma once

#include <stddef.h>

/// Square roots of `count` values that are not negative, into `roots`, which may be `values`. Swift takes them
/// one by one, since its square root may call the C library's.
void vector_square_root(const float *values, float *roots, size_t count);
