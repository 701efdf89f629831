"""Variety by arithmetic on features: tempo, pitch, colour, level, noise, and gaps."""

import numpy as np

from .features import BANDS, FAST_BANDS, FAST_HIGH_HZ, FAST_LOW_HZ, FINE_BANDS, FINE_LOWEST_NOTE, slaney_hz, slaney_mel

STRETCH = (0.76, 1.30)
SEMITONES = 5
GAIN_DECIBEL = 8.0
EQUALISER_DECIBEL = 9.0
# How many crops get what: another tempo, another pitch, another colour (and then a noise floor), bands or moments missing, no fine bands at all.
STRETCHED, TRANSPOSED, COLOURED, HISSED = 0.8, 0.7, 0.8, 0.4
BANDS_MISSING, MOMENTS_MISSING, DEAF = 0.4, 0.3, 0.06

_mel = slaney_hz(np.linspace(slaney_mel(FAST_LOW_HZ), slaney_mel(FAST_HIGH_HZ), FAST_BANDS + 2)[1:-1])
_fine = 440.0 * 2.0 ** ((FINE_LOWEST_NOTE + np.arange(FINE_BANDS) - 69) / 12.0)
BAND_HZ = np.concatenate([_mel, _fine])


def stretched(features, start, factor, frames):
    """`frames` frames that begin at `start` and run through the clip `factor` times as fast."""
    position = start + np.arange(frames) * factor
    position = np.clip(position, 0, len(features) - 1.001)
    low = position.astype(np.int64)
    part = (position - low).astype(np.float32)[:, None]
    return features[low] * (1 - part) + features[low + 1] * part


def transposition(semitones):
    """From which band, and from how much of the next one, each band comes when all move up by some semitones."""
    ratio = 2.0 ** (semitones / 12.0)
    mel_place = (slaney_mel(_mel / ratio) - slaney_mel(_mel[0])) / (slaney_mel(_mel[1]) - slaney_mel(_mel[0]))
    fine_place = np.arange(FINE_BANDS) - float(semitones)
    lows, parts = [], []
    for offset, place, count in ((0, mel_place, FAST_BANDS), (FAST_BANDS, fine_place, FINE_BANDS)):
        place = np.clip(place, 0, count - 1.001)
        low = place.astype(np.int64)
        lows.append(offset + low)
        parts.append((place - low).astype(np.float32))
    return np.concatenate(lows), np.concatenate(parts)


def transposed(features, semitones):
    """All bands moved up by a number of semitones; what leaves is lost, what enters repeats the edge."""
    low, part = transposition(semitones)
    return features[:, low] * (1 - part) + features[:, low + 1] * part


def coloured(features, rng):
    """Level, a smooth equaliser, a noise floor: done on magnitudes, then compressed again."""
    octaves = np.log2(BAND_HZ / 440.0)
    curve = rng.normal(0, GAIN_DECIBEL / 2) + rng.normal(0, 1.2) * octaves
    for _ in range(3):
        centre, width = rng.uniform(-4, 5), rng.uniform(0.4, 1.5)
        curve = curve + rng.normal(0, EQUALISER_DECIBEL / 2) * np.exp(-0.5 * ((octaves - centre) / width) ** 2)
    scaled = np.expm1(features * np.float32(np.log(10.0))) * (10 ** (curve / 20)).astype(np.float32)
    if rng.random() < HISSED:
        floor = 10 ** rng.uniform(-1.5, 0.7) * 10 ** (rng.normal(0, 0.15) * octaves)
        hiss = rng.rayleigh(0.7, (len(features), BANDS)).astype(np.float32)
        scaled = scaled + floor.astype(np.float32) * hiss
    return (np.log1p(np.maximum(scaled, 0)) / np.log(10.0)).astype(np.float32)


def masked(features, rng):
    """Bands or moments that are missing, in place."""
    if rng.random() < BANDS_MISSING:
        for offset, count in ((0, FAST_BANDS), (FAST_BANDS, FINE_BANDS)):
            width = int(rng.integers(1, count // 3))
            begin = int(rng.integers(0, count - width))
            features[:, offset + begin : offset + begin + width] = 0
    if rng.random() < MOMENTS_MISSING:
        for _ in range(int(rng.integers(1, 5))):
            begin = int(rng.integers(0, len(features) - 60))
            features[begin : begin + int(rng.integers(4, 50))] = 0
    if rng.random() < DEAF:
        features[:, FAST_BANDS:] = 0
    return features


def augmented(features, start, factor, frames, rng):
    """One training crop. `factor` > 1 plays faster."""
    crop = stretched(features, start, factor, frames)
    if rng.random() < TRANSPOSED:
        crop = transposed(crop, int(rng.integers(-SEMITONES, SEMITONES + 1)))
    if rng.random() < COLOURED:
        crop = coloured(crop, rng)
    return masked(np.ascontiguousarray(crop, dtype=np.float32), rng)
