"""Trains the network on a rendered collection; one line per report in the runs log."""

import json
import math
import os
import time

import numpy as np
import torch
from torch import nn

from .augment import STRETCH, augmented
from .collection import CLIP_FRAMES, Collection
from .features import FRAMES_PER_SECOND
from .network import METERS, BeatNetwork

CROP_FRAMES = 1300
BATCH = 8
PEAK_RATE = 3e-3
WEIGHT_DECAY = 1e-2
AVERAGING = 0.998
DOWNBEAT_WEIGHT = 1.5
METER_WEIGHT = 0.15
WIDENED = (1.0, 0.5, 0.25)  # target at 0, ±1, ±2 frames
MARGIN_SECONDS = 0.2
RESCAN_STEPS = 250  # clips that were rendered meanwhile join in


def targets(beats, numbers, factor, start, frames):
    """Targets [frames, 2] and loss mask [frames] of a crop; beats in seconds of the clip."""
    position = (np.asarray(beats) * FRAMES_PER_SECOND - start) / factor
    numbers = np.asarray(numbers)
    target = np.zeros((frames, 2), dtype=np.float32)
    for column, chosen in ((0, position), (1, position[numbers == 1])):
        for offset in (-2, -1, 1, 2, 0):
            at = np.round(chosen).astype(int) + offset
            at = at[(at >= 0) & (at < frames)]
            target[at, column] = np.maximum(target[at, column], WIDENED[abs(offset)])
    mask = np.zeros(frames, dtype=np.float32)
    margin = MARGIN_SECONDS * FRAMES_PER_SECOND
    last = position[-1] + (position[-1] - position[-2]) * 0.5
    mask[max(0, int(position[0] - margin)) : max(0, int(last))] = 1
    return target, mask


class Crops:
    """Endless random crops, drawn by seed."""

    def __init__(self, collection, seed):
        self.collection, self.rng = collection, np.random.default_rng(seed)

    def batch(self):
        """Tensors: features, targets, mask, meter class."""
        rng, parts = self.rng, []
        for _ in range(BATCH):
            index = int(rng.integers(len(self.collection)))
            labels = self.collection.labels(index)
            factor = float(np.exp(rng.uniform(*np.log(STRETCH)))) if rng.random() < 0.8 else 1.0
            end = min(CLIP_FRAMES, labels["beats"][-1] * FRAMES_PER_SECOND + 50)
            start = float(rng.uniform(-20, max(1.0, end - CROP_FRAMES * factor)))
            crop = augmented(self.collection.features(index), start, factor, CROP_FRAMES, rng)
            target, mask = targets(labels["beats"], labels["numbers"], factor, start, CROP_FRAMES)
            parts.append((crop, target, mask, METERS.index(labels["beatsPerBar"])))
        return [torch.from_numpy(np.stack(column)) for column in zip(*parts)]


def loss_of(network, batch):
    """Masked cross-entropies of beat, downbeat, and meter."""
    features, target, mask, meter = batch
    with torch.autocast("cpu", torch.bfloat16):
        logits, meters = network(features)
    logits, meters = logits.float(), meters.float()
    each = nn.functional.binary_cross_entropy_with_logits(logits, target, reduction="none")
    total = mask.sum().clamp(min=1)
    beat = (each[:, :, 0] * mask).sum() / total
    downbeat = (each[:, :, 1] * mask).sum() / total
    wrong = nn.functional.cross_entropy(meters.transpose(1, 2), meter[:, None].expand(-1, meters.shape[1]), reduction="none")
    return beat + DOWNBEAT_WEIGHT * downbeat + METER_WEIGHT * (wrong * mask).sum() / total, beat, downbeat


def train(folder, out, minutes, seed=1, start_from=None, threads=1, network_options=None, peak_rate=PEAK_RATE, steps=None):
    """Trains for so many steps (or minutes); saves the averaged weights as `out`."""
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    network = BeatNetwork(**(network_options or {}))
    if start_from:
        network.load_state_dict(torch.load(start_from)["weights"])
    average = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGING), use_buffers=True)
    optimiser = torch.optim.AdamW(network.parameters(), peak_rate, weight_decay=WEIGHT_DECAY)
    crops = Crops(Collection(folder, "train"), seed)
    began, step, history = time.time(), 0, []
    network.train()
    while True:
        progress = step / steps if steps else (time.time() - began) / (60 * minutes)
        if progress >= 1:
            break
        warm = min(1.0, (step + 1) / 200)
        for group in optimiser.param_groups:
            group["lr"] = peak_rate * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * progress)))
        loss, beat, downbeat = loss_of(network, crops.batch())
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        average.update_parameters(network)
        step += 1
        if step % RESCAN_STEPS == 0:
            crops.collection = Collection(folder, "train")
        history.append((loss.item(), beat.item(), downbeat.item()))
        if step % 100 == 0:
            means = np.mean(history[-100:], axis=0)
            print(f"step {step} {time.time() - began:.0f}s loss {means[0]:.4f} beat {means[1]:.4f} downbeat {means[2]:.4f}", flush=True)
            save(average.module, out, network_options)
    save(average.module, out, network_options)
    return {"steps": step, "clips": len(crops.collection), "minutes": round((time.time() - began) / 60, 1), "loss": float(np.mean(history[-200:], axis=0)[0])}


def save(network, path, options):
    """Weights and the options that made the network."""
    torch.save({"weights": network.state_dict(), "options": options or {}}, path + ".part")
    os.replace(path + ".part", path)


def load(path):
    """The network of a checkpoint, ready to run."""
    stored = torch.load(path)
    network = BeatNetwork(**stored["options"])
    network.load_state_dict(stored["weights"])
    return network.eval()


def log_run(path, **values):
    """Appends one line to the runs log."""
    with open(path, "a", encoding="utf-8") as file:
        file.write(json.dumps(values, ensure_ascii=False) + "\n")
