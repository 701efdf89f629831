"""The benchmark's own player of tunes (Tests/Benchmarks/beats/plain.py)."""

import importlib.util
import os
import shutil
import tempfile
import unittest

import numpy as np

from neckentrain.midi import TICKS_PER_SECOND, MidiFile

PLAIN = os.path.join(os.path.dirname(__file__), "..", "..", "..", "Tests", "Benchmarks", "beats", "plain.py")
TUNE = {"T": "Test", "type": "polska", "M": "3/4", "abc": "X:1\nT:Test\nM:3/4\nL:1/8\nK:D\nA2|" + "d2 f2 a2|g2 e2 c2|" * 8 + "d4|"}


def load():
    spec = importlib.util.spec_from_file_location("plain", PLAIN)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class PlainTest(unittest.TestCase):
    def test_reads_notes_as_they_were_written(self):
        midi, quarter = MidiFile(), 480 / TICKS_PER_SECOND
        midi.program(0, 40, 100, 40)
        for index in range(200):
            midi.note(index * quarter, (index + 0.5) * quarter, 0, 50 + index % 30, 0.6)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "tune.mid")
            midi.write(path)
            with open(path, "rb") as file:
                notes = load().midi_notes(file.read())
        self.assertEqual([(start, end, pitch) for start, end, pitch, _ in notes], [(i, i + 0.5, 50 + i % 30) for i in range(200)])

    def test_bars_have_the_shares_that_were_asked_for(self):
        times = load().beat_seconds(2000, 110, np.array([0.22, 0.44, 0.34]), 0.012, np.random.default_rng(1))
        bars = np.diff(times).reshape(-1, 3)
        np.testing.assert_allclose((bars / bars.sum(axis=1, keepdims=True)).mean(axis=0), [0.22, 0.44, 0.34], atol=0.002)
        self.assertAlmostEqual(bars.sum(axis=1).mean(), 3 * 60 / 110, delta=0.03)

    @unittest.skipUnless(shutil.which("abc2midi"), "abc2midi is not installed: apt-get install abcmidi")
    def test_finds_the_bar_lines_behind_an_upbeat(self):
        notes, first = load().read(TUNE)
        self.assertAlmostEqual(first, 1, delta=0.005)
        self.assertEqual(len(notes), 50)


if __name__ == "__main__":
    unittest.main()
