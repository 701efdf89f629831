#include "vector.h"

#include <math.h>
#include <string.h>

typedef float float8 __attribute__((ext_vector_type(8)));

void vector_square_root(const float *values, float *roots, size_t count) {
  size_t index = 0;
  for (; index + 8 <= count; index += 8) {
    float8 part;
    memcpy(&part, values + index, sizeof part);
    part = __builtin_elementwise_sqrt(part);
    memcpy(roots + index, &part, sizeof part);
  }
  for (; index < count; index++) roots[index] = sqrtf(values[index]);
}
