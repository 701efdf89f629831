"""What rooms, microphones, tapes and codecs do to a recording. Times of beats stay true to 5 ms."""

import os
import subprocess
import tempfile

import numpy as np
import soundfile
from scipy.signal import butter, oaconvolve, sosfilt

from .features import SAMPLE_RATE


def room(signal, rng):
    """Reverberation: decaying noise, darker as it dies, under the direct sound."""
    seconds = float(np.exp(rng.uniform(np.log(0.15), np.log(2.5))))
    count = int(seconds * SAMPLE_RATE)
    t = np.arange(count) / SAMPLE_RATE
    tail = rng.standard_normal(count) * 10 ** (-3 * t / seconds)
    tail = sosfilt(butter(1, rng.uniform(1500, 6000), fs=SAMPLE_RATE, output="sos"), tail)
    tail[: int(rng.uniform(0.001, 0.02) * SAMPLE_RATE)] = 0
    wet = oaconvolve(signal.astype(np.float32), tail.astype(np.float32))[: len(signal)]
    return signal + wet * (rng.uniform(0.1, 1.2) * np.std(signal) / (np.std(wet) + 1e-9))


def noise(signal, rng):
    """Hiss or rumble at 10 … 45 dB below the music, at times hum."""
    below = 10 ** (-rng.uniform(10, 45) / 20)
    hiss = rng.standard_normal(len(signal))
    if rng.random() < 0.6:
        hiss = sosfilt(butter(1, rng.uniform(200, 3000), fs=SAMPLE_RATE, output="sos"), hiss)
    signal = signal + hiss * (below * np.std(signal) / np.std(hiss))
    if rng.random() < 0.25:
        t = np.arange(len(signal)) / SAMPLE_RATE
        mains = float(rng.choice([50.0, 60.0]))
        hum = sum(rng.random() * np.sin(2 * np.pi * mains * k * t) for k in (1, 2, 3, 5))
        signal = signal + hum * (np.std(signal) * rng.uniform(0.01, 0.15))
    return signal


def crackle(signal, rng):
    """Clicks of an old disc."""
    count = rng.poisson(len(signal) / SAMPLE_RATE * rng.uniform(1, 15))
    clicks = np.zeros_like(signal)
    clicks[rng.integers(0, len(signal), count)] = rng.normal(0, 6 * np.std(signal), count)
    return signal + sosfilt(butter(2, 5000, fs=SAMPLE_RATE, output="sos"), clicks)


def narrow_band(signal, rng):
    """A small loudspeaker or an old microphone."""
    low, high = np.exp(rng.uniform(np.log(40), np.log(350))), np.exp(rng.uniform(np.log(2500), np.log(9000)))
    return sosfilt(butter(2, [low, high], "band", fs=SAMPLE_RATE, output="sos"), signal)


def clipped(signal, rng):
    """Overdriven: hard or soft."""
    limit = np.std(signal) * rng.uniform(1.2, 3.5)
    return np.clip(signal, -limit, limit) if rng.random() < 0.5 else limit * np.tanh(signal / limit)


def wow(signal, rng):
    """Tape speed that sways by up to 1 %; beats move by under 5 ms."""
    rate, depth = rng.uniform(0.5, 3), rng.uniform(0.001, 0.01)
    t = np.arange(len(signal)) / SAMPLE_RATE
    sway = depth / (2 * np.pi * rate) * np.sin(2 * np.pi * rate * t + rng.uniform(0, 6.28))
    return np.interp(t + np.clip(sway, -0.005, 0.005), t, signal)


def low_rate_mp3(signal, rng):
    """Through a lossy codec at 24 … 64 kbit/s and back, its delay taken out."""
    rate = int(rng.choice([24, 32, 48, 64]))
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        source, packed, back = (os.path.join(folder, name) for name in ("a.wav", "a.mp3", "b.wav"))
        soundfile.write(source, signal / (np.abs(signal).max() + 1e-9) * 0.9, SAMPLE_RATE)
        quiet = ["ffmpeg", "-v", "error", "-y", "-threads", "1"]
        subprocess.run(quiet + ["-i", source, "-b:a", f"{rate}k", packed], check=True)
        subprocess.run(quiet + ["-i", packed, "-ar", str(SAMPLE_RATE), back], check=True)
        decoded, _ = soundfile.read(back, dtype="float32")
    return np.pad(decoded[: len(signal)], (0, max(0, len(signal) - len(decoded))))


STAGES = ((room, 0.75), (clipped, 0.12), (narrow_band, 0.25), (wow, 0.15), (crackle, 0.07), (noise, 0.5), (low_rate_mp3, 0.15))


def degrade(signal, rng):
    """A recording's way through the world: some of the stages, in their natural order."""
    for stage, chance in STAGES:
        if rng.random() < chance:
            signal = stage(signal, rng)
    return (signal * (0.1 / (np.std(signal) + 1e-9))).astype(np.float32)
