"""Convolutions that see wide spans of bands, by the convolution theorem: a third of the multiplications.

A patch's bands are written as 49 waves over the bands (a discrete Fourier transform of 96 points). There, a filter
of any height multiplies each wave by a number and shifts it; only its seven frames remain to be summed one by one.
As 96 points hold a patch's whole height, the places where the filter fits come out the same as in the direct sum.
Everything is a product of matrices. Cutting the frames into tiles that stay in the cache makes a patch a twentieth
faster and compiling the network slower by more.

Sums are `math.fsum` and the cosines are rounded to twelve decimals, so every machine and every Python makes the same file.
"""

import math
from operator import mul

BANDS, WAVES = 96, 49
COSINES = [round(math.cos(2 * math.pi * step / BANDS), 12) for step in range(BANDS)]
# The coefficients of a spectrum: the cosine parts of all waves, then the sine parts of those that have one.
PARTS = [(wave, "cosine") for wave in range(WAVES)] + [(wave, "sine") for wave in range(1, WAVES - 1)]


def curve(wave, part, length):
    """The first values of a wave's cosine or sine."""
    quarter = 0 if part == "cosine" else BANDS // 4
    return [COSINES[(wave * place - quarter) % BANDS] for place in range(length)]


def filter_weights(kernel, frames, height, filters, signs):
    """What each coefficient of the result takes from the cosine and sine parts of its wave, frame by frame.

    The kernel lies as [frame, band, filter]; the weights as [coefficient, 2 · frames, filter].
    """
    columns = [
        [[signs[number] * kernel[(frame * height + band) * filters + number] for band in range(height)]
         for number in range(filters)]
        for frame in range(frames)
    ]

    def sums(wave, part):
        line = curve(wave, part, height)
        return [math.fsum(map(mul, line, column)) for row in columns for column in row]

    cosines = [sums(wave, "cosine") for wave in range(WAVES)]
    sines = [sums(wave, "sine") for wave in range(WAVES)]
    weights = []
    for wave, part in PARTS:
        weights += cosines[wave] + sines[wave] if part == "cosine" else [-value for value in sines[wave]] + cosines[wave]
    return weights


def fitting_places(height):
    """From coefficients to the sums at the places where a filter of this height fits; [place, coefficient]."""
    count = BANDS - height + 1
    lines = [
        [(1 if wave in (0, WAVES - 1) else 2) / BANDS * value for value in curve(wave, part, count)]
        for wave, part in PARTS
    ]
    return count, [line[place] for place in range(count) for line in lines]


class BandWaves:
    """The spectrum over bands of every frame of a patch, ready for filters of so many frames."""

    def __init__(self, graph, source, frames, filter_frames):
        """`source` lies as [patch, band, frame]."""
        self.graph, self.frames, self.filter_frames = graph, frames, filter_frames
        reach = filter_frames // 2
        basis = graph.floats("waves.basis", (BANDS, BANDS), [v for wave, part in PARTS for v in curve(wave, part, BANDS)])
        waves = graph.node("MatMul", [basis, source], "waves")
        padded = graph.node("Pad", [waves, graph.integers("waves.pads", [0, 0, reach, 0, 0, reach])], "waves.padded")
        flat = graph.node("Reshape", [padded, graph.integers("waves.rows", [0, -1])], "waves.flat")
        taps = graph.integers("waves.places", self._taps(), (BANDS, frames, 2 * filter_frames))
        self.taps = graph.node("Gather", [flat, taps], "waves.taps", axis=1)

    def _taps(self):
        """For each coefficient and frame of the result: where the cosine and sine parts of its wave lie."""
        width = self.frames + self.filter_frames - 1
        rows = {part: row for row, part in enumerate(PARTS)}
        taps = []
        for wave, _ in PARTS:
            # Waves without a sine part have no weight there; any row will do.
            pair = rows[wave, "cosine"], rows.get((wave, "sine"), rows[wave, "cosine"])
            for frame in range(self.frames):
                taps += [row * width + frame + tap for row in pair for tap in range(self.filter_frames)]
        return taps

    def highest(self, layer, kernel, height, filters, signs):
        """The highest sum of each filter over the places where it fits, as [patch, filter, frame]."""
        graph = self.graph
        weights = graph.floats(
            f"{layer}.weights", (BANDS, 2 * self.filter_frames, filters),
            filter_weights(kernel, self.filter_frames, height, filters, signs))
        count, values = fitting_places(height)
        places = graph.floats(f"{layer}.places", (count, BANDS), values)
        joined = graph.integers(f"{layer}.joined", [0, BANDS, self.frames * filters])
        apart = graph.integers(f"{layer}.apart", [0, self.frames, filters])
        products = graph.node("MatMul", [self.taps, weights], f"{layer}.products")
        products = graph.node("Reshape", [products, joined], f"{layer}.rows")
        sums = graph.node("MatMul", [places, products], f"{layer}.sums")
        highest = graph.node("ReduceMax", [sums], f"{layer}.highest", axes=[1], keepdims=0)
        frames = graph.node("Reshape", [highest, apart], f"{layer}.frames")
        return graph.node("Transpose", [frames], f"{layer}.pooled", perm=[0, 2, 1])
