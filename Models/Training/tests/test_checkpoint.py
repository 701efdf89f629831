"""Checkpoints: means of weights, and larger networks that go on from smaller ones."""

import os
import tempfile
import unittest

import torch

from neckentrain.checkpoint import blend, load, save, save_weights, start_from
from neckentrain.features import BANDS
from neckentrain.network import parts_of
from neckentrain.train import answers_to


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


class GrowthTests(unittest.TestCase):
    def test_a_wider_network_with_a_longer_view_begins_as_the_one_it_goes_on_from(self):
        torch.manual_seed(3)
        narrow = {"channels": 12, "levels": 3}
        features = torch.rand(1, 400, BANDS) * 2
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "narrow.pt")
            save(parts_of(narrow), path, narrow)
            before, after = load(path), parts_of(narrow | {"channels": 20, "overview": {"layers": 6}}).eval()
            start_from(after, path)
            with torch.inference_mode():
                expected = answers_to(before, features)
                for wanted, answer in zip(expected, answers_to(after, features)):
                    self.assertLess(float((wanted - answer).abs().max()), 1e-4)
                for one in after["overview"].comparisons[4:]:
                    one.answer.weight.fill_(0.3)
                changed = answers_to(after, features)[1]
            self.assertGreater(float((expected[1] - changed).abs().max()), 1e-3)


if __name__ == "__main__":
    unittest.main()
