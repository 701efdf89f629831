"""Convolutions that see long spans of frames in one band, as products of matrices.

A convolution over a single channel leaves a processor little to do at once, and one over 128 frames takes OpenVINO ten times
as long as its multiplications need. Here the frames are cut into tiles. What the filters find at all frames of a tile is the
product of the tile with its surroundings and a matrix that holds every filter once for every frame, each time a row
lower. An eighth of the products are with zeros.
"""

TILE = 11  # divides a patch's 187 frames


def surroundings(frames):
    """How many frames are padded before and after, so that filters of so many frames fit at every frame."""
    before = (frames - 1) // 2  # of an even number, TensorFlow puts the odd one last
    return before, frames - 1 - before


def banded(kernel, frames, filters, signs):
    """[frames of a tile and around it, frame of the tile · filter]; the kernel lies as [frame, filter]."""
    signed = [sign * value for row in range(frames) for sign, value in zip(signs, kernel[row * filters : (row + 1) * filters])]
    rows = []
    for place in range(TILE + frames - 1):
        for frame in range(TILE):
            tap = place - frame
            rows += signed[tap * filters : (tap + 1) * filters] if 0 <= tap < frames else [0.0] * filters
    return rows


def highest(graph, source, layer, kernel, shape, filters, signs):
    """The highest sum of each filter over the bands, as [patch, filter, frame].

    `source` lies as [patch, band, frame]; `shape` is how many frames a patch and the filters have.
    """
    length, frames = shape
    before, after = surroundings(frames)
    pads = graph.integers(f"{layer}.pads", [0, 0, before, 0, 0, after])
    padded = graph.node("Pad", [source, pads], f"{layer}.padded")
    width, count = TILE + frames - 1, length // TILE
    assert count * TILE == length
    places = graph.integers(f"{layer}.places", [tile * TILE + place for tile in range(count) for place in range(width)], (count, width))
    tiles = graph.node("Gather", [padded, places], f"{layer}.tiles", axis=2)
    weights = graph.floats(f"{layer}.weights", (width, TILE * filters), banded(kernel, frames, filters, signs))
    sums = graph.node("MatMul", [tiles, weights], f"{layer}.sums")
    pooled = graph.node("ReduceMax", [sums], f"{layer}.highest", axes=[1], keepdims=0)
    apart = graph.integers(f"{layer}.apart", [0, length, filters])
    return graph.node("Transpose", [graph.node("Reshape", [pooled, apart], f"{layer}.frames")], f"{layer}.pooled", perm=[0, 2, 1])
