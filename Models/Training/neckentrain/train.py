"""Trains the network on a rendered collection; one line per report in the runs log."""

import functools
import itertools
import json
import math
import os
import time

import numpy as np
import torch
from torch import nn

from .augment import STRETCH, STRETCHED, augmented
from .collection import CLIP_FRAMES, Collection
from .features import FRAMES_PER_SECOND
from .network import METERS, BeatNetwork, OnsetBranch

CROP_FRAMES = 1300
BATCH = 8
NEGATIVE_SHARE = 0.05
LEAD_SHARE = 0.06
IGNORED_METER = -100
NETWORK = {"channels": 128, "fast_widths": (24, 32), "fine_widths": (24, 40), "fine_out": 64}  # the shipped one
PEAK_RATE = 3e-3
WEIGHT_DECAY = 1e-2
AVERAGING = 0.99
DOWNBEAT_WEIGHT = 1.5
METER_WEIGHT = 0.15
WIDENED = (1.0, 0.5, 0.25)  # target at 0, ±1, ±2 frames
REACH_FRAMES = 1.5  # the target of an onset falls to nothing so far from it
MARGIN_SECONDS = 0.2
WARM_STEPS = 60
SHARED_EVERY = 8  # steps between the workers' exchanges
REPORT_STEPS = 40
RESCAN_STEPS = 100  # clips that were rendered meanwhile join in


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

    def music(self):
        """One crop: features, targets, mask of beats and of downbeats (some bar lines are not known), meter class."""
        rng = self.rng
        index = int(rng.integers(len(self.collection)))
        labels = self.collection.labels(index)
        factor = float(np.exp(rng.uniform(*np.log(STRETCH)))) if rng.random() < STRETCHED else 1.0
        end = min(CLIP_FRAMES, labels["beats"][-1] * FRAMES_PER_SECOND + 50)
        start = float(rng.uniform(-20, max(1.0, end - CROP_FRAMES * factor)))
        first = max(0, int(start))
        features = self.collection.features(index, first, int(start + CROP_FRAMES * factor) + 3)
        crop = augmented(features, start - first, factor, CROP_FRAMES, rng)
        target, mask = targets(labels["beats"], labels["numbers"], factor, start, CROP_FRAMES)
        mask = np.stack([mask, mask if labels["beatsPerBar"] else np.zeros_like(mask)], axis=1)
        return crop, target, mask, METERS.index(labels["beatsPerBar"]) if labels["beatsPerBar"] else IGNORED_METER

    def silence(self):
        """Features of as many frames without a beat."""
        rng = self.rng
        index = int(rng.integers(len(self.collection.negatives)))
        start = int(rng.integers(0, CLIP_FRAMES - CROP_FRAMES))
        features = self.collection.negative(index)[start : start + CROP_FRAMES + 2]
        return augmented(features, 0.0, 1.0, CROP_FRAMES, rng)

    def draw(self):
        """Music, or music after talk, or no music at all."""
        crop, target, mask, meter = self.music()
        kind = self.rng.random() if self.collection.negatives else 1.0
        if kind < NEGATIVE_SHARE + LEAD_SHARE:
            upto = CROP_FRAMES if kind < NEGATIVE_SHARE else int(self.rng.integers(50, CROP_FRAMES // 2))
            crop[:upto] = self.silence()[:upto]
            target[:upto], mask[:upto] = 0, 1
            meter = meter if upto < CROP_FRAMES else IGNORED_METER
        return crop, target, mask, meter

    def batch(self):
        """Tensors: features, targets, mask, meter class."""
        return [torch.from_numpy(np.stack(column)) for column in zip(*(self.draw() for _ in range(BATCH)))]


@functools.cache
def fast_halves():
    """Whether this processor multiplies 16-bit floats; elsewhere they are five times slower than 32-bit ones."""
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        return "bf16" in file.read()


def entropies(logits, target, mask):
    """Mean cross-entropy of each column [batch, frames, columns] over the frames that count."""
    each = nn.functional.binary_cross_entropy_with_logits(logits, target, reduction="none")
    return (each * mask).sum((0, 1)) / mask.sum((0, 1)).clamp(min=1)


def meter_entropy(meters, meter, mask):
    """Mean cross-entropy of the meter's class over the frames that count."""
    classes = meter[:, None].expand(-1, meters.shape[1])
    wrong = nn.functional.cross_entropy(meters.transpose(1, 2), classes, ignore_index=IGNORED_METER, reduction="none")
    return (wrong * mask).sum() / mask.sum().clamp(min=1)


def loss_of(network, batch):
    """Masked cross-entropies of beat, downbeat, and meter."""
    features, target, mask, meter = batch
    with torch.autocast("cpu", torch.bfloat16, enabled=fast_halves()):
        logits, meters = network(features)
    logits, meters = logits.float(), meters.float()
    beat, downbeat = entropies(logits, target, mask)
    meter_loss = meter_entropy(meters, meter, mask[:, :, 1])
    return beat + DOWNBEAT_WEIGHT * downbeat + METER_WEIGHT * meter_loss, beat, downbeat


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


def share_weights(network):
    """Every worker goes on from the mean of all workers' weights (local SGD; McMahan et al., AISTATS 2017)."""
    for value in list(network.parameters()) + [b for b in network.buffers() if b.is_floating_point()]:
        torch.distributed.all_reduce(value.data)
        value.data /= torch.distributed.get_world_size()


def learning_rate(peak, step, progress, warm_steps=WARM_STEPS, least=0.02):
    """Warm-up, then a half cosine down to `least` of the peak."""
    return peak * min(1.0, (step + 1) / warm_steps) * (least + (1 - least) * 0.5 * (1 + math.cos(math.pi * progress)))


def shared_progress(step, steps, began, minutes):
    """How far the first worker is, by steps or (not repeatable) by the clock."""
    progress = torch.tensor(step / steps if minutes is None else (time.time() - began) / (60 * minutes))
    torch.distributed.broadcast(progress, 0)
    return float(progress)


def work(rank, workers, folder, out, steps, minutes, seed, start_from, network_options, peak_rate):
    """One worker's training; the first one averages over time, reports and saves."""
    os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
    os.environ.setdefault("MASTER_PORT", "29517")
    torch.distributed.init_process_group("gloo", rank=rank, world_size=workers)
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    network = BeatNetwork(**(network_options or {}))
    if start_from:
        take_over(network, torch.load(start_from, map_location="cpu")["weights"])
    torch.manual_seed(seed * 1000 + rank)
    smoothing = torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGING)
    average = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=smoothing, use_buffers=True)
    optimiser = torch.optim.AdamW(network.parameters(), peak_rate, weight_decay=WEIGHT_DECAY)
    crops = Crops(Collection(folder, "train"), seed * 1000 + rank)
    began, history = time.time(), []
    network.train()
    for step in itertools.count():
        if step % SHARED_EVERY == 0:
            progress = shared_progress(step, steps, began, minutes)
            if rank == 0 and step and (step % REPORT_STEPS == 0 or progress >= 1):
                report(step, time.time() - began, history)
                save(average.module, out, network_options)
            if progress >= 1:
                break
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(peak_rate, step, progress)
        loss, beat, downbeat = loss_of(network, crops.batch())
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        if (step + 1) % SHARED_EVERY == 0:
            share_weights(network)
        average.update_parameters(network)
        history.append((loss.item(), beat.item(), downbeat.item()))
        if (step + 1) % RESCAN_STEPS == 0:
            crops.collection = Collection(folder, "train")
    torch.distributed.destroy_process_group()


def report(step, seconds, history):
    """A line on the latest steps' losses."""
    loss, beat, downbeat = np.mean(history[-REPORT_STEPS:], axis=0)
    print(f"step {step} {seconds:.0f}s loss {loss:.4f} beat {beat:.4f} downbeat {downbeat:.4f}", flush=True)


def train(folder, out, steps, workers=2, minutes=None, seed=1, start_from=None, network_options=None, peak_rate=PEAK_RATE):
    """Trains for so many steps with some workers; saves the averaged weights as `out`. `minutes` ends by the clock instead."""
    began = time.time()
    arguments = (workers, folder, out, steps, minutes, seed, start_from, network_options, peak_rate)
    torch.multiprocessing.spawn(work, arguments, nprocs=workers)
    spent = round((time.time() - began) / 60, 1)
    return {"steps": steps, "workers": workers, "clips": len(Collection(folder, "train")), "minutes": spent, "seed": seed, "peakRate": peak_rate}


def save_weights(weights, path, **about):
    """Weights and what else belongs to them, whole or not at all."""
    torch.save({"weights": weights} | about, path + ".part")
    os.replace(path + ".part", path)


def save_module(module, path, **about):
    """The weights of a network, and what else belongs to them."""
    save_weights(module.state_dict(), path, **about)


def save(network, path, options):
    """Weights and the options that made the network."""
    save_module(network, path, options=options or {})


def blend(paths, out):
    """The mean of several checkpoints' weights; they must have grown out of one (Wortsman et al., ICML 2022)."""
    stored = [torch.load(path, map_location="cpu") for path in paths]
    weights = {}
    for name, last in stored[-1]["weights"].items():
        weights[name] = torch.stack([one["weights"][name] for one in stored]).mean(0) if last.is_floating_point() else last
    save_weights(weights, out, options=stored[-1]["options"])


def load(path):
    """The network of a checkpoint, ready to run."""
    stored = torch.load(path, map_location="cpu")
    network = BeatNetwork(**stored["options"])
    network.load_state_dict(stored["weights"])
    return network.eval()


def load_onsets(path, network):
    """The onset branch of a network, ready to run."""
    branch = OnsetBranch(network.join.out_channels)
    branch.load_state_dict(torch.load(path, map_location="cpu")["weights"])
    return branch.eval()


def log_run(path, **values):
    """Appends one line to the runs log."""
    with open(path, "a", encoding="utf-8") as file:
        file.write(json.dumps(values, ensure_ascii=False) + "\n")
