"""One of fourteen renderers: parts of clips of its kinds into a collection, one after the other, until it is killed.

renderer.py NUMBER DATA TUNES
"""

import itertools
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

from neckentrain.collection import rendered_features, write_part
from neckentrain.sampler import FONTS

KINDS = [  # what each renderer makes in turn; {} is the mixture
    *[[{}]] * 6,
    *[[{"style": "lines"}]] * 2,
    [{"style": "lines", "rubato": True}, {"rubato": True}],
    [{"style": "doubles"}],
    [{"style": "doubles"}, {"dance": "polska"}],
    [{"dance": "polska"}],
    [{"dance": "engelska"}, {"dance": "marsch"}, {"dance": "schottis"}],
    [{"dance": "slängpolska"}, {"dance": "vals"}, {"dance": "polka"}, {"rubato": True}],
]
FIRST, APART = 10_000_000, 100_000  # seeds
SIZES = (8, 16, 40)  # of the first parts, so that training can begin, and of all others


def main(number, data, tunes):
    """Renders for ever."""
    seed = FIRST + number * APART
    for count, wanted in zip(itertools.chain(SIZES, itertools.repeat(SIZES[-1])), itertools.cycle(KINDS[number])):
        arrays, labels = [], []
        for each in range(seed, seed + count):
            font = {} if os.path.exists(FONTS["musescore"]) else {"font": "fluid"}  # it comes with a later load
            features, label = rendered_features((tunes, "train", each, wanted | font))
            arrays.append(features)
            labels.append(label)
        write_part(os.path.join(data, f"train-{seed}-{count}"), arrays, labels)
        seed += count


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
