"""How players bind notes that are written without slurs."""

import copy
import unittest

import numpy as np

from neckentrain import slurs
from neckentrain.pieces import draw_piece
from neckentrain.score import Note, Part, Score


def running(bars=8, per_beat=4):
    """A line of running notes that goes up and down by steps, in four."""
    count = bars * 4 * per_beat
    return Part("melody", [Note(i / per_beat, 1 / per_beat, 60 + abs(i % 14 - 7)) for i in range(count)])


def score_of(part):
    return Score("Trial", "lines", 4, 2, 8, [part])


def bound(seed, part=None):
    """A part as one player binds it."""
    part = part or running()
    slurs.bind(part, score_of(part), np.random.default_rng(seed))
    return part.notes


class SlurTests(unittest.TestCase):
    def test_players_differ_and_some_bind_nothing(self):
        shares = [np.mean([note.slurred for note in bound(seed)]) for seed in range(200)]
        detached = np.mean(np.array(shares) == 0)
        self.assertTrue(0.15 < detached < 0.45, detached)
        self.assertGreater(max(shares), 0.6)

    def test_the_same_seed_binds_the_same(self):
        self.assertEqual(bound(7), bound(7))

    def test_a_figure_comes_back_and_may_go_across_beats(self):
        notes, across = running().notes, 0
        for seed in range(60):
            begins = slurs.by_figure(notes, score_of(running()), np.random.default_rng(seed))
            self.assertEqual(begins[17:80], begins[33:96], "after a bar at most a figure comes back")
            across += not all(begins[4:96:4])
        self.assertTrue(10 < across < 55, across)

    def test_rests_repeated_notes_wide_leaps_and_chords_are_not_bound(self):
        notes = [Note(0, 1, 60), Note(1, 1, 60), Note(2, 0.5, 62), Note(3, 1, 64), Note(4, 1, 84), Note(5, 1, 65), Note(5, 1, 69), Note(6, 1, 71)]
        for seed in range(60):
            part = Part("melody", copy.deepcopy(notes))
            slurs.bind(part, score_of(part), np.random.default_rng(seed))
            self.assertEqual([note.slurred for note in part.notes if note.onset in (0, 1, 3, 4, 5, 6)], [False] * 7)

    def test_written_slurs_stay(self):
        part = running()
        part.notes[1].slurred = True
        self.assertEqual(sum(note.slurred for note in bound(3, part)), 1)

    def test_notes_keep_their_time_and_pitch(self):
        before = running()
        self.assertEqual([(n.onset, n.duration, n.pitch) for n in bound(5)], [(n.onset, n.duration, n.pitch) for n in before.notes])

    def test_drums_and_feet_bind_nothing(self):
        for role in slurs.STRUCK:
            self.assertFalse(any(note.slurred for seed in range(20) for note in bound(seed, Part(role, running().notes))))

    def test_pieces_are_bound_and_all_else_is_drawn_as_ever(self):
        scores = []
        for seed in range(12):
            plain, rng = np.random.default_rng(seed), np.random.default_rng(seed)
            draw_piece(plain, "train", 64)
            scores.append(draw_piece(rng, "train", 64))
            slurs.bind_parts(scores[-1], rng)
            self.assertEqual(rng.random(), plain.random())
        shares = [np.mean([note.slurred for note in score.parts[0].notes]) for score in scores]
        self.assertGreater(sum(share > 0.1 for share in shares), 4)


if __name__ == "__main__":
    unittest.main()
