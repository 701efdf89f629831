"""How surprised a network is by real beats."""

import unittest

import numpy as np
from neckentrain.evaluate import surprises


class SurpriseTests(unittest.TestCase):
    def test_beats_in_their_places_surprise_least(self):
        times, numbers = np.arange(1, 9, 0.5), np.resize([1, 2, 3], 16)
        heard = np.full((500, 2), 0.02)
        for time, number in zip(times, numbers):
            for offset, value in ((-2, 0.25), (-1, 0.5), (0, 0.95), (1, 0.5), (2, 0.25)):
                heard[round(time * 50) + offset, 0] = value
                if number == 1:
                    heard[round(time * 50) + offset, 1] = value
        right = surprises(heard, times, numbers)
        late = surprises(np.roll(heard, 12, axis=0), times, numbers)
        miscounted = surprises(heard, times, np.roll(numbers, 1))
        self.assertLess(right["beatEntropy"], 0.5 * late["beatEntropy"])
        self.assertEqual(right["beatEntropy"], miscounted["beatEntropy"])
        self.assertLess(right["downbeatEntropy"], 0.5 * miscounted["downbeatEntropy"])

    def test_what_lies_outside_the_annotated_stretch_does_not_count(self):
        times, numbers = np.arange(2, 6, 0.5), np.resize([1, 2], 8)
        heard = np.full((500, 2), 0.1)
        noisy = heard.copy()
        noisy[:80], noisy[300:] = 0.9, 0.9
        self.assertEqual(surprises(heard, times, numbers), surprises(noisy, times, numbers))


if __name__ == "__main__":
    unittest.main()
