"""The bar reader: beats in, for each the chance that a bar begins there, and whether the beats are the tune's own."""

import hashlib
import os

import numpy as np
import torch
from torch import nn

from .bars import FINE_BANDS, NOVELTY_REACH, SLOTS, VALUES, beatwise, highest_near, novelty, pitch_cells
from .collection import Collection
from .export import enter
from .train import learning_rate, save_module

NOTES = SLOTS * FINE_BANDS
OTHERS = VALUES - NOTES
CHANNELS, NOTE_CHANNELS, LEVELS, DROPOUT = 40, 24, 6, 0.1
BATCH, PEAK_RATE, WEIGHT_DECAY = 16, 3e-3, 2e-2
MOST_BEATS, FEWEST_BEATS, MOST_DROPPED = 128, 16, 24
OWN_SHARE = 0.5  # how often the beats shown are the tune's own
JITTER_SECONDS = 0.015
TRANSPOSED = 5
LEVEL_WEIGHT = 0.3


class Layer(nn.Module):
    """One residual dilated convolution over beats."""

    def __init__(self, dilation):
        super().__init__()
        self.wide = nn.Conv1d(CHANNELS, CHANNELS, 3, padding=dilation, dilation=dilation, bias=False)
        self.norm = nn.BatchNorm1d(CHANNELS)
        self.mix = nn.Conv1d(CHANNELS, CHANNELS, 1)
        self.dropout = nn.Dropout1d(DROPOUT)

    def forward(self, x):
        return x + self.mix(self.dropout(nn.functional.relu(self.norm(self.wide(x)))))


class BarReader(nn.Module):
    """[batch, beats, VALUES] → logits [batch, beats, 2]: a bar begins here; these beats are the tune's own."""

    def __init__(self):
        super().__init__()
        self.notes = nn.Sequential(
            nn.Conv1d(FINE_BANDS, NOTE_CHANNELS, 3, padding=1, bias=False), nn.BatchNorm1d(NOTE_CHANNELS), nn.ReLU(),
            nn.Conv1d(NOTE_CHANNELS, CHANNELS, SLOTS, stride=SLOTS), nn.ReLU(),
        )
        self.others = nn.Sequential(nn.BatchNorm1d(OTHERS), nn.Conv1d(OTHERS, CHANNELS, 1), nn.ReLU())
        self.join = nn.Conv1d(2 * CHANNELS, CHANNELS, 1)
        self.layers = nn.ModuleList(Layer(2**level) for level in range(LEVELS))
        self.answers = nn.Conv1d(CHANNELS, 2, 1)

    def forward(self, values):
        batch, beats, _ = values.shape
        slots = values[:, :, :NOTES].reshape(batch, beats * SLOTS, FINE_BANDS).transpose(1, 2)
        x = self.join(torch.cat([self.notes(slots), self.others(values[:, :, NOTES:].transpose(1, 2))], 1))
        for layer in self.layers:
            x = layer(x)
        return self.answers(nn.functional.relu(x)).transpose(1, 2)


def other_level(beats, rng):
    """Beats that are not the tune's own: twice, half, two thirds, one and a half times as fast, or off the beat."""
    places = np.arange(len(beats), dtype=float)
    kind = rng.integers(6)
    if kind == 0:
        wanted = np.arange(0, len(beats) - 0.99, 0.5)
    elif kind == 1:
        wanted = np.arange(int(rng.integers(2)), len(beats), 2.0)
    elif kind == 2:
        wanted = np.arange(rng.choice([0, 0.5, 1.0]), len(beats) - 0.99, 1.5)
    elif kind == 3:
        wanted = np.arange(rng.choice([0, 1 / 3]), len(beats) - 0.99, 2 / 3)
    elif kind == 4:
        wanted = np.arange(0.5, len(beats) - 1, 1.0)
    else:
        wanted = np.arange(rng.choice([0, 1 / 3]), len(beats) - 0.99, 4 / 3)
    return np.interp(wanted, places, beats)


class Readings:
    """Endless random examples from a collection, drawn by seed."""

    def __init__(self, folder, split, seed):
        self.collection, self.rng = Collection(folder, split), np.random.default_rng(seed)
        self.memory = {}
        self.items = [i for i in range(len(self.collection)) if self.collection.labels(i)["beatsPerBar"] and len(self.collection.labels(i)["beats"]) > FEWEST_BEATS]

    def heard(self, index):
        """Cells and novelty of a clip, computed once."""
        if index not in self.memory:
            features = self.collection.features(index)
            self.memory[index] = pitch_cells(features), highest_near(novelty(features), NOVELTY_REACH)
        return self.memory[index]

    def draw(self):
        """Values [beats, VALUES], downbeats [beats], 1 where they count, 1 where the beats are the tune's own."""
        rng = self.rng
        index = self.items[rng.integers(len(self.items))]
        labels = self.collection.labels(index)
        beats, numbers = np.array(labels["beats"]), np.array(labels["numbers"])
        # Clips begin at a bar line; the reader must not count from there.
        first = int(rng.integers(0, max(1, min(MOST_DROPPED, len(beats) - FEWEST_BEATS))))
        last = min(len(beats) - int(rng.integers(0, max(1, min(MOST_DROPPED, len(beats) - first - FEWEST_BEATS)))), first + MOST_BEATS)
        beats, numbers = beats[first:last], numbers[first:last]
        cells, near = self.heard(index)
        shift = int(rng.integers(-TRANSPOSED, TRANSPOSED + 1))
        cells = np.roll(cells, shift, axis=1)
        if shift > 0:
            cells[:, :shift] = 0
        elif shift < 0:
            cells[:, shift:] = 0
        own = rng.random() < OWN_SHARE
        if not own:
            beats = other_level(beats, rng)[:MOST_BEATS]
            numbers = np.zeros(len(beats))
        beats = np.sort(beats + rng.normal(0, JITTER_SECONDS * rng.random(), len(beats)))
        values = beatwise(cells, near, np.maximum.accumulate(beats + np.arange(len(beats)) * 1e-4))
        if rng.random() < 0.3:
            values[:, NOTES : NOTES + SLOTS] *= rng.uniform(0, 1)
        return values, (numbers == 1).astype(np.float32), float(own)

    def batch(self, size):
        """Padded tensors: values, downbeats, mask of beats, whether own."""
        drawn = [self.draw() for _ in range(size)]
        count = max(len(values) for values, _, _ in drawn)
        values = np.zeros((size, count, VALUES), np.float32)
        downbeats, mask = np.zeros((size, count), np.float32), np.zeros((size, count), np.float32)
        for row, (value, downbeat, _) in enumerate(drawn):
            values[row, : len(value)], downbeats[row, : len(value)], mask[row, : len(value)] = value, downbeat, 1
        own = np.array([o for _, _, o in drawn], np.float32)
        return [torch.from_numpy(array) for array in (values, downbeats, mask, own)]


def loss_of(reader, values, downbeats, mask, own):
    """Cross-entropies of downbeats among own beats, and of whether they are own."""
    logits = reader(values)
    entropy = nn.functional.binary_cross_entropy_with_logits
    counted = mask * own[:, None]
    downbeat = (entropy(logits[:, :, 0], downbeats, reduction="none") * counted).sum() / counted.sum().clamp(min=1)
    level = (entropy(logits[:, :, 1], own[:, None].expand_as(mask), reduction="none") * mask).sum() / mask.sum()
    return downbeat + LEVEL_WEIGHT * level, downbeat, level


def train_reader(folder, out, steps, seed=1):
    """Trains a bar reader; saves weights averaged over time."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    reader = BarReader().train()
    average = torch.optim.swa_utils.AveragedModel(
        reader, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995), use_buffers=True
    )
    optimiser = torch.optim.AdamW(reader.parameters(), PEAK_RATE, weight_decay=WEIGHT_DECAY)
    readings, history = Readings(folder, "train", seed), []
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(PEAK_RATE, step, step / steps)
        loss, downbeat, level = loss_of(reader, *readings.batch(BATCH))
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimiser.step()
        average.update_parameters(reader)
        history.append((downbeat.item(), level.item()))
        if (step + 1) % 100 == 0:
            print(f"step {step + 1} downbeat {np.mean(history[-100:], 0)[0]:.4f} level {np.mean(history[-100:], 0)[1]:.4f}", flush=True)
            save_module(average.module, out)
    return {"steps": steps, "batch": BATCH, "clips": len(readings.items), "seed": seed, "peakRate": PEAK_RATE}


def load_reader(path):
    """The reader of a checkpoint, ready to read."""
    reader = BarReader()
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


def layers_of(reader):
    """All layers in the order of the file; `BarReader` in NeckenRhythm reads them so."""
    yield folded(reader.notes[0], reader.notes[1])
    yield folded(reader.notes[3])
    norm, convolution = reader.others[0], reader.others[1]  # the normalisation comes first here
    scale = (norm.weight / torch.sqrt(norm.running_var + norm.eps)).detach()
    shift = (norm.bias - norm.running_mean * scale).detach()
    weight = convolution.weight.detach()[:, :, 0]
    yield (weight * scale).T.numpy(), (convolution.bias.detach() + weight @ shift).numpy()
    yield folded(reader.join)
    for layer in reader.layers:
        yield folded(layer.wide, layer.norm)
        yield folded(layer.mix)
    yield folded(reader.answers)


def export_reader(reader, path):
    """Writes the reader as PATH: a mark and 32-bit floats."""
    with open(path + ".part", "wb") as file:
        file.write(b"NBR1")
        for weight, bias in layers_of(reader):
            file.write(np.ascontiguousarray(weight, "<f4").tobytes())
            file.write(np.ascontiguousarray(bias, "<f4").tobytes())
    os.replace(path + ".part", path)


def enter_reader(path, catalogue_path, version):
    """Writes the file's version, size and hash into the models' catalogue."""
    with open(path, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    enter(catalogue_path, "bar-reader", version, os.path.getsize(path), digest)
