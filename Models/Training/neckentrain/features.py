"""The beat network's input: two band spectra at 50 frames per second.

The Swift side computes the same numbers; `Docs/Algorithms/beat-network.md` is the
specification and `Tests/Golden/beat-network` the proof. Change neither alone.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

SAMPLE_RATE = 22050
HOP = 441
FRAMES_PER_SECOND = SAMPLE_RATE / HOP
TARGET_RMS = 0.1
SILENT_RMS = 1e-5
COMPRESSION = 1000.0

FAST_FFT = 1024
FAST_BANDS = 64
FAST_LOW_HZ = 30.0
FAST_HIGH_HZ = 10000.0

FINE_FFT = 4096
FINE_BANDS = 60
FINE_LOWEST_NOTE = 40

BANDS = FAST_BANDS + FINE_BANDS
BLOCK_FRAMES = 1024


@dataclass(frozen=True)
class FilterBank:
    """Triangular bands over the magnitude bins of one transform length."""

    fft_size: int
    weights: np.ndarray  # [bins, bands], float32

    @staticmethod
    def from_edges(fft_size, lower, centre, upper):
        """Triangles of height one at `centre`, zero at `lower` and `upper` (all in Hz)."""
        frequency = np.arange(fft_size // 2 + 1)[:, None] * (SAMPLE_RATE / fft_size)
        rising = (frequency - lower) / (centre - lower)
        falling = (upper - frequency) / (upper - centre)
        weights = np.maximum(0.0, np.minimum(rising, falling))
        return FilterBank(fft_size, weights.astype(np.float32))


def slaney_mel(hz):
    """Hertz to the Slaney mel scale: linear to 1 kHz, logarithmic above."""
    hz = np.asarray(hz, dtype=np.float64)
    linear = hz / (200.0 / 3.0)
    logarithmic = 15.0 + 27.0 * np.log(np.maximum(hz, 1000.0) / 1000.0) / np.log(6.4)
    return np.where(hz < 1000.0, linear, logarithmic)


def slaney_hz(mel):
    """The inverse of `slaney_mel`."""
    mel = np.asarray(mel, dtype=np.float64)
    linear = mel * (200.0 / 3.0)
    logarithmic = 1000.0 * np.exp((mel - 15.0) * np.log(6.4) / 27.0)
    return np.where(mel < 15.0, linear, logarithmic)


@lru_cache(maxsize=None)
def fast_bank():
    """64 mel bands of a 46 ms window: when something happens."""
    mel = np.linspace(slaney_mel(FAST_LOW_HZ), slaney_mel(FAST_HIGH_HZ), FAST_BANDS + 2)
    edges = slaney_hz(mel)
    return FilterBank.from_edges(FAST_FFT, edges[:-2], edges[1:-1], edges[2:])


@lru_cache(maxsize=None)
def fine_bank():
    """60 semitone bands of a 186 ms window: which notes sound."""
    centre = 440.0 * 2.0 ** ((FINE_LOWEST_NOTE + np.arange(FINE_BANDS) - 69) / 12.0)
    bin_width = SAMPLE_RATE / FINE_FFT
    below = np.maximum(centre * (1.0 - 2.0 ** (-1.0 / 12.0)), bin_width)
    above = np.maximum(centre * (2.0 ** (1.0 / 12.0) - 1.0), bin_width)
    return FilterBank.from_edges(FINE_FFT, centre - below, centre, centre + above)


def normalised(signal):
    """The signal at an RMS of 0.1; silence stays as it is."""
    rms = float(np.sqrt(np.mean(np.square(signal, dtype=np.float64)))) if len(signal) else 0.0
    return signal * np.float32(TARGET_RMS / rms) if rms > SILENT_RMS else signal


def band_spectrum(signal, bank):
    """log10(1 + 1000·band magnitude) of centred frames: [1 + samples // hop, bands]."""
    size = bank.fft_size
    window = (0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(size) / size)).astype(np.float32)
    scale = np.float32(2.0 / window.sum(dtype=np.float64))
    padded = np.pad(signal.astype(np.float32), (size // 2, size // 2 + HOP))
    count = 1 + len(signal) // HOP
    windows = np.lib.stride_tricks.sliding_window_view(padded, size)[::HOP][:count]
    result = np.empty((count, bank.weights.shape[1]), dtype=np.float32)
    for start in range(0, count, BLOCK_FRAMES):
        magnitude = np.abs(np.fft.rfft(windows[start : start + BLOCK_FRAMES] * window)) * scale
        bands = magnitude.astype(np.float32) @ bank.weights
        result[start : start + BLOCK_FRAMES] = np.log10(1.0 + COMPRESSION * bands)
    return result


def beat_features(signal):
    """Network input of a 22 050 Hz mono signal: float32 [frames, 124]."""
    signal = normalised(np.asarray(signal, dtype=np.float32))
    return np.hstack([band_spectrum(signal, fast_bank()), band_spectrum(signal, fine_bank())])
