"""How hard a recording's notes are for the beat network when somebody else plays them: is it sound, timing, or music that it cannot hear?

    PYTHONPATH=Models/Training python Tests/Benchmarks/beats/transplant.py [--violin FOLDER] [--checkpoint FILE]

Takes the running notes of two movements from their recordings (pitches by the network's own fine bands, between the labelled beats), renders them
by our fiddle and by sampled violins, and prints cross-entropies of beat and downbeat with the labels: of the recording, and means over six
renderings. Needs what training needs (Models/Training/README.md). Decision 0152.
"""

import argparse
import os

import numpy as np
import torch

from neckentrain.audio import read_audio
from neckentrain.evaluate import surprises
from neckentrain.export import answers_of, model_of
from neckentrain.features import FAST_BANDS, FINE_BANDS, FINE_LOWEST_NOTE, FRAMES_PER_SECOND, beat_features
from neckentrain.performance import Event, Performance
from neckentrain.render import BOW, TRAINING_FONTS, render

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, *[os.pardir] * 3)
# Movement, notes in a beat, folder of its label (the eighth's put right), or None for the recording's own.
MOVEMENTS = (("john-garner_bwv1002_mov6", 3, None), ("john-garner_bwv1002_mov8", 2, os.path.join(HERE, "labels")))
INSTRUMENTS = (BOW, BOW, BOW, 40, 40, 110)
OVERTONES = ((0, 1.0), (12, 0.8), (19, 0.6), (24, 0.5))  # semitones above, weight
NOTES = slice(15, 49)  # fine bands of notes that a violin's line has
SOUNDING = (0.35, 0.85)  # which part of a note says its pitch
FIRST_SEED = 100
VELOCITY, VELOCITY_SPREAD, SLURRED, TAIL_SECONDS = 0.65, 0.04, 0.4, 2.0


def pitches_of(features, beats, per_beat):
    """The pitch of every note: MIDI numbers, `per_beat` from each labelled beat to the next."""
    fine = features[:, FAST_BANDS:]
    salience = np.zeros_like(fine)
    for above, weight in OVERTONES:
        salience[:, : FINE_BANDS - above] += weight * fine[:, above:]
    result = []
    for start, end in note_spans(beats, per_beat):
        begin, end = (int((start + part * (end - start)) * FRAMES_PER_SECOND) for part in SOUNDING)
        result.append(FINE_LOWEST_NOTE + NOTES.start + int(salience[begin : max(end, begin + 1), NOTES].mean(axis=0).argmax()))
    return np.array(result)


def note_spans(beats, per_beat):
    """(start, end) in seconds of every note between beats."""
    edges = np.interp(np.arange((len(beats) - 1) * per_beat + 1) / per_beat, np.arange(len(beats)), beats)
    return np.stack([edges[:-1], edges[1:]], axis=1)


def rendered(pitches, beats, numbers, per_beat, index, shuffled):
    """The notes played by the instrument of a number, in another order if asked: mono samples."""
    rng = np.random.default_rng(FIRST_SEED + index)
    pitches = rng.permutation(pitches) if shuffled else pitches
    loud = (VELOCITY + rng.normal(0, VELOCITY_SPREAD, len(pitches))).clip(0.2, 1)
    events = [
        Event(float(start), float(end), int(pitch), float(velocity), bool(rng.random() < SLURRED))
        for (start, end), pitch, velocity in zip(note_spans(beats, per_beat), pitches, loud)
    ]
    performance = Performance(beats, numbers, int(numbers.max()), [("melody", events)])
    seconds = float(beats[-1] + TAIL_SECONDS)
    return render(performance, "lines", TRAINING_FONTS[1 - index % 2], seconds, rng, INSTRUMENTS[index])[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--violin", default=os.path.join(ROOT, os.pardir, "shared", "data", "violin"))
    parser.add_argument("--checkpoint", default=os.path.join(ROOT, "Models", "Training", "beat-network.pt"))
    options = parser.parse_args()
    torch.set_num_threads(1)
    network = model_of(options.checkpoint)

    def told(features, beats, numbers):
        found = surprises(answers_of(network, features)[0], beats, numbers)
        return found["beatEntropy"], found["downbeatEntropy"]

    for movement, per_beat, labels in MOVEMENTS:
        table = np.loadtxt(os.path.join(labels or options.violin, movement + ".beats"))
        beats, numbers = table[:, 0], table[:, 1].astype(int)
        features = beat_features(read_audio(os.path.join(options.violin, movement + ".mp3")))
        print(movement, "recording", np.round(told(features, beats, numbers), 3), flush=True)
        pitches = pitches_of(features, beats, per_beat)
        even = beats[0] + np.median(np.diff(beats)) * np.arange(len(beats))
        for name, times, shuffled in (("as labelled", beats, False), ("every beat equally long", even, False), ("the same in another order", even, True)):
            rows = [
                told(beat_features(rendered(pitches, times, numbers, per_beat, index, shuffled)), times, numbers) for index in range(len(INSTRUMENTS))
            ]
            print(movement, name, np.round(np.mean(rows, axis=0), 3), flush=True)


if __name__ == "__main__":
    main()
