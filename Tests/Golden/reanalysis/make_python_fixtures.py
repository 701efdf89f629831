"""Writes artifacts as the Python neckenml stored them, in both shapes, with a known rhythm.

The shapes follow that program's documents (madmom) and its code (rhythm_extractor), as SPEC 1.4
gives them. The tune: 24 bars of three beats at 37.5 bars a minute, divided .27/.42/.31, with the
first downbeat on the third beat, although the stored numbers count in threes from the first, as
that program did. Run: python3 make_python_fixtures.py
"""

import json
import math
from pathlib import Path

SHARES = [0.27, 0.42, 0.31]
BAR_SECONDS = 1.6
BARS = 24


def beats():
    times, energies = [], []
    for bar in range(BARS):
        start = 1.0 + bar * BAR_SECONDS
        for position, (offset, energy) in enumerate(zip([0, 0.27, 0.69], [0.9, 0.5, 0.7])):
            times.append(round(start + offset * BAR_SECONDS, 4))
            energies.append(energy)
    # Beats 1 and 2 of the first bar were not found.
    return times[1:], energies[1:]


def common(times, energies):
    middles = [round((a + b) / 2, 4) for a, b in zip(times, times[1:])]
    return {
        "version": "1.0.0",
        "musicnn": {"avg_embedding": [round(math.sin(i) / 3, 6) for i in range(200)], "raw_embeddings": None},
        "vocal": {"instrumental_score": 0.8, "vocal_score": 0.2, "predictions": None},
        "audio_stats": {
            "loudness_lufs": -14.0, "rms": 0.15, "zcr": 0.05, "onset_rate": 3.7, "duration_seconds": 40.0,
        },
        "onsets": {"librosa_onset_times": sorted(times + middles)},
        "dynamics": {
            "beat_activations": [round(value * 0.31, 5) for value in energies],
            "envelope": [round(0.2 + 0.1 * math.sin(i / 5), 4) for i in range(80)],
            "intervals": [round(b - a, 4) for a, b in zip(times, times[1:])],
        },
        "structure": {"sections": [0.0, 13.8, 26.6], "section_labels": ["A", "B", "A"]},
    }


def main():
    here = Path(__file__).parent
    times, energies = beats()
    numbers = [i % 3 + 1 for i in range(len(times))]
    bars = [time for time, number in zip(times, numbers) if number == 1]

    documented = common(times, energies)
    documented["madmom"] = {
        "beat_times": times, "beat_info": [[t, n] for t, n in zip(times, numbers)],
        "ternary_confidence": 0.9, "bars": bars,
    }
    (here / "python-madmom.json").write_text(json.dumps(documented))

    written = common(times, energies)
    written["rhythm_extractor"] = {
        "beats": times, "beat_positions": numbers, "beats_per_bar": 3, "bars": bars, "ternary_confidence": 0.9,
    }
    # What that program stored of silent or failed parts.
    written["audio_stats"]["loudness_lufs"] = float("-inf")
    written["vocal"] = None
    written["structure"] = {"sections": [[0.0, 13.8], [13.8, 40.0]], "section_labels": ["A", "B"]}
    (here / "python-rhythm-extractor.json").write_text(json.dumps(written))


main()
