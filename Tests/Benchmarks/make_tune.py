"""Renders a polska-like tune of our own, always the same, as a 16-bit mono WAV.

    python3 make_tune.py SECONDS OUT.wav [SAMPLE_RATE]

Standard library only: harmonics with vibrato, a drone and foot taps, written bar by bar so that hours fit in memory.
"""

import array
import math
import random
import sys
import wave


def main():
    length, path = float(sys.argv[1]), sys.argv[2]
    rate = int(sys.argv[3]) if len(sys.argv) > 3 else 44100
    rng = random.Random(1)
    scale = [62, 64, 66, 67, 69, 71, 73, 74, 76, 78, 79, 81]
    phrases = []
    for _ in range(2):
        degree, phrase = 5, []
        for _ in range(8 * 6):
            degree = min(max(degree + rng.choice([-2, -1, -1, 0, 1, 1, 2]), 0), len(scale) - 1)
            phrase.append(scale[degree])
        phrases.append(phrase)
    shares = [0.28, 0.40, 0.32]
    bar_seconds = 3 * 60 / 115
    with wave.open(path, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        cache = {}
        for bar in range(int(length / bar_seconds) + 1):
            key = (bar // 16 % 2, bar % 8)
            if key not in cache:
                notes = phrases[key[0]][6 * key[1] : 6 * key[1] + 6]
                cache[key] = render_bar(notes, shares, bar_seconds, rate)
            out.writeframes(cache[key])


def render_bar(notes, shares, bar_seconds, rate):
    samples = array.array("h", bytes(2 * int(bar_seconds * rate)))
    start = 0.0
    for index, note in enumerate(notes):
        duration = bar_seconds * shares[index // 2] / 2
        first, count = int(start * rate), int(duration * rate)
        hertz = 440 * 2 ** ((note - 69) / 12)
        for n in range(min(count, len(samples) - first)):
            t = n / rate
            envelope = min(1, t / 0.03) * min(1, (duration - t) / 0.02)
            phase = 2 * math.pi * hertz * (t + 0.0004 * math.sin(2 * math.pi * 5.5 * t))
            tone = sum(math.sin(h * phase) / h for h in range(1, 7))
            drone = 0.2 * math.sin(2 * math.pi * 293.66 * (start + t))
            tap = 0.5 * math.exp(-40 * t) * math.sin(2 * math.pi * 90 * t) if index % 2 == 0 else 0
            value = 0.25 * envelope * tone + 0.3 * drone + tap
            samples[first + n] = int(max(-1, min(1, 0.6 * value)) * 32767)
        start += duration
    return samples.tobytes()


main()
