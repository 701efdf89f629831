"""Variety by arithmetic on features, whole batches at a time: tempo, pitch, colour, level, noise, and gaps."""

import math

import numpy as np
import torch

from .features import BANDS, FAST_BANDS, FAST_HIGH_HZ, FAST_LOW_HZ, FINE_BANDS, FINE_LOWEST_NOTE, slaney_hz, slaney_mel

STRETCH = (0.76, 1.30)
SEMITONES = 5
STEPS = range(-SEMITONES, SEMITONES + 1)
GAIN_DECIBEL = 8.0
EQUALISER_DECIBEL = 9.0
# How many crops get what: another tempo, another pitch, another colour (and then a noise floor), bands or moments missing, no fine bands at all.
STRETCHED, TRANSPOSED, COLOURED, HISSED = 0.8, 0.7, 0.8, 0.4
BANDS_MISSING, MOMENTS_MISSING, DEAF = 0.4, 0.3, 0.06

_mel = slaney_hz(np.linspace(slaney_mel(FAST_LOW_HZ), slaney_mel(FAST_HIGH_HZ), FAST_BANDS + 2)[1:-1])
_fine = 440.0 * 2.0 ** ((FINE_LOWEST_NOTE + np.arange(FINE_BANDS) - 69) / 12.0)
BAND_HZ = np.concatenate([_mel, _fine])


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


def uniform(low, high, shape, device):
    """Random numbers between two."""
    return low + (high - low) * torch.rand(shape, device=device)


class Variety:
    """Varied crops of clips that lie on a device."""

    def __init__(self, device):
        self.device = device
        lows, parts = zip(*map(transposition, STEPS))
        self.low, self.part = (torch.from_numpy(np.stack(each)).to(device) for each in (lows, parts))
        self.octaves = torch.from_numpy(np.log2(BAND_HZ / 440.0).astype(np.float32)).to(device)

    def stretched(self, features, rows, start, factor, frames):
        """[batch, frames, bands]: frames of the clips `rows` from `start` on, `factor` times as fast."""
        position = (start[:, None] + torch.arange(frames, device=self.device) * factor[:, None]).clamp(0, features.shape[1] - 1.001)
        low = position.long()
        part = (position - low)[:, :, None]
        return features[rows[:, None], low].float() * (1 - part) + features[rows[:, None], low + 1].float() * part

    def transposed(self, crop):
        """All bands of each crop moved by as many semitones."""
        batch, frames, _ = crop.shape
        steps = torch.randint(0, len(STEPS), (batch,), device=self.device)
        steps = torch.where(torch.rand(batch, device=self.device) < TRANSPOSED, steps, len(STEPS) // 2)
        low, part = self.low[steps][:, None].expand(-1, frames, -1), self.part[steps][:, None]
        return crop.gather(2, low) * (1 - part) + crop.gather(2, low + 1) * part

    def coloured(self, crop):
        """Level, a smooth equaliser, a noise floor."""
        batch, device = len(crop), self.device
        normal = lambda scale: torch.randn((batch, 1), device=device) * scale
        curve = normal(GAIN_DECIBEL / 2) + normal(1.2) * self.octaves
        for _ in range(3):
            centre, width = uniform(-4, 5, (batch, 1), device), uniform(0.4, 1.5, (batch, 1), device)
            curve = curve + normal(EQUALISER_DECIBEL / 2) * torch.exp(-0.5 * ((self.octaves - centre) / width) ** 2)
        curve = curve * (torch.rand((batch, 1), device=device) < COLOURED)
        scaled = torch.expm1(crop * math.log(10)) * (10 ** (curve / 20))[:, None]
        floor = 10 ** uniform(-1.5, 0.7, (batch, 1), device) * 10 ** (normal(0.15) * self.octaves)
        floor = floor * (torch.rand((batch, 1), device=device) < HISSED * COLOURED)
        hiss = 0.7 * torch.sqrt(-2 * torch.log(torch.rand(crop.shape, device=device).clamp(min=1e-12)))
        return torch.log1p((scaled + floor[:, None] * hiss).clamp(min=0)) / math.log(10)

    def gaps(self, crop):
        """Bands or moments that are missing."""
        batch, frames, _ = crop.shape
        device, band, frame = self.device, torch.arange(BANDS, device=self.device), torch.arange(frames, device=self.device)
        chosen = torch.rand((batch, 1), device=device) < BANDS_MISSING
        for offset, count in ((0, FAST_BANDS), (FAST_BANDS, FINE_BANDS)):
            width = uniform(1, count // 3, (batch, 1), device).floor()
            begin = offset + (uniform(0, 1, (batch, 1), device) * (count - width)).floor()
            crop = crop * ~(chosen & (band >= begin) & (band < begin + width))[:, None]
        gap = torch.zeros((batch, frames), dtype=torch.bool, device=device)
        several = torch.rand((batch, 1), device=device) < MOMENTS_MISSING
        for index in range(4):
            begin, width = uniform(0, frames - 60, (batch, 1), device), uniform(4, 50, (batch, 1), device)
            gap |= several & (torch.rand((batch, 1), device=device) < 1 - index / 4) & (frame >= begin) & (frame < begin + width)
        crop = crop * ~gap[:, :, None]
        deaf = torch.rand((batch, 1), device=device) < DEAF
        return crop * ~(deaf & (band >= FAST_BANDS))[:, None]

    def augmented(self, features, rows, start, factor, frames):
        """Training crops [batch, frames, bands]."""
        return self.gaps(self.coloured(self.transposed(self.stretched(features, rows, start, factor, frames))))
