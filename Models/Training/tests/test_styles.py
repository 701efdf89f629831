"""Dances in their manners: tempi, shares, counts of the dancers."""

import unittest

import numpy as np
from neckentrain.manners import MANNERS, scaled
from neckentrain.performance import perform
from neckentrain.score import Note, Part, Score
from neckentrain.session import KINDS, compose_session


def tune(beats, per_beat=2, bars=32):
    notes = [Note(i / per_beat, 1 / per_beat, 60 + i % 7) for i in range(bars * beats * per_beat)]
    return Score("tune", "", beats, 2, bars, [Part("melody", notes)])


class StyleTests(unittest.TestCase):
    def test_tempi_are_the_dances(self):
        for manner in MANNERS.values():
            rng = np.random.default_rng(1)
            beats = next(iter(manner.accent))
            drawn = np.array([manner.tempo(tune(beats, 1), rng) for _ in range(300)])
            drawn *= 2 if manner.beat == "eighths" and beats == 2 else 1
            inside = (drawn >= manner.tempi[0]) & (drawn <= manner.tempi[1])
            self.assertGreater(inside.mean(), 0.82, manner.name)

    def test_hambo_is_long_first_and_polska_short(self):
        rng = np.random.default_rng(2)
        first = {n: [np.median(MANNERS[n].shares(tune(3), rng)[:, 0]) for _ in range(200)] for n in ("Hambo", "Polska", "Slängpolska")}
        self.assertGreater(np.median(first["Hambo"]), 0.355)
        self.assertLess(np.median(first["Polska"]), 0.325)
        self.assertLess(np.std(first["Slängpolska"]), 0.006)

    def test_running_schottis_is_danced_in_four(self):
        self.assertEqual(MANNERS["Schottis"].written_for_feet(tune(2, 4)).beats_per_bar, 4)
        self.assertEqual(MANNERS["Schottis"].written_for_feet(tune(2, 2)).beats_per_bar, 2)
        self.assertEqual(MANNERS["Polka"].written_for_feet(tune(4, 2)).beats_per_bar, 2)
        halved = scaled(tune(4), 0.5)
        self.assertEqual((halved.beats_per_bar, halved.beats), (2, 64))

    def test_performances_keep_the_bars(self):
        for manner in MANNERS.values():
            performance = perform(tune(next(iter(manner.accent))), np.random.default_rng(3), manner=manner)
            np.testing.assert_allclose(performance.shares.sum(axis=1), 1, atol=1e-9)

    def test_session_tunes_are_whole(self):
        for kind, (beats, _, _, _) in KINDS.items():
            score = compose_session(kind, np.random.default_rng(4))
            end = max(n.onset + n.duration for n in score.parts[0].notes)
            self.assertAlmostEqual(end, score.beats, 6)
            self.assertEqual(score.beats_per_bar, beats)


if __name__ == "__main__":
    unittest.main()
