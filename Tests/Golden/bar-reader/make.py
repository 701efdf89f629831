"""Makes golden.json. Run after every change of Models/bar-reader.bin:

    PYTHONPATH=Models/Training python Tests/Golden/bar-reader/make.py

Cells, novelty, activations, longer view, beats and readings are made up by seed; what a beat holds is computed by
`neckentrain.bars.beatwise`, the training's own reference, and the reader's answers and judgements by a forward pass in
NumPy from the shipped file.
"""

import hashlib
import json
import os

import numpy as np
from neckentrain.barreader import TERMS
from neckentrain.network import PACES, STATES
from neckentrain.bars import CELLS_PER_SECOND, FINE_BANDS, NOVELTY_REACH, SLOTS, beatwise, highest_near, log_odds

HERE = os.path.dirname(os.path.abspath(__file__))
READER = os.path.join(HERE, "..", "..", "..", "Models", "bar-reader.bin")
SECONDS, BEATS, CHANNELS, NOTE_CHANNELS, LEVELS, JUDGES, MOST_NUMBERS = 30, 60, 40, 24, 6, 64, 4
READINGS = [(2, 0), (3, 1), (4, 2)]  # beats per bar, number of the first beat less one


class File:
    """The layers of a reader, one after another."""

    def __init__(self, path):
        with open(path, "rb") as file:
            content = file.read()
        self.digest = hashlib.sha256(content).hexdigest()
        self.values = np.frombuffer(content[4:], "<f4")

    def layer(self, rows, outputs, taps=1, dilation=1):
        """The next layer's result for some rows."""
        inputs = rows.shape[1]
        size = taps * inputs * outputs
        weight, bias = self.values[:size].reshape(taps, inputs, outputs), self.values[size : size + outputs]
        self.values = self.values[size + outputs :]
        reach = taps // 2 * dilation
        padded = np.pad(rows, ((reach, reach), (0, 0)))
        return sum(padded[tap * dilation : tap * dilation + len(rows)] @ weight[tap] for tap in range(taps)) + bias


def read(file, values):
    """What the reader remembers [beats, CHANNELS] and its log-odds [beats, 2], by NumPy."""
    notes = SLOTS * FINE_BANDS
    quarters = np.maximum(file.layer(values[:, :notes].reshape(-1, FINE_BANDS), NOTE_CHANNELS, 3), 0)
    heard = np.maximum(file.layer(quarters.reshape(len(values), -1), CHANNELS), 0)
    rest = np.maximum(file.layer(values[:, notes:], CHANNELS), 0)
    memory = file.layer(np.hstack([heard, rest]), CHANNELS)
    for level in range(LEVELS):
        wide = np.maximum(file.layer(memory, CHANNELS, 3, 2**level), 0)
        memory = memory + file.layer(wide, CHANNELS)
    memory = np.maximum(memory, 0)
    return memory, file.layer(memory, 2)


def judged(file, memory, terms):
    """Log-odds of the readings."""
    rows = []
    for beats, first in READINGS:
        numbers = (np.arange(len(memory)) + first) % beats
        means = [memory.mean(axis=0)] + [memory[numbers == n].mean(axis=0) if n < beats else np.zeros(CHANNELS) for n in range(MOST_NUMBERS)]
        rows.append(np.concatenate([*means, np.eye(MOST_NUMBERS - 1)[beats - 2], terms]))
    judging = np.maximum(file.layer(np.array(rows), JUDGES), 0)
    return file.layer(np.hstack([judging, np.tile(terms, (len(rows), 1))]), 1)[:, 0]


def main():
    """Random cells, novelty, activations, beats and terms."""
    rng = np.random.default_rng(1)
    cells = rng.random((int(SECONDS * CELLS_PER_SECOND), FINE_BANDS)).round(2)
    novelty = rng.random(SECONDS * 50).round(2)
    beats = (0.3 + 0.48 * np.arange(BEATS) + rng.normal(0, 0.02, BEATS)).round(3)
    beats[0] = -0.2  # bars may begin before the recording
    activations = rng.uniform(0.001, 0.999, (2, SECONDS * 50)).round(3)
    overview = rng.uniform(-9, 0, (SECONDS * 25, len(STATES) + PACES)).round(2)
    values = beatwise(cells.astype(np.float32), highest_near(novelty.astype(np.float32), NOVELTY_REACH), log_odds(activations), overview, beats)
    file, terms = File(READER), rng.normal(0, 0.3, len(TERMS)).round(3)
    memory, odds = read(file, values)
    golden = {
        "readerSha256": file.digest, "absoluteTolerance": 2e-3, "cellsPerSecond": CELLS_PER_SECOND, "cells": cells.ravel().tolist(),
        "novelty": novelty.tolist(), "beats": beats.tolist(), "values": values[:: BEATS // 3].round(5).tolist(),
        "activations": activations.tolist(), "overview": overview.ravel().tolist(), "answers": odds.round(4).tolist(), "terms": dict(zip(TERMS, terms.tolist())),
        "readings": [{"beatsPerBar": beats, "first": first} for beats, first in READINGS],
        "logOdds": judged(file, memory, terms).round(4).tolist(),
    }
    with open(os.path.join(HERE, "golden.json"), "w", encoding="utf-8") as file:
        json.dump(golden, file)
        file.write("\n")


if __name__ == "__main__":
    main()
