"""Makes bar-reader.json and dance-reader.json. Run after every change of Models/bar-reader.bin or Models/dance-reader.bin:

    PYTHONPATH=Models/Training python Tests/Golden/readers/make.py

Cells, novelty, activations, levels, longer view, beats and readings are made up by seed; what a beat holds and how it is played is
computed by `neckentrain.bars`, the training's own reference, and the readers' answers by a forward pass in NumPy from the
shipped files.
"""

import hashlib
import json
import os

import numpy as np
from neckentrain.bars import CELLS_PER_SECOND, FINE_BANDS, NOVELTY_REACH, SLOTS, attacks, beatwise, highest_near, log_odds
from neckentrain.barreader import TERMS
from neckentrain.dancereader import DANCES
from neckentrain.network import PACES, STATES

HERE = os.path.dirname(os.path.abspath(__file__))
MODELS = os.path.join(HERE, "..", "..", "..", "Models")
SECONDS, BEATS, CHANNELS, NOTE_CHANNELS, LEVELS, JUDGES, MOST_NUMBERS = 30, 60, 40, 24, 6, 64, 4
READINGS = [(2, 0), (3, 1), (4, 2)]  # beats per bar, number of the first beat less one


class File:
    """The layers of a reader, one after another."""

    def __init__(self, name):
        with open(os.path.join(MODELS, name), "rb") as file:
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

    def ear(self, rows):
        """The next layer's result, none below 0."""
        return np.maximum(self.layer(rows, CHANNELS), 0)

    def heard(self, values):
        """What is heard of notes, and of all the rest."""
        notes = SLOTS * FINE_BANDS
        quarters = np.maximum(self.layer(values[:, :notes].reshape(-1, FINE_BANDS), NOTE_CHANNELS, 3), 0)
        return [self.ear(quarters.reshape(len(values), -1)), self.ear(values[:, notes:])]

    def compared(self, memory):
        """What is remembered of each beat."""
        for level in range(LEVELS):
            wide = np.maximum(self.layer(memory, CHANNELS, 3, 2**level), 0)
            memory = memory + self.layer(wide, CHANNELS)
        return np.maximum(memory, 0)


def numbers_of(beats_per_bar, first):
    """Of all beats, from 0."""
    return (np.arange(BEATS) + first) % beats_per_bar


def means(memory, numbers):
    """Over all beats, then over those with each number."""
    return np.concatenate([
        memory.mean(axis=0), *(memory[numbers == n].mean(axis=0) if n in numbers else np.zeros(CHANNELS) for n in range(MOST_NUMBERS)),
    ])


def meter(beats_per_bar):
    """One of two, three and four."""
    return np.eye(MOST_NUMBERS - 1)[beats_per_bar - 2]


def judged_bars(values, terms):
    """The bar reader's answers beat by beat, and its log-odds of the readings."""
    file = File("bar-reader.bin")
    memory = file.compared(file.layer(np.hstack(file.heard(values)), CHANNELS))
    answers = file.layer(memory, 2)
    rows = [np.concatenate([means(memory, numbers_of(*reading)), meter(reading[0]), terms]) for reading in READINGS]
    judging = np.maximum(file.layer(np.array(rows), JUDGES), 0)
    return file.digest, answers, file.layer(np.hstack([judging, np.tile(terms, (len(rows), 1))]), 1)[:, 0]


def judged_dances(values, played):
    """The dance reader's log-odds for each of the readings: the mean over its networks."""
    file, networks = File("dance-reader.bin"), []
    while len(file.values):
        heard = np.hstack([*file.heard(values), file.ear(played)])
        joined, counted = file.layer(heard, CHANNELS), file.layer(np.eye(MOST_NUMBERS), CHANNELS)
        rest, scores = file.values, []
        for beats_per_bar, first in READINGS:
            file.values, numbers = rest, numbers_of(beats_per_bar, first)
            asked = np.concatenate([means(file.compared(joined + counted[numbers]), numbers), meter(beats_per_bar)])[None]
            scores.append(file.layer(np.maximum(file.layer(asked, JUDGES), 0), len(DANCES))[0])
        networks.append(scores)
    return file.digest, np.mean(networks, axis=0)


def save(name, golden):
    """Writes one file."""
    with open(os.path.join(HERE, name), "w", encoding="utf-8") as file:
        json.dump(golden, file, ensure_ascii=False)
        file.write("\n")


def main():
    """Random cells, novelty, activations, levels, beats and terms."""
    rng = np.random.default_rng(1)
    cells = rng.random((int(SECONDS * CELLS_PER_SECOND), FINE_BANDS)).round(2)
    novelty = rng.random(SECONDS * 50).round(2)
    beats = (0.3 + 0.48 * np.arange(BEATS) + rng.normal(0, 0.02, BEATS)).round(3)
    beats[0] = -0.2  # bars may begin before the recording
    activations = rng.uniform(0.001, 0.999, (2, SECONDS * 50)).round(3)
    activations[:, :5] = activations[:, -5:] = 0.02  # so that what is assumed beyond the ends tells
    overview = rng.uniform(-9, 0, (SECONDS * 25, len(STATES) + PACES)).round(2)
    values = beatwise(cells.astype(np.float32), highest_near(novelty.astype(np.float32), NOVELTY_REACH), log_odds(activations), overview, beats)
    terms, loudness = rng.normal(0, 0.3, len(TERMS)).round(3), rng.random((SECONDS * 50, 3)).round(2)
    played = attacks(loudness.astype(np.float32), beats)
    digest, answers, odds = judged_bars(values, terms)
    save("bar-reader.json", {
        "readerSha256": digest, "absoluteTolerance": 2e-3, "cellsPerSecond": CELLS_PER_SECOND, "cells": cells.ravel().tolist(),
        "novelty": novelty.tolist(), "beats": beats.tolist(), "values": values[:: BEATS // 3].round(5).tolist(),
        "activations": activations.tolist(), "overview": overview.ravel().tolist(), "answers": answers.round(4).tolist(),
        "terms": dict(zip(TERMS, terms.tolist())), "readings": [{"beatsPerBar": count, "first": first} for count, first in READINGS],
        "logOdds": odds.round(4).tolist(),
    })
    digest, scores = judged_dances(values, played)
    save("dance-reader.json", {
        "readerSha256": digest, "absoluteTolerance": 2e-3, "levels": loudness.ravel().tolist(),
        "attacks": played[:: BEATS // 3].round(5).tolist(), "scores": scores.round(4).tolist(),
    })


if __name__ == "__main__":
    main()
