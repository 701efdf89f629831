"""What the readers of beats share: a network that compares beats with those around them, and the file that the program reads."""

import hashlib
import os

import numpy as np
import torch
from torch import nn

from .bars import FINE_BANDS, SLOTS, VALUES
from .checkpoint import save_weights
from .export import enter
from .train import learning_rate

NOTES = SLOTS * FINE_BANDS
OTHERS = VALUES - NOTES
CHANNELS, NOTE_CHANNELS, LEVELS, DROPOUT = 40, 24, 6, 0.1
MOST_NUMBERS = 4  # beats in a bar
AVERAGED, REPORTED = 0.995, 500  # weights are averaged over some 200 steps; losses are told every so many


class Layer(nn.Module):
    """One residual dilated convolution over beats."""

    def __init__(self, dilation):
        super().__init__()
        self.wide = nn.Conv1d(CHANNELS, CHANNELS, 3, padding=dilation, dilation=dilation, bias=False)
        self.norm = nn.BatchNorm1d(CHANNELS)
        self.mix = nn.Conv1d(CHANNELS, CHANNELS, 1)
        self.dropout = nn.Dropout1d(DROPOUT)

    def forward(self, x, mask):
        return (x + self.mix(self.dropout(nn.functional.relu(self.norm(self.wide(x)))))) * mask


class BeatComparison(nn.Module):
    """Residual dilated convolutions over what beats hold (`bars.beatwise`); `more` says how many other ears there are."""

    def __init__(self, more=0):
        super().__init__()
        self.notes = nn.Sequential(
            nn.Conv1d(FINE_BANDS, NOTE_CHANNELS, 3, padding=1, bias=False), nn.BatchNorm1d(NOTE_CHANNELS), nn.ReLU(),
            nn.Conv1d(NOTE_CHANNELS, CHANNELS, SLOTS, stride=SLOTS), nn.ReLU(),
        )
        self.others = ear(OTHERS)
        self.join = nn.Conv1d((2 + more) * CHANNELS, CHANNELS, 1)
        self.layers = nn.ModuleList(Layer(2**level) for level in range(LEVELS))

    def remembered(self, values, mask, heard=(), added=0):
        """[paths, beats, VALUES], what else was heard and what is added to it [paths, CHANNELS, beats] → [paths, CHANNELS, beats]."""
        paths, beats, _ = values.shape
        slots = values[:, :, :NOTES].reshape(paths, beats * SLOTS, FINE_BANDS).transpose(1, 2)
        x = (self.join(torch.cat([self.notes(slots), self.others(values[:, :, NOTES:].transpose(1, 2)), *heard], 1)) + added) * mask
        for layer in self.layers:
            x = layer(x, mask)
        return nn.functional.relu(x)

    def heard_layers(self):
        """What the program does before `join`, in the file's order."""
        yield folded(self.notes[0], self.notes[1])
        yield folded(self.notes[3])
        yield ear_layer(self.others)

    def memory_layers(self):
        """What it does after `join`."""
        for layer in self.layers:
            yield folded(layer.wide, layer.norm)
            yield folded(layer.mix)


def ear(values):
    """Normalised values of a beat → CHANNELS."""
    return nn.Sequential(nn.BatchNorm1d(values), nn.Conv1d(values, CHANNELS, 1), nn.ReLU())


def means(memory, mask):
    """Means over all beats of each path: [paths, CHANNELS]."""
    return (memory * mask).sum(2) / mask.sum(2)


def means_by_number(memory, numbers):
    """Means over the beats with each number, 0 where there are none: [paths, MOST_NUMBERS · CHANNELS]."""
    sums = torch.einsum("rcn,rnk->rkc", memory, numbers)
    return (sums / numbers.sum(1).clamp(min=1)[:, :, None]).flatten(1)


def transposed(values, semitones):
    """Notes some semitones higher."""
    if semitones == 0:
        return values
    notes = values[:, :NOTES].reshape(-1, SLOTS, FINE_BANDS)
    moved = np.zeros_like(notes)
    if semitones > 0:
        moved[:, :, semitones:] = notes[:, :, :-semitones]
    else:
        moved[:, :, :semitones] = notes[:, :, -semitones:]
    return np.hstack([moved.reshape(len(values), -1), values[:, NOTES:]])


def descend(reader, out, steps, told, losses, peak_rate, weight_decay, warm_steps):
    """Trains a reader and saves weights averaged over time. `losses` gives the loss of the next batch, and the numbers called `told`."""
    average = torch.optim.swa_utils.AveragedModel(
        reader, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGED), use_buffers=True
    )
    optimiser, history = torch.optim.AdamW(reader.parameters(), peak_rate, weight_decay=weight_decay), []
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(peak_rate, step, step / steps, warm_steps)
        loss, numbers = losses()
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimiser.step()
        average.update_parameters(reader)
        history.append([number.item() for number in numbers])
        if (step + 1) % REPORTED == 0 or step + 1 == steps:
            print(f"step {step + 1} of {steps}, {told}: {np.mean(history[-REPORTED:], axis=0).round(4)}", flush=True)
            save_weights(out, weights=average.module.state_dict())


def ready(reader, path):
    """A reader with a checkpoint's weights, to read with."""
    reader.load_state_dict(torch.load(path, map_location="cpu")["weights"])
    return reader.eval()


def folded(convolution, norm=None):
    """A convolution with the normalisation behind it as float32 [taps, inputs, outputs] and [outputs]."""
    weight = convolution.weight.detach()
    bias = torch.zeros(len(weight)) if convolution.bias is None else convolution.bias.detach()
    if norm is not None:
        scale = norm.weight.detach() / torch.sqrt(norm.running_var + norm.eps)
        weight, bias = weight * scale[:, None, None], (bias - norm.running_mean) * scale + norm.bias.detach()
    return weight.permute(2, 1, 0).numpy(), bias.numpy()


def ear_layer(layers):
    """An `ear` as one layer: here the normalisation comes first."""
    norm, convolution = layers[0], layers[1]
    scale = (norm.weight / torch.sqrt(norm.running_var + norm.eps)).detach()
    shift = (norm.bias - norm.running_mean * scale).detach()
    weight = convolution.weight.detach()[:, :, 0]
    return (weight * scale).T.numpy(), (convolution.bias.detach() + weight @ shift).numpy()


def write_layers(path, mark, layers):
    """Writes a mark and the layers' weights and biases as 32-bit floats."""
    with open(path + ".part", "wb") as file:
        file.write(mark.encode())
        for weight, bias in layers:
            file.write(np.ascontiguousarray(weight, "<f4").tobytes())
            file.write(np.ascontiguousarray(bias, "<f4").tobytes())
    os.replace(path + ".part", path)


def enter_reader(path, catalogue_path, name, version):
    """Writes a reader's version, size and hash into the models' catalogue."""
    with open(path, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    enter(catalogue_path, name, version, os.path.getsize(path), digest)
