"""Dances of our own and sounds without a beat."""

import shutil
import unittest

import numpy as np
from neckentrain.dances import DANCES, STRAIN_BARS, compose_dance
from neckentrain.negatives import MAKERS, make_negative


class DanceTests(unittest.TestCase):
    def test_strains_come_twice(self):
        for seed, name in enumerate(DANCES):
            score = compose_dance(np.random.default_rng(seed), name)
            span = STRAIN_BARS * score.beats_per_bar
            notes = score.parts[0].notes
            for begin in (0, 2 * span):
                first = [(n.onset - begin, n.pitch) for n in notes if begin <= n.onset < begin + span]
                second = [(n.onset - begin - span, n.pitch) for n in notes if begin + span <= n.onset < begin + 2 * span]
                np.testing.assert_allclose(first, second, atol=1e-9)

    def test_bars_are_full(self):
        for seed, name in enumerate(DANCES):
            score = compose_dance(np.random.default_rng(seed), name)
            lengths = np.zeros(score.bars)
            for note in score.parts[0].notes:
                lengths[int(note.onset / score.beats_per_bar + 1e-6)] += note.duration
            np.testing.assert_allclose(lengths, score.beats_per_bar)

    def test_same_seed_same_dance(self):
        first, second = (compose_dance(np.random.default_rng(4)) for _ in range(2))
        self.assertEqual(first.parts, second.parts)


class NegativeTests(unittest.TestCase):
    def test_every_kind_sounds(self):
        for seed, (kind, make) in enumerate(MAKERS.items()):
            if kind == "speech" and not shutil.which("espeak-ng"):
                self.skipTest("espeak-ng is not installed; speech was not tried")
            sound = make(4.0, np.random.default_rng(seed))
            self.assertEqual(len(sound), 4 * 22050)
            self.assertGreater(float(np.std(sound)), 0)

    def test_same_seed_same_sound(self):
        if not shutil.which("espeak-ng"):
            self.skipTest("espeak-ng is not installed")
        np.testing.assert_array_equal(make_negative(3, 4.0)[0], make_negative(3, 4.0)[0])


if __name__ == "__main__":
    unittest.main()
