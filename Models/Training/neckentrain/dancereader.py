"""The dance reader: it reads a recording's tracked beats, and says which dance they are.

It learns from labelled performances (`styles`) with the beats that the built program tracked in them, errors and all.
"""

import csv
import json
import multiprocessing
import os
import sqlite3

import numpy as np
import torch
from torch import nn

from .audio import read_audio
from .bars import ATTACKS, NOVELTY_REACH, VALUES, attacks, beatwise, highest_near, levels, log_odds, novelty, pitch_cells
from .beatcomparison import (
    CHANNELS, MOST_NUMBERS, BeatComparison, descend, ear, ear_layer, folded, means, means_by_number, ready, transposed, write_layers,
)
from .choice import softmax
from .export import answers_of
from .features import beat_features
from .hearing import network_of
from .styles import OTHER

DANCES = (  # in the order of `DanceReader.dances`
    "Engelska", "Gånglåt", "Halling", "Hambo", "Mazurka", "Menuett", "Polka", "Polska", "Schottis", "Slängpolska", "Snoa", "Vals", OTHER,
)
FEWEST_NUMBERS = 2
JUDGES, JUDGE_DROPOUT = 64, 0.4
FEWEST_BEATS, MOST_BEATS = 8, 300
BATCH, PEAK_RATE, WEIGHT_DECAY, WARM_STEPS, SMOOTHING = 16, 2e-3, 3e-2, 100, 0.05
GOING_ON_RATE = 5e-4  # in place of the peak rate where training goes on from a checkpoint
TRANSPOSED = 5
LEAST_SHARE = 0.5  # of a clip that is shown at once


class DanceNetwork(BeatComparison):
    """Values, attacks, numbers and a mask of beats → log-odds of `DANCES`."""

    def __init__(self):
        super().__init__(more=1)
        self.attacks = ear(ATTACKS)
        self.numbers = nn.Conv1d(MOST_NUMBERS, CHANNELS, 1, bias=False)
        self.judging = nn.Linear((1 + MOST_NUMBERS) * CHANNELS + MOST_NUMBERS - FEWEST_NUMBERS + 1, JUDGES)
        self.judgement = nn.Linear(JUDGES, len(DANCES))
        self.dropout = nn.Dropout(JUDGE_DROPOUT)

    def forward(self, values, played, numbers, meters, mask):
        heard, added = [self.attacks(played.transpose(1, 2))], self.numbers(numbers.transpose(1, 2))
        mask = mask[:, None]
        memory = self.remembered(values, mask, heard, added)
        asked = self.dropout(torch.cat([means(memory, mask), means_by_number(memory, numbers), meters], 1))
        return self.judgement(self.dropout(nn.functional.relu(self.judging(asked))))


def _hear(job):
    """Worker: what one recording's beats hold and how they are played."""
    checkpoint, recording, steps, numbers, path = job
    beats = np.cumsum(steps) / 1000
    # As training collections keep them: half precision.
    features = beat_features(read_audio(recording)).astype(np.float16).astype(np.float32)
    activation, overview, _ = answers_of(network_of(checkpoint), features)
    values = beatwise(pitch_cells(features), highest_near(novelty(features), NOVELTY_REACH), log_odds(activation.T), overview, beats)
    played = attacks(levels(features), beats)
    with open(path + ".part", "wb") as file:
        np.savez(file, values=values.astype(np.float16), attacks=played.astype(np.float16), numbers=np.minimum(numbers, MOST_NUMBERS).astype(np.int8))
    os.replace(path + ".part", path)


def hear_tracked(checkpoint, database, folder, workers=2):
    """Writes what all recordings of a program's database hold, by their beats there; those that are there are kept."""
    os.makedirs(folder, exist_ok=True)
    jobs = []
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as rows:
        found = rows.execute("select raw_data, file_path from analysis_sources join tracks on tracks.id = track_id order by file_path")
        for artifacts, recording in found:
            rhythm = json.loads(artifacts).get("rhythm") or {}
            path = heard_path(folder, recording)
            if len(rhythm.get("beat_steps_ms", ())) >= FEWEST_BEATS and not os.path.exists(path):
                jobs.append((checkpoint, recording, rhythm["beat_steps_ms"], rhythm["beat_numbers"], path))
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        for index, _ in enumerate(pool.imap_unordered(_hear, jobs, chunksize=8)):
            if (index + 1) % 1000 == 0:
                print(f"heard {index + 1} of {len(jobs)} recordings", flush=True)


def heard_path(folder, recording):
    """Where `hear_tracked` keeps a recording."""
    return os.path.join(folder, os.path.splitext(os.path.basename(recording))[0] + ".npz")


def labelled(folder, labels):
    """(values, attacks, numbers) and the dances' places in `DANCES` of a table's recordings, as far as they have beats."""
    items, truth = [], []
    with open(labels, encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            path = heard_path(folder, row["recording"])
            if os.path.exists(path):
                with np.load(path) as kept:
                    items.append((kept["values"], kept["attacks"], kept["numbers"]))
                truth.append(DANCES.index(row["style"]))
    return items, np.array(truth)


def batch_of(items, rng=None):
    """Padded tensors; with a generator, of stretches and transposed."""
    drawn = []
    for values, played, numbers in items:
        values, played = values.astype(np.float32), played.astype(np.float32)
        if rng is not None:
            values = transposed(values, int(rng.integers(-TRANSPOSED, TRANSPOSED + 1)))
            count = min(max(FEWEST_BEATS, int(len(numbers) * rng.uniform(LEAST_SHARE, 1))), MOST_BEATS)
            first = int(rng.integers(len(numbers) - count + 1))
            values, played, numbers = (part[first : first + count] for part in (values, played, numbers))
        drawn.append((values, played, numbers))
    count, longest = len(drawn), max(len(numbers) for _, _, numbers in drawn)
    shapes = ((longest, VALUES), (longest, ATTACKS), (longest, MOST_NUMBERS), (MOST_NUMBERS - FEWEST_NUMBERS + 1,), (longest,))
    tensors = [np.zeros((count, *shape), np.float32) for shape in shapes]
    for row, (values, played, numbers) in enumerate(drawn):
        beats = len(numbers)
        tensors[0][row, :beats], tensors[1][row, :beats], tensors[4][row, :beats] = values, played, 1
        tensors[2][row, np.arange(beats), numbers - 1] = 1
        tensors[3][row, max(int(numbers.max()), FEWEST_NUMBERS) - FEWEST_NUMBERS] = 1
    return [torch.from_numpy(tensor) for tensor in tensors]


def train_dances(folder, labels, out, epochs, seed=1, start=None):
    """Trains one network of a reader on what `hear_tracked` wrote; saves weights averaged over time.

    `start`: a checkpoint to go on from, at a lower rate.
    """
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    items, truth = labelled(folder, labels)
    if not items:
        raise ValueError(f"none of the recordings in {labels} has beats in {folder}")
    reader, peak_rate = DanceNetwork(), PEAK_RATE
    if start:
        reader, peak_rate = ready(reader, start), GOING_ON_RATE
    reader.train()
    rng, waiting = np.random.default_rng(seed), []

    def losses():
        if len(waiting) < BATCH:
            waiting[:] = rng.permutation(len(items))
        chosen = waiting[:BATCH]
        del waiting[:BATCH]
        odds = reader(*batch_of([items[i] for i in chosen], rng))
        loss = nn.functional.cross_entropy(odds, torch.from_numpy(truth[chosen]), label_smoothing=SMOOTHING)
        return loss, (loss,)

    steps = max(int(epochs * len(items) / BATCH), 1)
    descend(reader, out, steps, "cross-entropy", losses, peak_rate, WEIGHT_DECAY, WARM_STEPS)
    return {"epochs": epochs, "steps": steps, "batch": BATCH, "recordings": len(items), "seed": seed, "peakRate": peak_rate}


def train_several(folder, labels, out, epochs, seeds, workers=2, starts=None):
    """`train_dances` with each seed, beside one another; out and starts: checkpoints, one for each."""
    jobs = [(folder, labels, path, epochs, seed, start) for path, seed, start in zip(out, seeds, starts or [None] * len(out))]
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        return pool.starmap(train_dances, jobs, chunksize=1)


def load_dance_reader(paths):
    """The networks of checkpoints, ready to read."""
    return [ready(DanceNetwork(), path) for path in paths]


def probabilities(reader, items, size=32):
    """Of `DANCES`, for each recording, by the mean of what a reader's networks say."""
    with torch.inference_mode():
        for start in range(0, len(items), size):
            batch = batch_of(items[start : start + size])
            odds = torch.stack([network(*batch) for network in reader]).mean(0)
            yield from (softmax(row.astype(float)) for row in odds.numpy())


def dance_figures(reader, folder, labels):
    """How right it is about the recordings of a table that have beats; macro-F1 over the dances alone."""
    items, truth = labelled(folder, labels)
    chances = np.array(list(probabilities(reader, items)))
    said = chances.argmax(axis=1)
    both = [np.sum((said == dance) & (truth == dance)) for dance in range(len(DANCES) - 1)]
    scores = [2 * hits / max(np.sum(said == dance) + np.sum(truth == dance), 1) for dance, hits in enumerate(both)]
    return {
        "recordings": len(items), "accuracy": float(np.mean(said == truth)), "macroF1": float(np.mean(scores)),
        "logLoss": float(-np.mean(np.log(np.maximum(chances[np.arange(len(truth)), truth], 1e-9)))),
    }


def dance_layers(network):
    """All layers of a network in the order of the file; `DanceNetwork` in NeckenRhythm reads them so."""
    yield from network.heard_layers()
    yield ear_layer(network.attacks)
    yield folded(network.join)
    yield folded(network.numbers)
    yield from network.memory_layers()
    for linear in (network.judging, network.judgement):
        yield linear.weight.detach().T.numpy(), linear.bias.detach().numpy()


def export_dance_reader(reader, path):
    """Writes a reader's networks, one after the other, as PATH."""
    write_layers(path, "NDR1", (layer for network in reader for layer in dance_layers(network)))
