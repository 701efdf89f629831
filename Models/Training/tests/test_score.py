"""ABC to score: bars exactly full, repeats played, notes where they are written."""

import unittest

from neckentrain import abc

HEAD = "X:1\nT:t\nM:3/4\nL:1/8\nK:G\n"
BAR = "G2A2B2|"


def melody(body, head=HEAD):
    score = abc.parse(head + body)
    return score, [(n.onset, n.duration, n.pitch) for n in score.parts[0].notes]


class ScoreTests(unittest.TestCase):
    def test_lengths_and_key(self):
        score, notes = melody("F2 ^c2 =f2|" + BAR * 6)
        self.assertEqual(notes[:3], [(0, 1, 66), (1, 1, 73), (2, 1, 77)])
        self.assertEqual((score.beats_per_bar, score.bars), (3, 7))

    def test_accidental_lasts_one_bar(self):
        _, notes = melody("^G2 G2 G2|G6|" + BAR * 6)
        self.assertEqual([n[2] for n in notes[:4]], [68, 68, 68, 67])

    def test_broken_rhythm_and_triplets(self):
        _, notes = melody("G>A (3BcB d2|" + BAR * 6)
        self.assertEqual([round(n[1], 4) for n in notes[:6]], [0.75, 0.25, 0.3333, 0.3333, 0.3333, 1.0])

    def test_repeats_and_endings(self):
        score, notes = melody("|:" + BAR * 3 + "|1 c6:|2 d6|]" + BAR * 2)
        self.assertEqual(score.bars, 10)
        at = {n[0]: n[2] for n in notes}
        self.assertEqual((at[9], at[21]), (72, 74))

    def test_upbeat_is_before_zero_and_bars_stay_full(self):
        score, notes = melody("D2|" + BAR * 7 + "G4|]")
        self.assertEqual((score.upbeat, notes[0][0], score.bars), (1.0, -1.0, 8))

    def test_repeated_upbeat_takes_room_from_the_bar_before(self):
        score, notes = melody("|:D2|" + BAR * 7 + "G4:|")
        self.assertEqual(score.bars, 16)
        self.assertIn((23.0, 1.0, 62), notes)

    def test_ties_join(self):
        _, notes = melody("G6-|G2 A4|" + BAR * 6)
        self.assertEqual(notes[0], (0, 4, 67))

    def test_compound_meter_counts_dotted_quarters(self):
        score, notes = melody("G3 A3 B3|" * 7, HEAD.replace("3/4", "9/8"))
        self.assertEqual((score.beats_per_bar, score.subdivision, notes[1][0]), (3, 3, 1.0))

    def test_bars_that_do_not_add_up_are_refused(self):
        with self.assertRaises(abc.DoubtfulBars):
            abc.parse(HEAD + BAR * 3 + "G2A2B2c2|" + BAR * 3)


if __name__ == "__main__":
    unittest.main()
