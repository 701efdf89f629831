#pragma once

#include <stddef.h>
#include <string.h>

// Products are rounded before they are added, everywhere, so that every processor gives the same bytes.
#pragma STDC FP_CONTRACT OFF

/// A function that is made twice where the linker can choose between versions: for any processor, and for AVX2.
#if defined(__x86_64__) && defined(__ELF__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

typedef float float8 __attribute__((ext_vector_type(8)));
typedef int int8 __attribute__((ext_vector_type(8)));

/// Eight neighbouring values from any place.
#define take(source) \
  ({ \
    float8 taken; \
    memcpy(&taken, (source), sizeof taken); \
    taken; \
  })

/// Stores eight values at any place.
#define put(target, values) \
  do { \
    float8 stored = (values); \
    memcpy((target), &stored, sizeof stored); \
  } while (0)
