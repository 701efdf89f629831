"""Runs the peers' beat trackers over recordings; writes `OUT/TRACKER/NAME.beats` and `OUT/seconds.json`.

    python trackers.py OUT FILE…

Each tracker is the one its documentation shows first, with its defaults; madmom may choose among bars of 2, 3 and 4.
A tracker without downbeats writes seconds alone, and its downbeats are not measured.
"""

import json
import pathlib
import subprocess
import sys
import time

import essentia.standard
import librosa
import numpy as np
from madmom.features.downbeats import DBNDownBeatTrackingProcessor, RNNDownBeatProcessor

listen, decide = RNNDownBeatProcessor(), DBNDownBeatTrackingProcessor(beats_per_bar=[2, 3, 4], fps=100)


def by_madmom(path):
    return [(time, int(number)) for time, number in decide(listen(str(path)))]


def by_librosa(path):
    samples, rate = librosa.load(path, sr=22050)
    _, beats = librosa.beat.beat_track(y=samples, sr=rate, units="time")
    return [(time, 0) for time in beats]


def by_essentia(path):
    samples = essentia.standard.MonoLoader(filename=str(path), sampleRate=44100)()
    _, beats, *_ = essentia.standard.RhythmExtractor2013(method="multifeature")(samples)
    return [(time, 0) for time in beats]


def by_aubio(path):
    found = subprocess.run(["aubio", "beat", str(path)], check=True, capture_output=True, text=True).stdout
    return [(float(line.split()[0]), 0) for line in found.splitlines() if line.strip()]


TRACKERS = {"madmom": by_madmom, "librosa": by_librosa, "Essentia": by_essentia, "aubio": by_aubio}


def main():
    out, files = pathlib.Path(sys.argv[1]), [pathlib.Path(name) for name in sys.argv[2:]]
    seconds = {name: 0.0 for name in TRACKERS}
    for name, tracker in TRACKERS.items():
        (out / name).mkdir(parents=True, exist_ok=True)
        tracker(files[0])  # loads and compiles what is loaded and compiled once
        for path in files:
            start = time.perf_counter()
            beats = tracker(path)
            seconds[name] += time.perf_counter() - start
            lines = [f"{at:.4f}\t{number}\n" if number else f"{at:.4f}\n" for at, number in beats if np.isfinite(at)]
            (out / name / f"{path.stem}.beats").write_text("".join(lines))
    (out / "seconds.json").write_text(json.dumps(seconds))


main()
