"""The dance reader learns dances from tracked performances, and keeps what it has heard."""

import csv
import json
import os
import sqlite3
import tempfile
import unittest

import numpy as np
import soundfile
import torch
from neckentrain import dancereader
from neckentrain.bars import ATTACKS, PLACES, VALUES, attacks, levels
from neckentrain.checkpoint import save
from neckentrain.features import FRAMES_PER_SECOND, SAMPLE_RATE, beat_features
from neckentrain.network import parts_of


def write_clips(folder, rng, count=24):
    """Performances of two dances that differ in where in the beat high notes begin, and the table of them."""
    rows = []
    for index in range(count):
        played = rng.normal(0, 0.3, (40, ATTACKS))
        played[:, 4 * PLACES + (6 if index % 2 else 3)] += 3
        name = f"clip{index}.flac"
        with open(dancereader.heard_path(folder, name), "wb") as file:
            np.savez(file, values=rng.normal(0, 0.3, (40, VALUES)).astype(np.float16), attacks=played.astype(np.float16), numbers=np.arange(40, dtype=np.int8) % 3 + 1)
        rows.append([name, "Vals" if index % 2 else "Polska"])
    path = os.path.join(folder, "labels.csv")
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["recording", "style"], *rows, ["missing.flac", "Polka"]])
    return path


class Reading(unittest.TestCase):
    def test_what_is_played_is_found_in_its_place(self):
        signal = np.zeros(SAMPLE_RATE * 6, np.float32)
        beats = np.arange(0.5, 5.5, 0.5)
        for beat in beats:  # a low note on each beat, a high one in the middle
            for start, hertz in ((beat, 200), (beat + 0.25, 6000)):
                first = int(start * SAMPLE_RATE)
                signal[first : first + 1500] += 0.3 * np.sin(2 * np.pi * hertz * np.arange(1500) / SAMPLE_RATE) * np.hanning(1500)
        loudness = levels(beat_features(signal))
        self.assertEqual(loudness.shape, (6 * FRAMES_PER_SECOND + 1, 3))
        played = attacks(loudness, beats)[1:-1].reshape(-1, 3, 2, PLACES)
        low, high = played[:, 0, 0].mean(axis=0), played[:, 2, 0].mean(axis=0)
        self.assertIn(np.argmax(low), (0, 1, PLACES - 1))
        self.assertIn(np.argmax(high), (5, 6, 7))

    def test_dances_are_learned_and_tables_may_name_more_than_there_is(self):
        with tempfile.TemporaryDirectory() as folder:
            labels = write_clips(folder, np.random.default_rng(1))
            checkpoints = [os.path.join(folder, f"reader{seed}.pt") for seed in (1, 2)]
            summaries = dancereader.train_several(folder, labels, checkpoints, 300, (1, 2))
            self.assertEqual([(each["recordings"], each["seed"]) for each in summaries], [(24, 1), (24, 2)])
            reader = dancereader.load_dance_reader(checkpoints)
            figures = [dancereader.dance_figures(networks, folder, labels) for networks in (reader[:1], reader[1:], reader)]
            for each in figures:
                self.assertGreater(each["accuracy"], 0.9)
            self.assertLess(figures[2]["logLoss"], max(figures[0]["logLoss"], figures[1]["logLoss"]))
            more = [os.path.join(folder, f"more{seed}.pt") for seed in (1, 2)]
            dancereader.train_several(folder, labels, more, 1, (1, 2), starts=checkpoints)  # one epoch from nothing would know little
            self.assertGreater(dancereader.dance_figures(dancereader.load_dance_reader(more), folder, labels)["accuracy"], 0.9)
            with self.assertRaises(ValueError):
                dancereader.train_dances(os.path.join(folder, "nowhere"), labels, checkpoints[0], epochs=1)

    def test_recordings_of_a_database_are_heard_once(self):
        with tempfile.TemporaryDirectory() as folder:
            database, recording, checkpoint = (os.path.join(folder, name) for name in ("a.sqlite", "a.flac", "network.pt"))
            soundfile.write(recording, np.random.default_rng(2).normal(0, 0.1, SAMPLE_RATE * 8), SAMPLE_RATE)
            options = {"channels": 16, "levels": 4}
            torch.manual_seed(1)
            save(parts_of(options), checkpoint, options)
            with sqlite3.connect(database) as rows:
                rows.execute("create table tracks (id text, file_path text)")
                rows.execute("create table analysis_sources (track_id text, raw_data text)")
                rhythm = {"beat_steps_ms": [200, *[500] * 14], "beat_numbers": [n % 6 + 1 for n in range(15)]}
                for key, artifacts, path in (("a", {"rhythm": rhythm}, recording), ("b", {}, "silent.flac")):
                    rows.execute("insert into tracks values (?, ?)", (key, path))
                    rows.execute("insert into analysis_sources values (?, ?)", (key, json.dumps(artifacts)))
            heard = os.path.join(folder, "heard")
            dancereader.hear_tracked(checkpoint, database, heard, workers=1)
            self.assertEqual(os.listdir(heard), ["a.npz"])
            with np.load(dancereader.heard_path(heard, recording)) as kept:
                self.assertEqual((kept["values"].shape, kept["attacks"].shape), ((15, VALUES), (15, ATTACKS)))
                self.assertEqual(kept["numbers"].max(), 4)
            os.remove(recording)  # what is there is not heard again
            dancereader.hear_tracked(checkpoint, database, heard, workers=1)


if __name__ == "__main__":
    unittest.main()
