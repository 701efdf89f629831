"""Rendered clips without their first seconds: recordings that begin anywhere rather than with the music (decision 0155).

    python Tests/Benchmarks/beats/excerpts.py CLIPS OUT

CLIPS has NAME.wav, NAME.beats and NAME.json (`neckentrain render`); OUT, a new folder, gets the same, each 3 to 8 s shorter at the front, drawn with
a fixed seed in the order of names. Needs NumPy and soundfile.
"""

import os
import shutil
import sys

import numpy as np
import soundfile

SEED, LEAST_SECONDS, MOST_SECONDS = 3, 3, 8


def excerpt(clips, name, seconds, out):
    """One clip from so many seconds on."""
    signal, rate = soundfile.read(os.path.join(clips, name + ".wav"), dtype="int16")
    first = int(seconds * rate)
    soundfile.write(os.path.join(out, name + ".wav"), signal[first:], rate)
    beats = np.loadtxt(os.path.join(clips, name + ".beats"), ndmin=2)
    beats = beats[beats[:, 0] >= first / rate] - [first / rate, 0]
    np.savetxt(os.path.join(out, name + ".beats"), beats, fmt=["%.4f", "%d"], delimiter="\t")
    shutil.copy(os.path.join(clips, name + ".json"), out)


def main(clips, out):
    """All clips of a folder."""
    os.makedirs(out)  # a new folder, so that no clip is written over
    rng = np.random.default_rng(SEED)
    for name in sorted(file[:-4] for file in os.listdir(clips) if file.endswith(".wav")):
        excerpt(clips, name, rng.uniform(LEAST_SECONDS, MOST_SECONDS), out)


if __name__ == "__main__":
    main(*sys.argv[1:])
