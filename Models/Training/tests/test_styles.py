"""Dances in their manners: tempi, shares, counts of the dancers."""

import unittest
from dataclasses import replace

import numpy as np
from neckentrain.accompany import arrange_for_dancers, komp_parts
from neckentrain.dataset import enough_beats, in_dancers_beats
from neckentrain.harmony import harmonise
from neckentrain.manners import MANNERS
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
        halved = tune(4).counted(0.5)
        self.assertEqual((halved.beats_per_bar, halved.beats), (2, 64))

    def test_tunes_are_counted_as_they_are_danced(self):
        for dance, written, per_beat, danced in (("polka", 4, 2, 2), ("engelska", 4, 1, 2), ("polka", 4, 4, 4), ("polka", 2, 4, 2),
                                                 ("marsch", 4, 2, 4), ("marsch", 4, 1, 2), ("schottis", 2, 4, 4), ("schottis", 4, 2, 4)):
            score = replace(tune(written, per_beat, 8), dance=dance, upbeat=1.0)
            beats = score.beats
            counted = in_dancers_beats(score)
            self.assertEqual(counted.beats_per_bar, danced, (dance, written, per_beat))
            factor = danced / written
            self.assertEqual((counted.beats, counted.upbeat), (beats * factor, factor))
            self.assertEqual(counted.parts[0].notes[1].onset, factor / per_beat)

    def test_most_tempi_are_the_dancers_usual(self):
        for manner in MANNERS.values():
            if not manner.usual or (manner.beat == "eighths"):
                continue
            rng, beats = np.random.default_rng(5), next(iter(manner.accent))
            drawn = np.array([manner.tempo(tune(beats, 1), rng) for _ in range(300)])
            self.assertGreater(((drawn >= manner.usual[0]) & (drawn <= manner.usual[1])).mean(), 0.5, manner.name)

    def test_accompaniment_plays_the_steps(self):
        score = tune(3)
        for name, bass, chords in (("Vals", {0}, {1, 2}), ("Hambo", {0}, {1, 2})):
            parts = komp_parts(score, harmonise(score, np.random.default_rng(6)), MANNERS[name].komp[3][0], np.random.default_rng(7))
            self.assertEqual([{n.onset % 3 for n in part.notes} for part in parts], [bass, chords])

    def test_a_long_performance_has_enough_of_the_tune(self):
        self.assertEqual(enough_beats(50, usual=50), 80)
        for seconds in (50, 150):
            score = arrange_for_dancers(tune(3), MANNERS["Vals"], np.random.default_rng(9), enough_beats(seconds, usual=50))
            self.assertGreaterEqual(score.beats, seconds * 200 / 60 if seconds > 50 else 80)

    def test_variation_keeps_the_time_and_a_short_bow_the_onsets(self):
        rng = np.random.default_rng(8)
        varied = [MANNERS["Engelska"].varied(tune(2), rng) for _ in range(20)]
        self.assertGreater(max(len(s.parts[0].notes) for s in varied), 1.2 * len(tune(2).parts[0].notes))
        for score in varied:
            self.assertAlmostEqual(sum(n.duration for n in score.parts[0].notes), score.beats, 6)
        short = MANNERS["Polka"].touched(tune(2), rng)
        self.assertEqual([n.onset for n in short.parts[0].notes], [n.onset for n in tune(2).parts[0].notes])
        self.assertLessEqual(max(n.duration for n in short.parts[0].notes), 0.4)

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
