"""Works out the 17 scalars of own-2.0.0.json a second time, from the formulas of
Docs/Algorithms/features.md and independently of the Swift code, and writes own-2.0.0-expected.json.

own-2.0.0.json itself was written once by ArtifactCoding (a made-up polska of 110 bars, divided
.27/.42/.31 with 10 ms of jitter) and is kept: artifacts stored then must be read for ever.
Run: python3 make_expected.py
"""

import json
import math
from itertools import accumulate
from pathlib import Path
from statistics import mean, median

HERE = Path(__file__).parent


def clamp(value):
    return min(max(value, 0.0), 1.0)


def mad(values, centre):
    return 1.4826 * median(abs(value - centre) for value in values)


def trapezoid(value, zero, full, full_to, zero_to):
    return clamp(min((value - zero) / (full - zero), 1, (zero_to - value) / (zero_to - full_to)))


def main():
    stored = json.loads((HERE / "own-2.0.0.json").read_text())
    rhythm, audio = stored["rhythm"], stored["audio"]
    beats = [step / 1000 for step in accumulate(rhythm["beat_steps_ms"])]
    onsets = [step / 1000 for step in accumulate(stored["onsets"]["steps_ms"])]
    energies = [value / 100 for value in stored["dynamics"]["beat_energy_hundredths"]]
    downs = [i for i, number in enumerate(rhythm["beat_numbers"]) if number == 1]
    bars = [(i, j) for i, j in zip(downs, downs[1:]) if j - i == 3]

    lengths = [beats[j] - beats[i] for i, j in bars]
    bars_per_minute = 60 / median(lengths)
    bpm = 3 * bars_per_minute
    rows = [[(beats[i + k + 1] - beats[i + k]) / (beats[i + 3] - beats[i]) for k in range(3)] for i, _ in bars]
    medians = [median(column) for column in zip(*rows)]
    shares = [value / sum(medians) for value in medians]
    deviation = [share - 1 / 3 for share in shares]
    square = sum(value * value for value in deviation)
    agreeing = mean(
        sum((row[k] - 1 / 3) * deviation[k] for k in range(3)) >= square / 2 for row in rows)

    intervals = [b - a for a, b in zip(beats, beats[1:])]
    usual = median(intervals)
    ratios = []
    for start, end in zip(beats, beats[1:]):
        phases = [(t - start) / (end - start) for t in onsets if start <= t < end]
        if len(phases) == 1 and usual / 1.8 <= end - start <= usual * 1.8:
            ratios.append(phases[0] / (1 - phases[0]))
    swing = median(ratios)

    level = [mean(energies[i + k] for i, _ in bars) for k in range(3)]
    accents = [value / mean(level) - 1 for value in level]
    contrast = clamp(mean(abs(b - a) for a, b in zip(energies, energies[1:])) / mean(energies) / 0.5)
    changes = [(b - a) / a for a, b in zip(lengths, lengths[1:])]
    jitter = mad(changes, 0) / math.sqrt(2)

    articulation = stored["dynamics"]["onset_decay"]
    ternary = rhythm["ternary_confidence"]
    templates = [[0.27, 0.42, 0.31], [0.22, 0.44, 0.33], [0.39, 0.33, 0.28]]

    def cosine(template):
        model = [share - 1 / 3 for share in template]
        return sum(a * b for a, b in zip(model, deviation)) / math.hypot(*model) / math.hypot(*deviation)

    lilt = clamp(math.hypot(*deviation) / 0.08) * clamp((max(map(cosine, templates)) - 0.7) / 0.25) * agreeing
    polska_accent = clamp((min(accents[0], accents[2]) - accents[1]) / 0.4)
    long_first = trapezoid(shares[0], 0.335, 0.36, 0.40, 0.44) * (1 - clamp((abs(shares[1] - shares[2]) - 0.03) / 0.07))
    hambo_accent = clamp((accents[0] - max(accents[1:])) / 0.4)
    voice = stored["voice"]
    expected = {
        "bpm": bpm,
        "mean_beat_interval_seconds": mean(i for i in intervals if usual / 1.8 < i < usual * 1.8),
        "punchiness": mean([clamp((audio["true_peak_dbtp"] - audio["loudness_lufs"] - 8) / 12), contrast]),
        "r1": shares[0], "r2": shares[1], "r3": shares[2],
        "polska_score": ternary * trapezoid(bpm, 88, 98, 142, 156) * (0.6 * lilt + 0.4 * polska_accent),
        "hambo_score": ternary * trapezoid(bars_per_minute, 30, 33, 50, 55) * (0.6 * long_first + 0.4 * hambo_accent),
        "bpm_stability": math.exp(-jitter / 0.05),
        "swing_ratio": swing,
        "rms": audio["rms"], "zcr": audio["zero_crossing_rate"], "onset_rate": audio["onset_rate_hz"],
        "ternary_confidence": ternary,
        "voice_probability": voice["vocal_score"] / (voice["vocal_score"] + voice["instrumental_score"]),
        "articulation": articulation,
        "bounciness": mean([articulation, clamp(max(swing, 1 / swing) - 1), contrast]),
    }
    text = json.dumps({name: round(value, 6) for name, value in expected.items()}, indent=2)
    (HERE / "own-2.0.0-expected.json").write_text(text + "\n")


main()
