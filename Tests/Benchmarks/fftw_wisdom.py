"""Measures FFTW's plans for the lengths we transform, and prints the wisdom for FFTWWisdom.swift, with what it gains.

    taskset -c 0 python3 Tests/Benchmarks/fftw_wisdom.py [LENGTH …]

Standard library only; uses the installed libfftw3f.
"""

import ctypes
import sys
import time

LENGTHS = [int(text) for text in sys.argv[1:]] or [512, 1024, 4096]
FORWARD, PATIENT, ESTIMATE = -1, 1 << 5, 1 << 6
ROUNDS, RUNS = 40, 200

fftw = ctypes.CDLL("libfftw3f.so.3")
fftw.fftwf_malloc.restype = ctypes.c_void_p
fftw.fftwf_malloc.argtypes = [ctypes.c_size_t]
fftw.fftwf_plan_dft_1d.restype = ctypes.c_void_p
fftw.fftwf_plan_dft_1d.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_uint]
fftw.fftwf_execute.argtypes = [ctypes.c_void_p]
fftw.fftwf_export_wisdom_to_string.restype = ctypes.c_char_p


def plan(length, effort):
    memory = [fftw.fftwf_malloc(8 * length) for _ in range(2)]
    for address in memory:
        ctypes.memset(address, 0, 8 * length)
    return fftw.fftwf_plan_dft_1d(length, *memory, FORWARD, effort)


def microseconds(plan):
    fastest = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(RUNS):
            fftw.fftwf_execute(plan)
        fastest = min(fastest, (time.perf_counter() - start) / RUNS)
    return 1e6 * fastest


measured = {length: microseconds(plan(length, PATIENT)) for length in LENGTHS}
print(fftw.fftwf_export_wisdom_to_string().decode())
fftw.fftwf_forget_wisdom()
estimated = {length: microseconds(plan(length, ESTIMATE)) for length in LENGTHS}
for length in LENGTHS:
    print(f"{length} points: {measured[length]:.2f} µs, estimated {estimated[length]:.2f} µs", file=sys.stderr)
