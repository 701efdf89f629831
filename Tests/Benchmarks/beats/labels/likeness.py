"""How like the double's harmony is to the Borea's, beat by beat, when the double's beats are moved: `likeness.py VIOLIN_FOLDER`.

Prints shift in beats, mean cosine likeness of the beats' chroma. Run it with the benchmark's peers' Python, which has librosa.
"""

import pathlib
import sys

import librosa
import numpy as np

HOP, BINS_PER_OCTAVE, OCTAVES = 256, 36, 4
SHIFTS = np.arange(-1, 1.51, 0.25)


def heard(folder, movement):
    """Chroma [12, frames], frames a second, and the labelled beats in seconds."""
    samples, rate = librosa.load(next(folder.glob(f"*{movement}.mp3")), sr=22050)
    spectrum = librosa.cqt(samples, sr=rate, hop_length=HOP, fmin=librosa.note_to_hz("G3"), n_bins=OCTAVES * BINS_PER_OCTAVE, bins_per_octave=BINS_PER_OCTAVE)
    chroma = np.abs(spectrum).reshape(OCTAVES, 12, BINS_PER_OCTAVE // 12, -1).sum(axis=(0, 2))
    return chroma, rate / HOP, np.loadtxt(next(folder.glob(f"*{movement}.beats")))[:, 0]


def of_beats(chroma, rate, beats, shift):
    """Chroma of each beat moved by so much of its length, of length one [beats, 12]."""
    lengths = np.diff(beats)
    edges = ((beats[:-1] + shift * lengths) * rate).astype(int), ((beats[:-1] + (shift + 1) * lengths) * rate).astype(int)
    means = np.array([chroma[:, max(first, 0) : max(last, 1)].mean(axis=1) if last < chroma.shape[1] else np.zeros(12) for first, last in zip(*edges)])
    return means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)


def main():
    folder = pathlib.Path(sys.argv[1])
    borea, double = of_beats(*heard(folder, "mov7"), 0), heard(folder, "mov8")
    for shift in SHIFTS:
        moved = of_beats(*double, shift)
        both = min(len(borea), len(moved))
        print(f"{shift:+.2f}\t{(borea[:both] * moved[:both]).sum(axis=1).mean():.3f}")


if __name__ == "__main__":
    main()
