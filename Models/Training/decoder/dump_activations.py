"""Writes a network's activations of rendered clips and recordings, for fitting and judging the decoder.

python dump_activations.py CHECKPOINT OUTPUT --clips FOLDER… --recordings FOLDER…

Clips are those of `neckentrain.collection` (development split only); recordings are audio files with
`.beats` beside them. Each gets NAME.act (little-endian float32: frames per second, number of frames,
beat activations, downbeat activations), NAME.pitches (float32: frames per cell, bands, values cell by
cell), NAME.novelty (float32: how much begins at each frame) and NAME.beats (seconds, number in the bar).
"""

import argparse
import os
import sys

import numpy as np
import torch

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from neckentrain.bars import CELL_FRAMES, novelty, pitch_cells  # noqa: E402
from neckentrain.collection import Collection  # noqa: E402
from neckentrain.evaluate import probabilities, read_audio  # noqa: E402
from neckentrain.features import FRAMES_PER_SECOND, beat_features  # noqa: E402
from neckentrain.train import load  # noqa: E402


def write(path, network, features, times, numbers):
    """One recording's activation, pitches, novelty and reference beats."""
    activation = probabilities(network, features)
    cells = pitch_cells(features)
    novelty(features).astype("<f4").tofile(path + ".novelty")
    np.concatenate([[CELL_FRAMES, cells.shape[1]], cells.ravel()]).astype("<f4").tofile(path + ".pitches")
    head = [FRAMES_PER_SECOND, len(activation)]
    np.concatenate([head, activation[:, 0], activation[:, 1]]).astype("<f4").tofile(path + ".act")
    with open(path + ".beats", "w", encoding="utf-8") as file:
        file.writelines(f"{time:.3f}\t{int(number)}\n" for time, number in zip(times, numbers))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint")
    parser.add_argument("output")
    parser.add_argument("--clips", nargs="*", default=[])
    parser.add_argument("--recordings", nargs="*", default=[])
    options = parser.parse_args()
    os.makedirs(options.output, exist_ok=True)
    torch.set_num_threads(1)
    network = load(options.checkpoint)
    for folder in options.clips:
        clips = Collection(folder, "dev")
        for index in range(len(clips)):
            labels = clips.labels(index)
            dance = "".join(c if c.isalnum() else "-" for c in labels["dance"] or "none")
            path = os.path.join(options.output, f"dev{labels['seed']}-{dance}")
            write(path, network, clips.features(index), labels["beats"], labels["numbers"])
    for folder in options.recordings:
        for name in sorted(os.listdir(folder)):
            stem, extension = os.path.splitext(name)
            reference = os.path.join(folder, stem + ".beats")
            if extension == ".beats" or not os.path.exists(reference):
                continue
            table = np.loadtxt(reference)
            features = beat_features(read_audio(os.path.join(folder, name)))
            write(os.path.join(options.output, stem), network, features, table[:, 0], table[:, 1])


if __name__ == "__main__":
    main()
