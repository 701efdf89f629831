"""The MusiCNN network as an ONNX graph, from the tensors of its TensorFlow checkpoint.

Architecture: Pons, Serra, "musicnn: pre-trained convolutional neural networks for music audio tagging"
(2019, arXiv:1909.06654). Five convolutions look at a patch of 187 frames by 96 mel bands: two see wide
spans of bands ("timbral"), three see long spans of time ("temporal"); each is pooled by maximum over all
bands. Three convolutions over time follow, the last two with residual connections; what all eight say is
joined, pooled over time by maximum and by mean, and read by a dense layer of 200 and one of 50 units.

Every convolution and the first dense layer are followed by ReLU and then batch normalisation. The input
is batch-normalised too, before it is padded with zeros, and so are the pooled features. Here each batch
normalisation is one gain and one offset a channel; that of the pooled features is folded into the dense
layer that reads them. Inside the graph, values lie as [patch, channel, band, frame].
"""

import math

import frame_tiles
from band_waves import BandWaves
from onnx_writer import Graph

FRAMES, BANDS = 187, 96
EMBEDDING, TAGS = 200, 50
EPSILON = 1e-3  # TensorFlow's default; the checkpoint does not hold it
# Name of the convolution in the checkpoint, and number of the batch normalisation after it.
TIMBRAL_FRAMES = 7
TIMBRAL = (("conv2d", 1), ("conv2d_1", 2))
TEMPORAL = (("conv2d_2", 3), ("conv2d_3", 4), ("conv2d_4", 5))
MIDDLE = (("conv2d_5", 6), ("conv2d_6", 7), ("conv2d_7", 8))
INPUT_NORM, POOL_NORM, DENSE_NORM = 0, 9, 10


def transposed(values, shape, order):
    """The values of an array whose axes are put in another order."""
    strides = [math.prod(shape[axis + 1 :]) for axis in range(len(shape))]
    out = [0]
    for axis in order:
        out = [base + step * strides[axis] for base in out for step in range(shape[axis])]
    return [values[index] for index in out]


class Network:
    """Builds the graph layer by layer; every method returns the name of its result."""

    def __init__(self, tensors, name):
        self.tensors = tensors
        self.graph = Graph(name)

    def values(self, name):
        return self.tensors[name][1]

    def normalization(self, number):
        """Gains and offsets of a batch normalisation."""
        scope = f"batch_normalization_{number}" if number else "batch_normalization"
        parts = [self.values(f"{scope}/{part}") for part in ("gamma", "beta", "moving_mean", "moving_variance")]
        gains = [gamma / math.sqrt(variance + EPSILON) for gamma, _, _, variance in zip(*parts)]
        offsets = [beta - mean * gain for (_, beta, mean, _), gain in zip(zip(*parts), gains)]
        return gains, offsets

    def normalize(self, source, number, output, axes_after):
        gains, offsets = self.normalization(number)
        shape = (len(gains),) + (1,) * axes_after
        gain = self.graph.floats(f"{output}.gain", shape, gains)
        offset = self.graph.floats(f"{output}.offset", shape, offsets)
        return self.graph.node("Add", [self.graph.node("Mul", [source, gain], f"{output}.scaled"), offset], output)

    def convolution(self, source, layer, order, pads, signs=None):
        """The sums of a convolution; `order` takes the kernel's axes to filter, channel, space."""
        shape, kernel = self.tensors[f"{layer}/kernel"]
        dropped = [axis for axis in range(4) if axis not in order]
        assert all(shape[axis] == 1 for axis in dropped)
        weights = transposed(kernel, shape, order + dropped)
        if signs:
            size = len(weights) // len(signs)
            weights = [signs[index // size] * weight for index, weight in enumerate(weights)]
        weights = self.graph.floats(f"{layer}.weights", tuple(shape[axis] for axis in order), weights)
        return self.graph.node("Conv", [source, weights], f"{layer}.sum", pads=pads)

    def signs(self, number):
        """The signs of a batch normalisation's gains."""
        return [1.0 if gain >= 0 else -1.0 for gain in self.normalization(number)[0]]

    def timbral(self, waves, layer, number):
        """A convolution over wide spans of bands; the result is that of `direct`."""
        (_, height, _, filters), kernel = self.tensors[f"{layer}/kernel"]
        signs = self.signs(number)
        return self.rectified(waves.highest(layer, kernel, height, filters, signs), layer, number, signs)

    def temporal(self, source, layer, number):
        """A convolution over long spans of frames; the result is that of `direct`."""
        (frames, _, _, filters), kernel = self.tensors[f"{layer}/kernel"]
        signs = self.signs(number)
        pooled = frame_tiles.highest(self.graph, source, layer, kernel, (FRAMES, frames), filters, signs)
        return self.rectified(pooled, layer, number, signs)

    def direct(self, image, layer, number):
        """A convolution over spans of bands and frames, then the maximum over all places in the bands."""
        frames = self.tensors[f"{layer}/kernel"][0][0]
        before, after = frame_tiles.surroundings(frames)
        signs = self.signs(number)
        sums = self.convolution(image, layer, [3, 2, 1, 0], [0, before, 0, after], signs)
        pooled = self.graph.node("ReduceMax", [sums], f"{layer}.pooled", axes=[2], keepdims=0)
        return self.rectified(pooled, layer, number, signs)

    def rectified(self, highest, layer, number, signs):
        """Bias, ReLU and normalisation of what a filter finds over all bands.

        In the network the maximum over bands comes last. Taken first, it leaves the rest a hundredth of the work, and
        the result is the same: ReLU keeps order, and so does normalisation where its gain is positive. Where it is
        negative, the highest result comes from the lowest sum, which is minus the highest of the filter turned round.
        """
        sign = self.graph.floats(f"{layer}.signs", (len(signs), 1), signs)
        bias = self.graph.floats(f"{layer}.bias", (len(signs), 1), self.values(f"{layer}/bias"))
        extreme = self.graph.node("Mul", [highest, sign], f"{layer}.extreme")
        rectified = self.graph.node("Relu", [self.graph.node("Add", [extreme, bias], f"{layer}.biased")], f"{layer}.relu")
        return self.normalize(rectified, number, f"{layer}.normalized", 1)

    def middle(self, source, layer, number):
        """A convolution over frames alone, which sees all channels, then ReLU and normalisation."""
        reach = self.tensors[f"{layer}/kernel"][0][0] // 2
        sums = self.convolution(source, layer, [3, 1, 0], [reach, reach])
        bias = self.graph.floats(f"{layer}.bias", (len(self.values(f"{layer}/bias")), 1), self.values(f"{layer}/bias"))
        rectified = self.graph.node("Relu", [self.graph.node("Add", [sums, bias], f"{layer}.biased")], f"{layer}.relu")
        return self.normalize(rectified, number, f"{layer}.normalized", 1)

    def pooled(self, features):
        """Maximum of each feature over time, then its mean."""
        maximum = self.graph.node("ReduceMax", [features], "maximum", axes=[2], keepdims=0)
        mean = self.graph.node("ReduceMean", [features], "mean", axes=[2], keepdims=0)
        return self.graph.node("Concat", [maximum, mean], "summary", axis=1)

    def dense(self, source, layer, shape, weights, bias, output):
        return self.graph.node(
            "Gemm",
            [source, self.graph.floats(f"{layer}.weights", shape, weights),
             self.graph.floats(f"{layer}.bias", shape[1:], bias)],
            output)

    def first_dense(self, summary):
        """The dense layer with the normalisation of what it reads folded in.

        The checkpoint has maximum and mean of a feature side by side; here all maxima come first.
        """
        gains, offsets = self.normalization(POOL_NORM)
        weights, bias = self.values("dense/kernel"), self.values("dense/bias")
        count = len(gains)
        rows = list(range(0, count, 2)) + list(range(1, count, 2))
        folded = [gains[row] * weights[row * EMBEDDING + unit] for row in rows for unit in range(EMBEDDING)]
        shifted = [
            bias[unit] + math.fsum(offsets[row] * weights[row * EMBEDDING + unit] for row in range(count))
            for unit in range(EMBEDDING)
        ]
        return self.dense(summary, "dense", (count, EMBEDDING), folded, shifted, "dense")

    def build(self, direct=False):
        """Adds the whole network, from `melspectrogram` to `dense`, `embedding` and `tags`.

        `direct` leaves the tall and the long convolutions as they are in the original.
        """
        graph = self.graph
        source = graph.add_input("melspectrogram", ("patches", FRAMES, BANDS))
        turned = graph.node("Transpose", [source], "bands", perm=[0, 2, 1])
        normalized = self.normalize(turned, INPUT_NORM, "normalized", 2)
        if direct:
            image = graph.node("Unsqueeze", [normalized, graph.integers("image.axes", [1])], "image")
            fronts = [self.direct(image, layer, number) for layer, number in TIMBRAL + TEMPORAL]
        else:
            waves = BandWaves(graph, normalized, FRAMES, TIMBRAL_FRAMES)
            fronts = [self.timbral(waves, layer, number) for layer, number in TIMBRAL]
            fronts += [self.temporal(normalized, layer, number) for layer, number in TEMPORAL]
        front = graph.node("Concat", fronts, "front", axis=1)
        first = self.middle(front, *MIDDLE[0])
        second = graph.node("Add", [self.middle(first, *MIDDLE[1]), first], "second")
        third = graph.node("Add", [self.middle(second, *MIDDLE[2]), second], "third")
        features = graph.node("Concat", [front, first, second, third], "features", axis=1)

        dense = self.first_dense(self.pooled(features))
        embedding = self.normalize(graph.node("Relu", [dense], "dense.relu"), DENSE_NORM, "embedding", 0)
        logits = self.dense(
            embedding, "dense_1", (EMBEDDING, TAGS), self.values("dense_1/kernel"), self.values("dense_1/bias"),
            "logits")
        graph.node("Sigmoid", [logits], "tags")
        graph.add_output("dense", ("patches", EMBEDDING))
        graph.add_output("embedding", ("patches", EMBEDDING))
        graph.add_output("tags", ("patches", TAGS))
        return graph


def convert(tensors, name, version, licence, direct=False):
    """The ONNX file of a MusiCNN checkpoint, as bytes; the same tensors give the same bytes."""
    graph = Network(tensors, name).build(direct)
    return graph.serialized("neckenml", version, [("licence", licence)])
