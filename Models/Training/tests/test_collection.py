"""Clips as they are kept."""

import unittest

import numpy as np

from neckentrain.collection import CLIP_FRAMES, clip_features
from neckentrain.dataset import CLIP_SECONDS
from neckentrain.features import BANDS, SAMPLE_RATE


class CollectionTests(unittest.TestCase):
    """All have the same number of frames, so that a part of them is one array."""

    def test_a_clip_that_begins_anywhere_may_lack_a_sample(self):
        whole = np.random.default_rng(1).normal(0, 0.1, int(CLIP_SECONDS * SAMPLE_RATE) + 1).astype(np.float32)
        for length in (len(whole), len(whole) - 1, len(whole) - 2, len(whole) // 2):
            kept = clip_features(whole[:length])
            self.assertEqual((kept.shape, kept.dtype), ((CLIP_FRAMES, BANDS), np.float16), length)
        self.assertFalse(kept[-1].any())
        self.assertTrue(kept[CLIP_FRAMES // 4].any())


if __name__ == "__main__":
    unittest.main()
