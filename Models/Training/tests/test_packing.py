"""Clips on their way to another machine."""

import importlib.util
import os
import tempfile
import unittest

import numpy as np

from neckentrain.collection import finished_parts, labels_of, write_part

_spec = importlib.util.spec_from_file_location("packing", os.path.join(os.path.dirname(__file__), "..", "lent", "packing.py"))
packing = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(packing)


class PackingTests(unittest.TestCase):
    """What arrives is what was sent, within half a step, with its labels."""

    def test_a_clip_comes_back_within_half_a_step(self):
        clip = np.random.default_rng(1).uniform(0, 3.4, (50, 7)).astype(np.float16)
        back = packing.unpacked(packing.packed(clip), 7)
        self.assertEqual(back.shape, clip.shape)
        self.assertLess(np.abs(back.astype(np.float32) - clip.astype(np.float32)).max(), packing.STEP / 2 + 0.002)

    def test_a_part_arrives_with_its_own_labels(self):
        clips = np.arange(6, dtype=np.float16)[:, None, None] * np.ones((6, 20, 5), np.float16) / 2
        with tempfile.TemporaryDirectory() as folder:
            write_part(os.path.join(folder, "sent-0-6"), list(clips), [{"seed": row} for row in range(6)])
            packing.pack(os.path.join(folder, "sent-0-6.npy"), os.path.join(folder, "load.npz"), 4)
            packing.unpack(os.path.join(folder, "load.npz"), folder, "train-1")
            self.assertEqual(finished_parts(folder, "train"), ["train-1-4.npy"])
            arrived, labels = np.load(os.path.join(folder, "train-1-4.npy")), labels_of(folder, "train-1-4.npy")
            self.assertEqual([round(float(clip.mean()) * 2) for clip in arrived], [label["seed"] for label in labels])


if __name__ == "__main__":
    unittest.main()
