"""Checkpoints: means of weights."""

import os
import tempfile
import unittest

import torch

from neckentrain.checkpoint import blend, save_weights


class BlendTests(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.paths = [os.path.join(self.folder.name, name) for name in ("one.pt", "other.pt")]
        for path, weight, dtype in zip(self.paths, (1.0, 5.0), (torch.float32, torch.float16)):
            part = {"weight": torch.full((2, 3), weight, dtype=dtype), "steps": torch.tensor(7)}
            save_weights(path, options={"channels": 2}, network=part)

    def blended(self, shares=None):
        out = os.path.join(self.folder.name, "out.pt")
        blend(self.paths, out, shares)
        return torch.load(out)

    def test_parts_are_equal_or_as_asked_for(self):
        for shares, expected in ((None, 3.0), ([3.0, 1.0], 2.0), ([0.25, 0.75], 4.0)):
            stored = self.blended(shares)
            self.assertTrue(torch.equal(stored["network"]["weight"], torch.full((2, 3), expected)))
            self.assertEqual((stored["options"], int(stored["network"]["steps"])), ({"channels": 2}, 7))

    def test_shares_that_do_not_fit_are_refused(self):
        for shares in ([1.0], [1.0, 0.0], [1.0, -1.0], [1.0, 1.0, 1.0]):
            with self.assertRaisesRegex(ValueError, "shares above 0"):
                self.blended(shares)


if __name__ == "__main__":
    unittest.main()
