"""Sounds without a beat: speech, syllables, noise, applause, tuning up. The network learns to keep quiet in them."""

import io
import subprocess

import numpy as np
import soundfile
from scipy.signal import butter, resample_poly, sosfilt

from .bow import Fiddle
from .degrade import degrade
from .features import SAMPLE_RATE
from .performance import Event

VOICES = ("sv", "en", "nb", "da", "fi", "de")
SYLLABLES = ("la", "ni", "kor", "vel", "sta", "mo", "fri", "da", "hus", "en", "ta", "lje", "gu", "ber", "ren", "skog", "o", "i", "var", "den")
KINDS = {"speech": 0.4, "talk": 0.2, "noise": 0.15, "applause": 0.1, "tuning": 0.15}


def speech(seconds, rng):
    """A synthetic voice (espeak-ng, called as a program) that says words which do not exist, in uneven sentences."""
    pieces, length = [], 0
    voice, pitch, pace = str(rng.choice(VOICES)), int(rng.integers(20, 85)), int(rng.integers(110, 210))
    while length < seconds * SAMPLE_RATE:
        words = ["".join(rng.choice(SYLLABLES, rng.integers(1, 5))) for _ in range(rng.integers(2, 14))]
        text = " ".join(word + ("," if rng.random() < 0.12 else "") for word in words) + str(rng.choice([".", "?", "!"]))
        command = ["espeak-ng", "-v", voice, "-p", str(pitch), "-s", str(pace), "--stdout", text]
        samples, rate = soundfile.read(io.BytesIO(subprocess.run(command, capture_output=True, check=True).stdout), dtype="float32")
        if rate != SAMPLE_RATE:
            samples = resample_poly(samples, SAMPLE_RATE, rate).astype(np.float32)
        pause = np.zeros(int(rng.exponential(0.5) * SAMPLE_RATE), dtype=np.float32)
        pieces += [samples, pause]
        length += len(samples) + len(pause)
    return np.concatenate(pieces)[: int(seconds * SAMPLE_RATE)]


def talk(seconds, rng):
    """Voiced syllables of our own, some four a second and never even: buzz through two formants."""
    count = int(seconds * SAMPLE_RATE)
    signal, at = np.zeros(count, dtype=np.float32), 0.2
    pitch = rng.uniform(85, 230)
    while at < seconds - 1:
        length = float(np.exp(rng.normal(np.log(0.17), 0.4)))
        samples = int(length * SAMPLE_RATE)
        track = pitch * np.exp(np.cumsum(rng.normal(0, 0.02)) + np.linspace(0, rng.normal(0, 0.15), samples))
        phase = np.cumsum(track) / SAMPLE_RATE
        source = 2 * (phase % 1) - 1 if rng.random() < 0.8 else rng.standard_normal(samples)
        low, high = rng.uniform(250, 800), rng.uniform(900, 2600)
        sos = [butter(2, [f * 0.85, f * 1.15], "bandpass", fs=SAMPLE_RATE, output="sos") for f in (low, high)]
        syllable = sum(sosfilt(s, source) for s in sos) * np.hanning(samples) ** 0.5 * rng.uniform(0.3, 1)
        begin = int(at * SAMPLE_RATE)
        signal[begin : begin + samples] += syllable[: count - begin]
        at += length * rng.uniform(0.8, 1.4) + (rng.exponential(0.6) if rng.random() < 0.15 else 0)
    return signal


def noise(seconds, rng):
    """Wind, hum, hiss: bands of noise that swell slowly."""
    count = int(seconds * SAMPLE_RATE)
    signal = sosfilt(butter(1, rng.uniform(100, 5000), fs=SAMPLE_RATE, output="sos"), rng.standard_normal(count))
    knots = np.exp(rng.normal(0, rng.uniform(0.1, 1.0), int(seconds) + 2))
    return (signal * np.interp(np.arange(count) / SAMPLE_RATE, np.arange(len(knots)), knots)).astype(np.float32)


def applause(seconds, rng):
    """Many hands that do not agree."""
    count = int(seconds * SAMPLE_RATE)
    strokes = (rng.random(count) < rng.uniform(20, 300) / SAMPLE_RATE) * rng.exponential(1.0, count)
    clap = rng.standard_normal(400) * np.exp(-np.arange(400) / rng.uniform(20, 90))
    return np.convolve(strokes, clap)[:count].astype(np.float32)


def tuning(seconds, rng):
    """Open fifths and long notes on a fiddle, begun whenever it pleases."""
    events, at = [], 0.3
    while at < seconds - 1:
        length = float(np.exp(rng.normal(0.2, 0.6)))
        pitch = int(rng.choice([55, 62, 69, 76, 57, 64, 71]))
        events.append(Event(at, min(at + length, seconds), pitch, rng.uniform(0.3, 0.9)))
        if rng.random() < 0.5:
            events.append(Event(at + rng.uniform(0, 0.2), min(at + length, seconds), pitch + 7, rng.uniform(0.3, 0.9)))
        at += length * rng.uniform(0.7, 1.2) + (rng.exponential(1.5) if rng.random() < 0.3 else 0)
    return Fiddle(rng).play(events, seconds, float(rng.normal(0, 0.2)))


MAKERS = {"speech": speech, "talk": talk, "noise": noise, "applause": applause, "tuning": tuning}


def make_negative(seed, seconds):
    """The sound without a beat that has this number: (mono float32 at 22 050 Hz, its kind)."""
    rng = np.random.default_rng([4, seed])
    kind = str(rng.choice(list(KINDS), p=list(KINDS.values())))
    signal = np.asarray(MAKERS[kind](seconds, rng), dtype=np.float32)
    signal = signal * np.float32(0.1 / (np.sqrt(np.mean(signal**2)) + 1e-9))
    return (degrade(signal, rng) if rng.random() < 0.7 else signal), kind
