"""What a beat network hears of rendered clips and of recordings, as files for the tracker: for fitting its choice among readings.

NAME.act: little-endian float32, frames per second, number of frames, beat activations, downbeat activations; NAME.pitches:
frames per cell, bands, values cell by cell; NAME.novelty: how much begins at each frame; NAME.overview: frames per step, values of a
step, the longer view's log-probabilities step by step; NAME.beats: seconds, number in the bar.
"""

import multiprocessing
import os
from functools import lru_cache

import numpy as np
import torch

from .bars import CELL_FRAMES, novelty, pitch_cells
from .dataset import make_clip, tunes_of
from .evaluate import annotated
from .export import answers_of, model_of
from .features import FRAMES_PER_SECOND, beat_features
from .network import PACE

FEWEST_BEATS = 16


def save(path, activation, cells, begins, overview):
    """Activations [2, frames], notes [cells, bands], novelty [frames] and longer view [steps, values] of one recording."""
    np.concatenate([[FRAMES_PER_SECOND, activation.shape[1]], activation.ravel()]).astype("<f4").tofile(path + ".act")
    np.concatenate([[CELL_FRAMES, cells.shape[1]], cells.ravel()]).astype("<f4").tofile(path + ".pitches")
    begins.astype("<f4").tofile(path + ".novelty")
    np.concatenate([[PACE, overview.shape[1]], overview.ravel()]).astype("<f4").tofile(path + ".overview")


def saved(folder, name):
    """What `save` wrote."""
    activation, pitches, begins, view = (np.fromfile(os.path.join(folder, name + end), "<f4") for end in (".act", ".pitches", ".novelty", ".overview"))
    if pitches[0] != CELL_FRAMES or view[0] != PACE:
        raise ValueError(f"{name}: cells of {pitches[0]:.0f} frames, steps of {view[0]:.0f}")
    count = int(activation[1])
    cells, steps = (table[2:].reshape(-1, int(table[1])) for table in (pitches, view))
    return activation[2 : 2 + 2 * count].reshape(2, count), cells, begins, steps


def write(path, network, features, times, numbers):
    """What a network hears of one recording, and its true beats."""
    activation, overview, _ = answers_of(network, features)
    save(path, activation.T, pitch_cells(features), novelty(features), overview)
    with open(path + ".beats", "w", encoding="utf-8") as file:
        file.writelines(f"{time:.3f}\t{int(number)}\n" for time, number in zip(times, numbers))


@lru_cache(maxsize=1)
def network_of(checkpoint):
    """The network of a checkpoint and its branches, loaded once in a process."""
    torch.set_num_threads(1)
    return model_of(checkpoint)


def _hear(job):
    """Worker: renders one clip and writes what is heard of it."""
    checkpoint, tunes, split, seed, options, folder = job
    clip = make_clip(tunes_of(tunes, split), split, seed, **options)
    performance = clip.performance
    if len(performance.beat_times) < FEWEST_BEATS:
        return
    dance = "".join(c if c.isalnum() else "-" for c in clip.dance or "none")
    # As the collection keeps them: half precision.
    features = beat_features(clip.signal).astype(np.float16).astype(np.float32)
    write(os.path.join(folder, f"{split}{seed}-{dance}"), network_of(checkpoint), features, performance.beat_times, performance.beat_numbers)


def hear_clips(checkpoint, tunes, split, first, count, folder, workers=2, options=None):
    """Clips `first` … `first + count − 1` of a split, rendered; those with few beats are left out."""
    os.makedirs(folder, exist_ok=True)
    jobs = [(checkpoint, tunes, split, seed, options or {}, folder) for seed in range(first, first + count)]
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        for _ in pool.imap_unordered(_hear, jobs, chunksize=4):
            pass


def hear_recordings(checkpoint, recordings, folder):
    """Audio files with `.beats` beside them."""
    os.makedirs(folder, exist_ok=True)
    for name, features, times, numbers in annotated(recordings):
        write(os.path.join(folder, name), network_of(checkpoint), features, times, numbers)
