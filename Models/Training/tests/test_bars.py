"""What beats hold, and lines of figures."""

import unittest

import numpy as np
from neckentrain.bars import CELLS_PER_SECOND, FINE_BANDS, LAGS, SLOTS, VALUES, beatwise
from neckentrain.compose import compose
from neckentrain.performance import AnyManner, Loudness, perform

LIKENESS = SLOTS * FINE_BANDS + SLOTS + 2


class Beatwise(unittest.TestCase):
    def test_bars_of_three_are_most_alike_three_beats_apart(self):
        rng = np.random.default_rng(1)
        beats = 0.2 + 0.48 * np.arange(48)
        bar = rng.random((3, FINE_BANDS))
        cells = np.array([bar[int((i / CELLS_PER_SECOND - 0.2) // 0.48) % 3] for i in range(400)], np.float32)
        values = beatwise(cells, np.ones(1300, np.float32), np.zeros((2, 1300), np.float32), beats)
        self.assertEqual(values.shape, (48, VALUES))
        later = values[10:30, LIKENESS : LIKENESS + 2 * len(LAGS) : 2].mean(axis=0)
        self.assertEqual([lag for lag, alike in zip(LAGS, later) if alike > 0.9], [3, 6, 9, 12, 15, 18])

    def test_beats_outside_the_recording_are_allowed(self):
        values = beatwise(np.ones((50, FINE_BANDS), np.float32), np.ones(150, np.float32), np.zeros((2, 150), np.float32), [-1.0, -0.5, 0.0, 2.9, 3.4])
        self.assertTrue(np.isfinite(values).all())


class Figures(unittest.TestCase):
    def test_a_line_keeps_its_time_and_its_range(self):
        for seed in range(40):
            score = compose(np.random.default_rng([3, seed]), "figures")
            notes = score.parts[0].notes
            self.assertGreater(len(notes), score.beats)
            self.assertTrue(all(note.duration > 0 and 36 <= note.pitch <= 91 for note in notes), seed)
            self.assertLess(max(note.onset for note in notes), score.beats)

    def test_the_same_seed_is_the_same_performance(self):
        first, second = (perform(compose(r, "figures"), r) for r in (np.random.default_rng(5), np.random.default_rng(5)))
        self.assertTrue(np.array_equal(first.beat_times, second.beat_times))
        self.assertEqual(first.tracks, second.tracks)

    def test_plain_players_give_beats_no_weight(self):
        score = compose(np.random.default_rng(2), "figures")
        accent = np.ones(score.beats_per_bar)
        rng = np.random.default_rng(1)
        weighed, plain = Loudness(accent, score, 0.0, rng), Loudness(accent, score, 1.0, rng)
        on = [note for note in score.parts[0].notes if note.onset == int(note.onset)]
        off = [note for note in score.parts[0].notes if note.onset != int(note.onset)]

        def louder(loudness):
            return np.mean([loudness.of(n, rng) for n in on]) - np.mean([loudness.of(n, rng) for n in off])

        self.assertGreater(louder(weighed), 0.9)
        self.assertLess(abs(louder(plain)), 0.15)
        self.assertEqual(AnyManner.plain, 0.6)


if __name__ == "__main__":
    unittest.main()
