"""A bowed string by addition of partials: endless variety of attack, slur, vibrato, and body."""

import numpy as np

from .features import SAMPLE_RATE

PARTIALS = 28
CONTROL_RATE = 441  # control points per second


class Fiddle:
    """One instrument and one player: body resonances, vibrato, bow pressure drawn once."""

    def __init__(self, rng):
        self.rng = rng
        self.slope = rng.uniform(0.7, 1.5)
        self.centres = np.exp(rng.uniform(np.log(250), np.log(6000), 9))
        self.gains = rng.normal(0, 6, 9)
        self.widths = rng.uniform(0.15, 0.5, 9)
        self.attack = rng.uniform(0.012, 0.10)
        self.release = rng.uniform(0.03, 0.25)
        self.vibrato = rng.uniform(0, 0.35) if rng.random() < 0.6 else 0.0
        self.rate = rng.uniform(4.8, 6.8)
        self.glide = rng.uniform(0.01, 0.05)
        self.noise = rng.uniform(0.0, 0.06)
        self.scratch = rng.uniform(0.0, 0.25) if rng.random() < 0.6 else 0.0
        self.intonation = rng.uniform(0.0, 0.12)
        self.dip = rng.uniform(0.2, 0.95)  # how much the bow lets go between strokes

    def body(self, frequency):
        """Gain of the body at given frequencies."""
        octaves = np.log2(np.maximum(frequency, 20)[..., None] / self.centres)
        decibel = (self.gains * np.exp(-0.5 * (octaves / self.widths) ** 2)).sum(-1)
        return 10 ** (decibel / 20)

    def strokes(self, events):
        """Events bound into bow strokes: slurred notes that follow one another at once."""
        result = []
        for event in sorted(events, key=lambda e: (e.start, e.pitch)):
            last = result[-1] if result else None
            if event.slurred and last and last[-1].start < event.start and abs(last[-1].end - event.start) < 0.08 and len(last) < 12:
                last.append(event)
            else:
                result.append([event])
        return result

    def stroke(self, events, detune):
        """One bow stroke's sound; returns (start in seconds, samples)."""
        rng = self.rng
        start, end = events[0].start, max(events[-1].end, events[0].start + 0.06)
        attack = min(self.attack * rng.uniform(0.6, 1.6), 0.45 * (end - start))
        total = end - start + self.release
        points = int(total * CONTROL_RATE) + 2
        t = np.arange(points) / CONTROL_RATE
        pitch = np.empty(points)
        loud = np.empty(points)
        for index, event in enumerate(events):
            at = int(max(event.start - start, 0) * CONTROL_RATE)
            pitch[at:] = event.pitch + detune + rng.normal(0, self.intonation)
            loud[at:] = event.velocity
        span = max(1, int(self.glide * CONTROL_RATE))
        if len(events) > 1:
            kernel = np.ones(span) / span
            pitch = np.convolve(np.pad(pitch, (span, span), "edge"), kernel, "same")[span:-span]
            loud = np.convolve(np.pad(loud, (span, span), "edge"), kernel, "same")[span:-span]
        depth = self.vibrato * np.clip((t - 0.12) / 0.2, 0, 1) if total > 0.25 else 0.0
        pitch = pitch + depth * np.sin(2 * np.pi * self.rate * t + rng.uniform(0, 6.28))
        swell = 1 + rng.uniform(-0.3, 0.4) * np.sin(np.pi * np.clip(t / max(end - start, 0.1), 0, 1))
        rise = np.clip(t / max(attack, 1e-3), 0, 1)
        fall = np.clip((total - t) / self.release, 0, 1) ** 2
        envelope = (self.dip * rise + (1 - self.dip) * rise ** 0.3) * fall * swell * loud ** 1.6
        samples = int(total * SAMPLE_RATE)
        fine = np.arange(samples) / SAMPLE_RATE
        frequency = np.interp(fine, t, 440.0 * 2 ** ((pitch - 69) / 12))
        amplitude = np.interp(fine, t, envelope).astype(np.float32)
        phase = (2 * np.pi * np.cumsum(frequency) / SAMPLE_RATE).astype(np.float32)
        middle = float(np.median(frequency))
        count = int(min(PARTIALS, 9500 / middle))
        number = np.arange(1, count + 1)
        weights = number ** -self.slope * self.body(number * middle)
        sound = np.zeros(samples, dtype=np.float32)
        # Chebyshev's recurrence: sin((k+1)φ) = 2·cos φ·sin kφ − sin((k−1)φ)
        previous, current, double = np.zeros_like(phase), np.sin(phase), 2 * np.cos(phase)
        for weight in weights.astype(np.float32):
            sound += weight * current
            previous, current = current, double * current - previous
        hiss = rng.standard_normal(samples).astype(np.float32)
        hiss = np.diff(hiss, prepend=0)
        grain = self.noise + self.scratch * np.exp(-fine / 0.03).astype(np.float32)
        return start, amplitude * (sound + grain * hiss * float(np.abs(weights).sum()) * 0.3)

    def play(self, events, seconds, detune):
        """All strokes mixed: mono float32."""
        out = np.zeros(int((seconds + 2) * SAMPLE_RATE), dtype=np.float32)
        for stroke in self.strokes(events):
            start, sound = self.stroke(stroke, detune)
            at = int(max(start, 0) * SAMPLE_RATE)
            end = min(at + len(sound), len(out))
            out[at:end] += sound[: end - at]
        return out[: int(seconds * SAMPLE_RATE)]


def feet(events, seconds, rng):
    """Taps of a shoe on a floor: a low thump, a little leather."""
    out = np.zeros(int((seconds + 1) * SAMPLE_RATE), dtype=np.float32)
    pitch, decay, click = rng.uniform(45, 130), rng.uniform(0.03, 0.12), rng.uniform(0.05, 0.8)
    t = np.arange(int(0.4 * SAMPLE_RATE)) / SAMPLE_RATE
    for event in events:
        thump = np.sin(2 * np.pi * pitch * t * (1 + 0.5 * np.exp(-t / 0.02))) * np.exp(-t / decay)
        tap = rng.standard_normal(len(t)) * np.exp(-t / 0.006) * click
        at = int(max(event.start, 0) * SAMPLE_RATE)
        end = min(at + len(t), len(out))
        out[at:end] += ((thump + tap) * event.velocity * rng.uniform(0.7, 1.2))[: end - at].astype(np.float32)
    return out[: int(seconds * SAMPLE_RATE)]
