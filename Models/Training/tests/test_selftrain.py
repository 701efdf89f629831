"""Real recordings as parts of a collection."""

import json
import os
import tempfile
import unittest
from importlib.util import find_spec

import numpy as np
import soundfile

from neckentrain.collection import CLIP_FRAMES, UNLABELLED, labels_of
from neckentrain.features import BANDS, SAMPLE_RATE
from neckentrain.selftrain import MOST_OVERHEARD, collect, overhear


class Overhearing(unittest.TestCase):
    def test_stretches_are_spread_and_what_cannot_be_read_is_left_out(self):
        with tempfile.TemporaryDirectory() as recordings, tempfile.TemporaryDirectory() as data:
            with self.assertRaises(ValueError):
                overhear(recordings, data)
            rng = np.random.default_rng(1)
            for name, seconds in (("long", 300), ("middling", 90), ("short", 20)):
                soundfile.write(os.path.join(recordings, name + ".wav"), rng.normal(0, 0.1, seconds * SAMPLE_RATE), SAMPLE_RATE)
            with open(os.path.join(recordings, "notes.txt"), "w", encoding="utf-8") as file:
                file.write("no sound")
            count = overhear(recordings, data)
            self.assertEqual(count, MOST_OVERHEARD + 2)
            part = f"{UNLABELLED}-0-{count}.npy"
            self.assertEqual(np.load(os.path.join(data, part)).shape, (count, CLIP_FRAMES, BANDS))
            firsts = [(label["title"], label["first"]) for label in labels_of(data, part)]
            self.assertEqual([first for title, first in firsts if title == "middling.wav"], [0, 90 * 50 + 1 - CLIP_FRAMES])
            self.assertEqual(len(set(firsts)), count)


class Collecting(unittest.TestCase):
    @unittest.skipUnless(find_spec("librosa"), "needs librosa, the other tracker")
    def test_what_two_trackers_hear_is_kept_and_what_cannot_be_read_is_left_out(self):
        with tempfile.TemporaryDirectory() as recordings, tempfile.TemporaryDirectory() as data:
            beats = np.arange(0.5, 59.5, 0.5)
            signal = np.random.default_rng(1).normal(0, 0.001, 60 * SAMPLE_RATE)
            for beat in beats:
                first = int(beat * SAMPLE_RATE)
                signal[first : first + 2000] += np.exp(-np.arange(2000) / 400) * np.sin(np.arange(2000) * 0.1)
            soundfile.write(os.path.join(recordings, "clicks.wav"), signal, SAMPLE_RATE)
            with open(os.path.join(recordings, "broken.wav"), "wb") as file:
                file.write(b"RIFF")
            known = {"beats": list(beats), "beat_numbers": [1 + i % 3 for i in range(len(beats))], "beats_per_bar": 3, "meter_probability": 0.9}
            lines = [json.dumps(known | {"file": name}) for name in ("broken.wav", "clicks.wav")]
            count = collect(lines, recordings, data)
            self.assertGreater(count, 0)
            label = labels_of(data, f"train-900500-{count}.npy")[0]
            self.assertEqual((label["title"], label["beatsPerBar"], label["beats"][:2]), ("clicks.wav", 3, [0.5, 1.0]))


if __name__ == "__main__":
    unittest.main()
