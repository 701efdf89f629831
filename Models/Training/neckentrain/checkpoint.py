"""Checkpoints: one file holds the options and the weights of a network and its branches."""

import os

import torch

from .network import parts_of


def save_weights(path, **stored):
    """A file that is whole or not there."""
    torch.save(stored, path + ".part")
    os.replace(path + ".part", path)


def save(parts, path, options, dtype=torch.float32):
    """Options of the network and the weights of all its parts."""
    weights = {
        name: {key: value.to(dtype) if value.is_floating_point() else value for key, value in part.state_dict().items()}
        for name, part in parts.items()
    }
    save_weights(path, options=options, **weights)


def load(path):
    """The parts of a checkpoint, ready to run: a ModuleDict of network, onsets, overview."""
    stored = torch.load(path, map_location="cpu")
    parts = parts_of(stored["options"])
    for name, part in parts.items():
        part.load_state_dict(stored[name])
    return parts.eval()


def start_from(parts, path):
    """Goes on from a checkpoint, which may lack a branch or have narrower layers."""
    stored = torch.load(path, map_location="cpu")
    for name, part in parts.items():
        take_over(part, stored.get(name, {}))


def take_over(network, weights):
    """Starts from another network's weights. Where a layer has grown, the old part of it computes what it did: the old
    outputs do not listen to the new inputs at first."""
    own = network.state_dict()
    for name, value in weights.items():
        grown = own[name]
        if grown.dim() != value.dim() or any(new < old for new, old in zip(grown.shape, value.shape)):
            continue
        if grown.dim() > 1:
            grown[: len(value)] = 0
        grown[tuple(slice(0, size) for size in value.shape)] = value
    network.load_state_dict(own)


def blend(paths, out, shares=None):
    """The mean of several checkpoints' weights, in equal parts or by shares; they must have grown out of one (Wortsman et al., ICML 2022)."""
    shares = torch.tensor(shares or [1.0] * len(paths))
    if len(shares) != len(paths) or shares.min() <= 0:
        raise ValueError(f"{len(paths)} checkpoints need as many shares above 0, not {shares.tolist()}")
    mean_of = lambda weights: torch.tensordot(shares, torch.stack(weights).float(), 1) / shares.sum()
    stored = [torch.load(path, map_location="cpu") for path in paths]
    last = stored[-1]
    mean = {
        name: {key: mean_of([one[name][key] for one in stored]) if value.is_floating_point() else value for key, value in part.items()}
        for name, part in last.items() if name != "options"
    }
    save_weights(out, options=last["options"], **mean)
