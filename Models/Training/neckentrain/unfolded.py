"""A bar reader's shipped file as a reader to go on from: what the file has folded together is taken apart again."""

import numpy as np
import torch
from torch import nn

from .barreader import BATCH, MARK, TERMS, batch_of, fresh_reader, layers_of, load_reader

CALIBRATING = 40  # batches that the norms' statistics are taken from


def norms_of(reader):
    """All its normalisations."""
    return [module for module in reader.modules() if isinstance(module, nn.BatchNorm1d)]


def read_layers(path, reader):
    """The file's weights and biases, layer by layer."""
    with open(path, "rb") as file:
        if file.read(len(MARK)) != MARK.encode():
            raise ValueError(f"{path}: no bar reader of this form ({MARK})")
        values = np.frombuffer(file.read(), "<f4")
    for layer in layers_of(reader, 1.0):
        for shape in map(np.shape, layer):
            count = int(np.prod(shape))
            yield torch.from_numpy(values[:count].reshape(shape).copy())
            values = values[count:]


def unfold(convolution, layer, norm=None):
    """`folded` undone; the norm, told nothing yet, lets its input through."""
    weight, bias = next(layer), next(layer)
    convolution.weight.copy_(weight.permute(2, 1, 0))
    (convolution if norm is None else norm).bias.copy_(bias)


def unfold_judging(linear, layer, reader):
    """`plain` undone."""
    weight, bias = next(layer).T, next(layer)
    linear.bias.copy_(bias + weight[:, -len(TERMS) :] @ reader.mean)
    weight[:, -len(TERMS) :] *= reader.scale
    linear.weight.copy_(weight)


def calibrate(reader, items):
    """Norms that change nothing, by the statistics of what goes through them: training goes on from the same function."""
    norms = norms_of(reader)
    seen = {norm: [] for norm in norms}
    note = lambda norm, given: seen[norm].append(torch.stack([given[0].mean((0, 2)), given[0].var((0, 2))]))
    hooks = [norm.register_forward_pre_hook(note) for norm in norms]
    rng = np.random.default_rng(0)
    for start in range(0, min(len(items), CALIBRATING * BATCH), BATCH):
        reader(batch_of(items[start : start + BATCH], rng))
    for hook in hooks:
        hook.remove()
    for norm in norms:
        mean, variance = torch.stack(seen[norm]).mean(0)
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)
        norm.weight.copy_((variance + norm.eps).sqrt())
        norm.bias.add_(mean)


@torch.no_grad()
def reader_of_file(path, items):
    """The reader of a file that `export_reader` wrote, which some offered recordings are read with."""
    reader = fresh_reader(items).eval()
    for norm in norms_of(reader):
        norm.running_var.fill_(1 - norm.eps)
    layer = read_layers(path, reader)
    unfold(reader.notes[0], layer, reader.notes[1])
    unfold(reader.notes[3], layer)
    reader.others[1].weight.copy_(next(layer).T[:, :, None])
    reader.others[1].bias.copy_(next(layer))
    unfold(reader.join, layer)
    for each in reader.layers:
        unfold(each.wide, layer, each.norm)
        unfold(each.mix, layer)
    unfold(reader.answers, layer)
    unfold_judging(reader.judging, layer, reader)
    unfold_judging(reader.judgement, layer, reader)
    calibrate(reader, items)
    return reader


def going_on(path):
    """What makes the reader to train, given the recordings: of a checkpoint, of a shipped file, or without a path a fresh one."""
    if not path:
        return fresh_reader
    return (lambda items: reader_of_file(path, items)) if path.endswith(".bin") else (lambda _: load_reader(path))
