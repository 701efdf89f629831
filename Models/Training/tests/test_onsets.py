"""The onset branch's targets and how its peaks are read."""

import unittest

import numpy as np
import torch

from neckentrain.evaluate import onset_peaks
from neckentrain.performance import TOGETHER_SECONDS, Event, Performance, onset_times
from neckentrain.train import marked, triangles


class OnsetTests(unittest.TestCase):
    def test_peaks_of_a_target_are_its_onsets(self):
        rng = np.random.default_rng(3)
        times = 0.1 + np.cumsum(rng.uniform(0.09, 0.5, 200))
        target = marked(torch.tensor(times[None] * 50, dtype=torch.float32), int(times[-1] * 50) + 20, triangles)
        found = onset_peaks(target[0].numpy())
        self.assertEqual(len(found), len(times))
        self.assertLess(np.abs(found - times).max(), 0.008)

    def test_notes_that_begin_together_are_one_onset(self):
        events = [Event(s, s + 0.2, 60, 0.5) for s in (0.0, 0.01, 0.5, 0.5 + 2 * TOGETHER_SECONDS)]
        performance = Performance(np.array([0.0, 0.5]), np.array([1, 2]), 2, tracks=[("melody", events[:2]), ("feet", events[2:])])
        self.assertEqual(len(onset_times(performance)), 3)

    def test_nothing_begins_in_silence(self):
        self.assertEqual(len(onset_peaks(np.zeros(100, np.float32))), 0)


if __name__ == "__main__":
    unittest.main()
