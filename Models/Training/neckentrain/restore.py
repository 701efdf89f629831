"""A trainable network from an exported file, so that training can go on where no checkpoint was kept."""

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from .collection import Collection
from .network import BeatNetwork
from .train import CROP_FRAMES, save

CALIBRATION_CROPS = 32


def restore(onnx_path, data, checkpoint, options):
    """Writes `checkpoint`: the exported network, its normalisations put back with the statistics of a collection.

    The export folds each normalisation into the convolution before it. Here the convolutions keep the folded weights,
    and each normalisation gets the mean and variance that its input has on real crops, and a scale and an offset that
    undo them: the same answers at first, and layers that can be trained as before.
    """
    tensors = {t.name: numpy_helper.to_array(t) for t in onnx.load(onnx_path).graph.initializer}
    network = BeatNetwork(**options).eval()
    folded = [network.fast.layers[0], network.fast.layers[3], network.fine.layers[0], network.fine.layers[3]]
    folded += [memory.wide for memory in network.memory]
    norms = [network.fast.layers[1], network.fast.layers[4], network.fine.layers[1], network.fine.layers[4]]
    norms += [memory.norm for memory in network.memory]
    nameless = sorted((n for n in tensors if n.startswith("onnx::Conv")), key=lambda n: int(n.rsplit("_", 1)[1]))
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if "network." + name in tensors:
                parameter.copy_(torch.from_numpy(tensors["network." + name].copy()))
        for convolution, norm, weight, bias in zip(folded, norms, nameless[::2], nameless[1::2]):
            convolution.weight.copy_(torch.from_numpy(tensors[weight].copy()))
            norm.running_mean.zero_()
            norm.running_var.fill_(1 - norm.eps)
            norm.weight.fill_(1)
            norm.bias.copy_(torch.from_numpy(tensors[bias].copy()))
        _calibrate(network, norms, crops(data))
    save(network, checkpoint, options)


def crops(data):
    """Some crops of a collection: [crops, frames, bands]."""
    collection, rng = Collection(data, "train"), np.random.default_rng(0)
    chosen = rng.integers(0, len(collection), CALIBRATION_CROPS)
    return torch.from_numpy(np.stack([collection.features(int(i), 200, 200 + CROP_FRAMES) for i in chosen]))


def _calibrate(network, norms, features):
    """Gives every normalisation the statistics of what it is given, and takes them out again behind it."""
    seen = {}

    def remember(norm, inputs, _):
        axes = [axis for axis in range(inputs[0].dim()) if axis != 1]
        seen[norm] = (inputs[0].mean(axes), inputs[0].var(axes))

    hooks = [norm.register_forward_hook(remember) for norm in norms]
    network(features)
    for hook in hooks:
        hook.remove()
    for norm, (mean, variance) in seen.items():
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)
        norm.weight.copy_((variance + norm.eps).sqrt())
        norm.bias.add_(mean)
