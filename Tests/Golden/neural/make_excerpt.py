"""Makes excerpt.s16: 7.5 s of a fiddle-like tune of our own, mono, 16 kHz, 16-bit little-endian.

    python make_excerpt.py          (NumPy)
"""

import numpy as np

RATE = 16_000
# A little tune in D: MIDI note and length in eighths.
TUNE = [(62, 2), (66, 1), (69, 1), (74, 2), (73, 1), (71, 1), (69, 3), (66, 1), (67, 1), (69, 1), (71, 1), (67, 1),
        (64, 2), (66, 1), (67, 1), (69, 2), (61, 2), (62, 4)]
EIGHTH_SECONDS = 0.26


def note(pitch, seconds, rng):
    time = np.arange(int(seconds * RATE)) / RATE
    vibrato = 0.006 * np.sin(2 * np.pi * 5.5 * time) * np.minimum(1, time / 0.2)
    phase = 2 * np.pi * np.cumsum(440 * 2 ** ((pitch - 69 + 12 * vibrato) / 12)) / RATE
    partials = sum(np.sin(k * phase) / k**1.3 * np.exp(-0.2 * k) for k in range(1, 11))
    bow = 0.02 * rng.standard_normal(len(time))
    shape = np.minimum(1, time / 0.04) * np.minimum(1, (seconds - time) / 0.05)
    return (partials + bow) * shape


def main():
    rng = np.random.default_rng(7)
    sound = np.concatenate([note(pitch, eighths * EIGHTH_SECONDS, rng) for pitch, eighths in TUNE])[: int(7.5 * RATE)]
    sound += 0.001 * rng.standard_normal(len(sound))
    sound *= 0.35 / np.max(np.abs(sound))
    np.round(sound * 32767).astype("<i2").tofile("excerpt.s16")


if __name__ == "__main__":
    main()
