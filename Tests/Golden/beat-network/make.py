"""Makes this folder's files. Run after every change of Models/beat-network.onnx:

    PYTHONPATH=Models/Training python Tests/Golden/beat-network/make.py --tunes TUNES.json [--keep-audio]

excerpt.flac   10 s of our own rendered audio, 22 050 Hz mono 16 bit
excerpt.beats  its beats: seconds TAB number in the bar
features.f32   [501, 124] little-endian float32, row by row, from the decoded FLAC
activations.f32  [501, 2] little-endian float32: beat, downbeat, by OpenVINO in float32
onsets.f32     [501] little-endian float32: onset, likewise
overview.f32   [251, 43] little-endian float32: the longer view's log-probabilities, likewise
cells.f32, novelty.f32, levels.f32  what the readers read beside beats: [167, 60], [501] and [501, 3], by neckentrain.bars
golden.json    shapes, tolerances, and the hash of the network that made the activations
"""

import argparse
import hashlib
import json
import os

import numpy as np
import soundfile
from neckentrain.bars import levels, novelty, pitch_cells
from neckentrain.dataset import Tunes, make_clip
from neckentrain.export import run_openvino
from neckentrain.features import SAMPLE_RATE, beat_features

HERE = os.path.dirname(os.path.abspath(__file__))
NETWORK = os.path.join(HERE, "..", "..", "..", "Models", "beat-network.onnx")
SECONDS, SEED = 10.0, 5


def place(name):
    """A path in this folder."""
    return os.path.join(HERE, name)


def main():
    """Renders (unless told not to), then computes features and activations."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tunes")
    parser.add_argument("--keep-audio", action="store_true")
    options = parser.parse_args()
    if not options.keep_audio:
        clip = make_clip(Tunes(options.tunes, "test"), "test", SEED, dance="polska", clean=True, seconds=SECONDS)
        signal = clip.signal / np.abs(clip.signal).max() * 0.7
        soundfile.write(place("excerpt.flac"), signal, SAMPLE_RATE, subtype="PCM_16")
        with open(place("excerpt.beats"), "w", encoding="utf-8") as file:
            for time, number in zip(clip.performance.beat_times, clip.performance.beat_numbers):
                file.write(f"{time:.4f}\t{number}\n")
    signal, _ = soundfile.read(place("excerpt.flac"), dtype="float32")
    features = beat_features(signal).astype("<f4")
    activations, overview, onsets = (output[0].astype("<f4") for output in run_openvino(NETWORK, features[None]))
    features.tofile(place("features.f32"))
    activations.tofile(place("activations.f32"))
    overview.tofile(place("overview.f32"))
    onsets.tofile(place("onsets.f32"))
    pitch_cells(features).astype("<f4").tofile(place("cells.f32"))
    novelty(features).astype("<f4").tofile(place("novelty.f32"))
    levels(features).astype("<f4").tofile(place("levels.f32"))
    with open(NETWORK, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    golden = {
        "networkSha256": digest,
        "features": {"shape": list(features.shape), "absoluteTolerance": 1e-3},
        "activations": {"shape": list(activations.shape), "absoluteTolerance": 2e-3},
        "overview": {"shape": list(overview.shape), "absoluteTolerance": 2e-2},
    }
    with open(place("golden.json"), "w", encoding="utf-8") as file:
        json.dump(golden, file, indent=2)
        file.write("\n")


if __name__ == "__main__":
    main()
