#!/usr/bin/env python3
"""Converts a MusiCNN checkpoint (PyPI package musicnn 0.1.0, ISC licence) to ONNX.

    convert_musicnn.py CHECKPOINT_FOLDER OUTPUT.onnx

The network is that of Pons and Serra, "musicnn: pre-trained convolutional neural networks for music
audio tagging" (ISMIR late-breaking 2019): timbral and temporal filters over the whole mel axis,
three residual layers, pooling over time, a dense layer of 200 and the tags. Standard library only;
the same checkpoint gives the same bytes.

Input  `mel`        [N, 187, 96]  log-mel patches, frames by bands.
Output `embedding`  [N, 200]      the penultimate layer: dense, ReLU, batch normalisation.
Output `tags`       [N, 50]       probabilities.
"""

import sys
from pathlib import Path

from onnx_writer import GraphWriter
from tf_checkpoint import Checkpoint

FRAMES, BANDS = 187, 96
EPSILON = 1e-3  # of TensorFlow 1's batch normalisation
TIMBRAL_BANDS = [int(0.4 * BANDS), int(0.7 * BANDS)]
TIMBRAL_FRAMES = 7
TEMPORAL_FRAMES = [128, 64, 32]
MID_FRAMES = 7
MID_LAYERS = 3


class Converter:
    """Walks the network from input to output, taking layers in the order they were made."""

    def __init__(self, checkpoint):
        self.checkpoint = checkpoint
        self.graph = GraphWriter("musicnn")
        self.used = {}

    def layer(self, kind):
        """The scope of the next layer of a kind: "conv2d", "conv2d_1", …"""
        number = self.used.get(kind, 0)
        self.used[kind] = number + 1
        return kind if number == 0 else f"{kind}_{number}"

    def vector(self, scope, name):
        shape, values = self.checkpoint.tensor(f"{scope}/{name}")
        return self.graph.weight(f"{scope}/{name}", shape, values)

    def batch_norm(self, x):
        scope = self.layer("batch_normalization")
        parts = [self.vector(scope, part) for part in ("gamma", "beta", "moving_mean", "moving_variance")]
        return self.graph.node("BatchNormalization", [x, *parts], f"{scope}/out", epsilon=EPSILON)

    def convolution(self, x, pads, *, flat=False):
        """A convolution with ReLU. `flat`: the kernel spans all rows, which become channels."""
        scope = self.layer("conv2d")
        (height, width, channels, filters), values = self.checkpoint.tensor(f"{scope}/kernel")
        turned = [
            values[((row * width + column) * channels + channel) * filters + out]
            for out in range(filters)
            for channel in range(channels)
            for row, column in (
                ((row, column) for column in range(width) for row in range(height))
                if flat
                else ((row, column) for row in range(height) for column in range(width))
            )
        ]
        shape = [filters, width, height] if flat else [filters, channels, height, width]
        weight = self.graph.weight(f"{scope}/kernel", shape, turned)
        bias = self.vector(scope, "bias")
        out = self.graph.node("Conv", [x, weight, bias], f"{scope}/sum", pads=pads)
        return self.graph.node("Relu", [out], f"{scope}/out")

    def dense(self, x):
        scope = self.layer("dense")
        parts = [self.vector(scope, part) for part in ("kernel", "bias")]
        return self.graph.node("Gemm", [x, *parts], f"{scope}/out")

    def band_maximum(self, x):
        return self.graph.node("ReduceMax", [x], f"{x}/max", axes=[3], keepdims=0)

    def front_end(self, mel):
        graph = self.graph
        image = graph.node("Unsqueeze", [mel, graph.integers("channel_axis", [1])], "image")
        image = self.batch_norm(image)
        half = TIMBRAL_FRAMES // 2
        features = []
        for _ in TIMBRAL_BANDS:
            features.append(self.band_maximum(self.batch_norm(self.convolution(image, [half, 0, half, 0]))))
        for frames in TEMPORAL_FRAMES:
            before = (frames - 1) // 2
            pads = [before, 0, frames - 1 - before, 0]
            features.append(self.band_maximum(self.batch_norm(self.convolution(image, pads))))
        return graph.node("Concat", features, "front_end", axis=1)

    def mid_end(self, front_end):
        half = MID_FRAMES // 2
        layers = [front_end]
        for number in range(MID_LAYERS):
            out = self.batch_norm(self.convolution(layers[-1], [half, half], flat=True))
            if number > 0:
                out = self.graph.node("Add", [out, layers[-1]], f"residual_{number}")
            layers.append(out)
        return self.graph.node("Concat", layers, "mid_end", axis=1)

    def back_end(self, mid_end):
        graph = self.graph
        pools = [
            graph.node(operator, [mid_end], f"pool_{operator}", axes=[2], keepdims=1)
            for operator in ("ReduceMax", "ReduceMean")
        ]
        pooled = graph.node("Flatten", [graph.node("Concat", pools, "pools", axis=2)], "pooled", axis=1)
        dense = graph.node("Relu", [self.dense(self.batch_norm(pooled))], "dense/relu")
        embedding = graph.node("Identity", [self.batch_norm(dense)], "embedding")
        graph.node("Sigmoid", [self.dense(embedding)], "tags")

    def convert(self):
        mel = self.graph.input("mel", ["N", FRAMES, BANDS])
        self.back_end(self.mid_end(self.front_end(mel)))
        self.graph.output("embedding", ["N", 200])
        self.graph.output("tags", ["N", 50])
        return self.graph.model("neckenml convert_musicnn", opset=13)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    Path(sys.argv[2]).write_bytes(Converter(Checkpoint(sys.argv[1])).convert())


if __name__ == "__main__":
    main()
