#pragma once

/// Lets this process keep memory that it has let go, for what comes next, instead of giving it back to the system at once.
/// With the GNU C library; nothing is changed elsewhere.
///
/// - largest: bytes of the largest piece that is kept; 32 MiB at most.
/// - total: bytes kept in all at a heap's end.
/// - step: bytes by which more is asked for.
void allocator_keep(int largest, int total, int step);
