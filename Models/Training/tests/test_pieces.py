"""Written pieces: several voices on the same bars, and what is refused."""

import unittest

import numpy as np

from neckentrain.abc import DoubtfulBars
from neckentrain.pieces import DANCE_WORDS, DEVELOPMENT_STEP, FOLK, SEMITONES, draw_no_dance, draw_piece, parse_piece, written

HEADER = "X:1\nT:Trial\nR:trio\nM:3/4\nL:1/8\nQ:90-120\nK:Dm\n"
UPPER = "V:1\nd|f2 ed ^cd|e4 (A2|A2) cB AG|F4 z|\n"
LOWER = "V:2\nz|[D,A,]2 A,2 A,2|^C,2 A,2 A,2-|A,2 G,2 A,2|D,4 z|\n"


def onsets(part):
    """Where a part's notes begin."""
    return [round(note.onset, 4) for note in part.notes]


class PieceTests(unittest.TestCase):
    def test_voices_share_bars_and_upbeat(self):
        score = parse_piece(HEADER + UPPER + LOWER)
        self.assertEqual((score.bars, score.beats_per_bar, score.upbeat, score.tempi), (4, 3, 0.5, (90, 120)))
        self.assertEqual([part.role for part in score.parts], ["melody", "bass"])
        self.assertEqual(onsets(score.parts[0])[:4], [-0.5, 0, 1, 1.5])
        self.assertEqual([note.pitch for note in score.parts[1].notes][:3], [50, 57, 57])
        tied = next(note for note in score.parts[1].notes if note.onset == 5)
        self.assertEqual(tied.duration, 2, "a tie over the bar line is one note")

    def test_a_piece_goes_on_until_it_is_long_enough_upbeat_and_all(self):
        once, thrice = parse_piece(HEADER + UPPER + LOWER), parse_piece(HEADER + UPPER + LOWER, 30)
        self.assertEqual(thrice.bars, 12)
        first = set(onsets(once.parts[0]))
        again = {round(onset - 12, 4) for onset in onsets(thrice.parts[0]) if 11.5 <= onset < 23.5}
        self.assertEqual(again, first)

    def test_bars_that_do_not_add_up_are_refused(self):
        for wrong, reason in (
            (UPPER.replace("e4 (A2", "e4 (A"), "bar 2 is 5/8"),
            (UPPER.replace("F4 z", "F4 z2"), "bar 4 is 3/4"),
            (UPPER.replace("|F4", "|:F4"), "repeats"),
            (UPPER.replace("|e4 (A2", ""), "differ"),
            (UPPER.replace("d|f2", "d,,,,|f2"), "too low"),
        ):
            with self.assertRaisesRegex(DoubtfulBars, reason):
                parse_piece(HEADER + wrong + LOWER)
        with self.assertRaises(DoubtfulBars):
            parse_piece(HEADER.replace("trio", "kazoo") + UPPER)

    def test_all_written_pieces_can_be_read_and_none_is_in_both_splits(self):
        train, development = written(False), written(True)
        self.assertGreater(len(development), 20)
        self.assertAlmostEqual(len(train) / len(development), DEVELOPMENT_STEP - 1, delta=0.5)
        self.assertFalse(set(train) & set(development))
        titles = [parse_piece(text).title for text in train + development]
        self.assertEqual(len(titles), len(set(titles)))

    def test_a_seed_draws_the_same_piece_near_its_key(self):
        first, again = (draw_piece(np.random.default_rng(5), "dev", 80) for _ in range(2))
        self.assertEqual(first, again)
        self.assertGreaterEqual(first.beats, 80)
        text = next(text for text in written(True) if f"T:{first.title}\n" in text)
        self.assertLessEqual(abs(first.tonic - parse_piece(text).tonic), SEMITONES)

    def test_what_may_be_danced_is_no_example_of_other_music(self):
        for title in ("Vals efter Olle", "Concert Waltz in A", "Polska Held Over", "Quick Schottis", "Tempo di menuetto", "Marche militaire", "Reinlander", "Walking Tune"):
            self.assertTrue(DANCE_WORDS.search(title), title)
        for title in ("Gavotte in D", "Allegro assai", "Gigue in F sharp minor", "Polyphony for three"):
            self.assertFalse(DANCE_WORDS.search(title), title)
        rng = np.random.default_rng(5)
        drawn = [draw_no_dance(rng, "dev", 40) for _ in range(40)]
        self.assertFalse([score.title for score in drawn if score.dance == FOLK or DANCE_WORDS.search(score.title)])
        self.assertGreater(len({score.title for score in drawn}), 30)
        with self.assertRaises(ValueError):
            draw_no_dance(rng, "test", 40)


if __name__ == "__main__":
    unittest.main()
