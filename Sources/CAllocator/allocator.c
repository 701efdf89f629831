#include "allocator.h"

#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>

void allocator_keep(int largest, int total, int step) {
  mallopt(M_MMAP_THRESHOLD, largest);
  mallopt(M_TRIM_THRESHOLD, total);
  mallopt(M_TOP_PAD, step);
}
#else
void allocator_keep(int largest, int total, int step) {}
#endif
