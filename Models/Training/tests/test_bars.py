"""What beats hold, and running lines."""

import unittest

import numpy as np
from neckentrain import abc
from neckentrain.arrange import arrange_double
from neckentrain.bars import CELLS_PER_SECOND, FINE_BANDS, LAGS, RATIOS, SLOTS, VALUES, beatwise, overviewed
from neckentrain.compose import compose
from neckentrain.network import PACES, STATES
from neckentrain.performance import AnyManner, Loudness, perform

LIKENESS = SLOTS * FINE_BANDS + SLOTS + 2


def view(steps):
    """A longer view that knows nothing."""
    return np.full((steps, len(STATES) + PACES), -3.0, np.float32)


class Beatwise(unittest.TestCase):
    def test_bars_of_three_are_most_alike_three_beats_apart(self):
        rng = np.random.default_rng(1)
        beats = 0.2 + 0.48 * np.arange(48)
        bar = rng.random((3, FINE_BANDS))
        cells = np.array([bar[int((i / CELLS_PER_SECOND - 0.2) // 0.48) % 3] for i in range(400)], np.float32)
        values = beatwise(cells, np.ones(1300, np.float32), np.zeros((2, 1300), np.float32), view(650), beats)
        self.assertEqual(values.shape, (48, VALUES))
        later = values[10:30, LIKENESS : LIKENESS + 2 * len(LAGS) : 2].mean(axis=0)
        self.assertEqual([lag for lag, alike in zip(LAGS, later) if alike > 0.9], [3, 6, 9, 12, 15, 18])

    def test_beats_outside_the_recording_are_allowed(self):
        values = beatwise(np.ones((50, FINE_BANDS), np.float32), np.ones(150, np.float32), np.zeros((2, 150), np.float32), view(75), [-1.0, -0.5, 0.0, 2.9, 3.4])
        self.assertTrue(np.isfinite(values).all())

    def test_the_longer_view_is_read_beat_by_beat(self):
        beats = 1 + 0.4 * np.arange(30)
        overview = view(400)
        for index, beat in enumerate(beats):
            overview[round(beat * 25) : round((beat + 0.4) * 25), STATES.index((3, index % 3 + 1))] = -0.1
        overview[:, len(STATES) + 10] = -0.2  # 0.2 s and an octave
        values = overviewed(overview, beats, np.full(30, 0.4))
        self.assertEqual(values.shape, (30, len(STATES) + len(RATIOS)))
        for index in range(30):
            self.assertEqual(int(values[index, : len(STATES)].argmax()), STATES.index((3, index % 3 + 1)))
        np.testing.assert_allclose(values[:, len(STATES)], -0.2, atol=1e-5)
        np.testing.assert_allclose(values[:, len(STATES) + 1 :], -3.0, atol=1e-5)


TUNE = "X:1\nT:t\nM:3/4\nL:1/8\nK:G\n" + "G2A2B2|d2c2A2|B2A2G2|F2A2D2|G2B2d2|e2d2c2|B2A2F2|G6|"


class Doubles(unittest.TestCase):
    def double(self, seed):
        rng = np.random.default_rng(seed)
        return arrange_double(abc.parse(TUNE), rng)

    def test_bars_stay_the_tunes_and_notes_follow_each_other(self):
        for seed in range(40):
            score = self.double(seed)
            self.assertEqual((score.beats_per_bar, score.bars % 8), (3, 0))
            line = sorted({round(note.onset, 6) for note in score.parts[0].notes})
            self.assertGreater(len(line), 1.4 * score.beats)
            self.assertTrue(all(note.duration > 0 and 43 <= note.pitch <= 91 for note in score.parts[0].notes), seed)
            self.assertTrue(0 <= line[0] and line[-1] < score.beats, seed)

    def test_a_loyal_double_begins_most_beats_with_the_tune(self):
        tune = {note.onset: note.pitch % 12 for note in abc.parse(TUNE).parts[0].notes}
        kept = []
        for seed in range(40):
            highest = {}
            for note in self.double(seed).parts[0].notes:
                highest[note.onset] = max(note.pitch, highest.get(note.onset, 0))
            kept += [highest[onset] % 12 == pitch for onset, pitch in tune.items() if onset in highest]
        self.assertGreater(np.mean(kept), 0.6)

    def test_the_same_seed_is_the_same_piece(self):
        self.assertEqual(self.double(4).parts, self.double(4).parts)


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
