"""The onset answer: where notes begin, heard by a small branch beside the trained beat network, which stays as it is."""

import multiprocessing
import os
from functools import lru_cache

import mir_eval
import numpy as np
import torch
from torch import nn

from .dataset import make_clip, tunes_of
from .features import FRAMES_PER_SECOND, beat_features
from .network import OnsetBranch
from .performance import onset_times
from .train import REACH_FRAMES, learning_rate, load, save_module

FIRST_SEED = 3_000_000  # far from the clips that the beat network learned from
CLIPS, DEV_CLIPS = 800, 60
THRESHOLD, TOLERANCE_SECONDS = 0.3, 0.05
BATCH, CROP_FRAMES, STEPS = 16, 600, 2500
PEAK_RATE, WEIGHT_DECAY = 3e-3, 1e-2


def target(times, frames):
    """Triangles of height one over the onsets: float32 [frames]."""
    result = np.zeros(frames, np.float32)
    position = np.asarray(times) * FRAMES_PER_SECOND
    for offset in (-1, 0, 1, 2):
        at = np.floor(position).astype(int) + offset
        inside = (at >= 0) & (at < frames)
        height = 1 - np.abs(at - position) / REACH_FRAMES
        np.maximum.at(result, at[inside], height[inside].clip(0))
    return result


@lru_cache(maxsize=None)
def _network(checkpoint):
    torch.set_num_threads(1)
    return load(checkpoint)


def _listened(job):
    """Renders one clip and keeps its features, what the network's memory made of them, and its onsets."""
    tunes_path, split, seed, checkpoint, path = job
    if not os.path.exists(path):
        clip = make_clip(tunes_of(tunes_path, split), split, seed)
        features = beat_features(clip.signal)
        with torch.inference_mode():
            memory = _network(checkpoint).remembered(torch.from_numpy(features)[None])[0].numpy()
        np.savez(path, features=features.astype(np.float16), memory=memory.astype(np.float16), times=onset_times(clip.performance))
    return path


def collect(tunes, split, count, checkpoint, folder, workers):
    """Paths of so many listened clips; what is there is kept."""
    os.makedirs(folder, exist_ok=True)
    jobs = [(tunes, split, FIRST_SEED + i, checkpoint, os.path.join(folder, f"{split}-{i:05d}.npz")) for i in range(count)]
    # Not forked: the threads that PyTorch has started by now would not be in the copy.
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        return pool.map(_listened, jobs, chunksize=4)


class Crops:
    """Random crops of listened clips, drawn by seed."""

    def __init__(self, paths, seed):
        self.rng = np.random.default_rng(seed)
        stored = [np.load(path) for path in paths]
        self.clips = [(clip["features"], clip["memory"], clip["times"]) for clip in stored]
        self.targets = [target(times, len(features)) for features, _, times in self.clips]

    def batch(self, size):
        """Features [size, frames, bands], memory [size, channels, frames / 2], targets [size, frames]."""
        rows = []
        for _ in range(size):
            index = self.rng.integers(len(self.clips))
            (features, memory, _), wanted = self.clips[index], self.targets[index]
            first = 2 * int(self.rng.integers(0, max(1, (len(features) - CROP_FRAMES) // 2)))
            rows.append((features[first : first + CROP_FRAMES], memory[:, first // 2 : (first + CROP_FRAMES) // 2], wanted[first : first + CROP_FRAMES]))
        return [torch.from_numpy(np.stack(column).astype(np.float32)) for column in zip(*rows)]


def peaks(activation):
    """Onset times of an activation, as `OnsetPeaks` of NeckenAnalysis finds them."""
    before, top, after = activation[:-2], activation[1:-1], activation[2:]
    at = np.flatnonzero((top >= THRESHOLD) & (top > before) & (top >= after))
    offset = 0.5 * (before - after)[at] / (before - 2 * top + after)[at]
    return (at + 1 + offset) / FRAMES_PER_SECOND


def mean_f_measure(branch, clips):
    """Mean F-measure of the onsets over clips, within TOLERANCE_SECONDS."""
    results = []
    for features, memory, times in clips:
        with torch.inference_mode():
            logits = branch(torch.from_numpy(features.astype(np.float32))[None], torch.from_numpy(memory.astype(np.float32))[None])
        found = peaks(torch.sigmoid(logits)[0].numpy())
        times = times[times < len(features) / FRAMES_PER_SECOND]
        results.append(mir_eval.onset.f_measure(times, found, window=TOLERANCE_SECONDS)[0])
    return float(np.mean(results))


def train_onsets(tunes, checkpoint, folder, out, workers=2, steps=STEPS, clips=CLIPS):
    """Trains the branch, writes it to `out`, and says how it went."""
    train = Crops(collect(tunes, "train", clips, checkpoint, folder, workers), 1)
    dev = Crops(collect(tunes, "dev", DEV_CLIPS, checkpoint, folder, workers), 2)
    judged = [dev.batch(BATCH) for _ in range(12)]
    torch.manual_seed(1)
    branch = OnsetBranch(train.clips[0][1].shape[0])
    optimizer = torch.optim.AdamW(branch.parameters(), lr=PEAK_RATE, weight_decay=WEIGHT_DECAY)
    entropy = nn.functional.binary_cross_entropy_with_logits
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(PEAK_RATE, step, step / steps)
        features, memory, wanted = train.batch(BATCH)
        loss = entropy(branch(features, memory), wanted)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if (step + 1) % 100 == 0:
            branch.eval()
            with torch.inference_mode():
                held = np.mean([float(entropy(branch(f, m), w)) for f, m, w in judged])
            branch.train()
            print(f"step {step + 1} loss {float(loss.detach()):.4f} dev {held:.4f}", flush=True)
    save_module(branch.eval(), out)
    figure = mean_f_measure(branch, dev.clips)
    print(f"development tunes: onset F {figure:.3f} within {TOLERANCE_SECONDS} s", flush=True)
    return {"clips": clips, "steps": steps, "loss": round(float(loss.detach()), 4), "dev_loss": round(float(held), 4),
            "dev_onset_f": round(figure, 3)}
