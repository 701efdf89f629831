"""Which tunes are drawn."""

import json
import os
import tempfile
import unittest

import numpy as np

from neckentrain.dataset import COLLECTED, Tunes, make_clip, split_of

ABC = "X:1\nT:{title}\nM:3/4\nL:1/4\nK:D\n" + "|: d f a | a f d | e g b | a2 d :|\n" * 2


def collection(folder, polskas, waltzes):
    """A file of so many tunes of the training split, all alike."""
    titles = [title for title in (f"Tune {number}" for number in range(10 * (polskas + waltzes))) if split_of(title) == "train"]
    dances = ["polska"] * polskas + ["vals"] * waltzes
    path = os.path.join(folder, "tunes.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump([{"T": title, "type": dance, "abc": ABC.format(title=title)} for title, dance in zip(titles, dances)], file)
    return path


class DrawTests(unittest.TestCase):
    def test_rare_dances_are_drawn_more_often_than_they_are_collected(self):
        with tempfile.TemporaryDirectory() as folder:
            tunes = Tunes(collection(folder, polskas=36, waltzes=4), "train")
        for as_collected, expected in ((True, 0.9), (False, 0.75)):  # 36 of 40; 6 of 6 + 2
            rng = np.random.default_rng(1)
            share = np.mean([tunes.draw(rng, as_collected=as_collected).dance == "polska" for _ in range(1000)])
            self.assertAlmostEqual(share, expected, delta=0.05)

    def test_collected_clips_are_of_tunes(self):
        with tempfile.TemporaryDirectory() as folder:
            tunes = Tunes(collection(folder, polskas=3, waltzes=2), "train")
        clips = [make_clip(tunes, "train", seed, style=COLLECTED, clean=True, seconds=12) for seed in range(6)]
        self.assertTrue(all(clip.title.startswith("Tune") and clip.dance in ("polska", "vals") for clip in clips), [clip.title for clip in clips])


if __name__ == "__main__":
    unittest.main()
