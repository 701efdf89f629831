"""Rendered clips as features on disk: one float16 array and one line of labels per clip."""

import json
import multiprocessing
import os

import numpy as np
import torch

from .dataset import CLIP_SECONDS, make_clip, tunes_of
from .features import BANDS, FRAMES_PER_SECOND, beat_features
from .negatives import make_negative
from .performance import onset_times

CLIP_FRAMES = int(CLIP_SECONDS * FRAMES_PER_SECOND) + 1
TOO_FEW_BEATS = 8  # a clip with as few is not learned from; one with none is a sound without a beat
UNLABELLED = "unlabelled"  # in place of a split: real recordings whose beats nobody knows
NEGATIVE = "negative"  # in place of options: a sound without a beat


def filled(features):
    """As many frames as are kept of a clip, silence where it is too short."""
    missing = max(0, CLIP_FRAMES - len(features))
    return np.pad(features[:CLIP_FRAMES], ((0, missing), (0, 0)))


def clip_features(signal):
    """A clip's features as they are kept."""
    return filled(beat_features(signal).astype(np.float16))


def rendered_features(job):
    """Renders the clip of a job (tunes, split, seed, options or `NEGATIVE`): features [CLIP_FRAMES, BANDS] and labels."""
    path, split, seed, options = job
    if options == NEGATIVE:
        signal, kind = make_negative(seed, CLIP_SECONDS)
        return clip_features(signal), {"title": kind, "seed": seed, "beats": [], "numbers": []}
    clip = make_clip(tunes_of(path, split), split, seed, **options)
    labels = clip.labels() | {
        "seed": seed,
        "beats": [round(float(t), 4) for t in clip.performance.beat_times],
        "numbers": [int(n) for n in clip.performance.beat_numbers],
        "onsets": [round(float(t), 3) for t in onset_times(clip.performance)],
    }
    return clip_features(clip.signal), labels


def build(tunes_path, split, first, count, folder, workers=2, options=None):
    """Renders clips `first` … `first + count − 1` of a split into `folder`/NAME.npy and .jsonl."""
    os.makedirs(folder, exist_ok=True)
    name = os.path.join(folder, f"{split}-{first}-{count}")
    jobs = [(tunes_path, split, seed, options or {}) for seed in range(first, first + count)]
    array = np.lib.format.open_memmap(name + ".part.npy", "w+", np.float16, (count, CLIP_FRAMES, BANDS))
    with multiprocessing.get_context("spawn").Pool(workers) as pool, open(name + ".jsonl", "w", encoding="utf-8") as log:
        for index, (features, labels) in enumerate(pool.imap(rendered_features, jobs, chunksize=4)):
            array[index] = features
            log.write(json.dumps(labels, ensure_ascii=False) + "\n")
    array.flush()
    os.replace(name + ".part.npy", name + ".npy")
    return name


def write_part(name, arrays, labels):
    """A part of clips that are all at hand, whole or not there: `train` may look meanwhile. Returns how many."""
    with open(name + ".jsonl", "w", encoding="utf-8") as log:
        log.writelines(json.dumps(label, ensure_ascii=False) + "\n" for label in labels)
    np.save(name + ".part.npy", np.stack(arrays))
    os.replace(name + ".part.npy", name + ".npy")
    return len(arrays)


def finished_parts(folder, split):
    """File names of the parts of a split that are whole, in order."""
    names = sorted(os.listdir(folder))
    return [n for n in names if n.startswith(split + "-") and n.endswith(".npy") and not n.endswith(".part.npy")]


def new_parts(folder, split, taken):
    """Those that are not among the ones taken, which they join."""
    for part in finished_parts(folder, split):
        if part not in taken:
            taken.add(part)
            yield part


def labels_of(folder, part):
    """One value for each clip of a part."""
    with open(os.path.join(folder, part[:-4] + ".jsonl"), encoding="utf-8") as log:
        return [json.loads(line) for line in log]


class Collection:
    """Finished parts of a split, read lazily."""

    def __init__(self, folder, split):
        self.items = []  # (array, row, labels)
        for file in finished_parts(folder, split):
            array = np.load(os.path.join(folder, file), mmap_mode="r")
            rows = [(array, row, label) for row, label in enumerate(labels_of(folder, file))]
            self.items += [item for item in rows if len(item[2]["beats"]) > TOO_FEW_BEATS]

    def __len__(self):
        return len(self.items)

    def features(self, index):
        """Features of a clip: float32 [frames, bands]."""
        array, row, _ = self.items[index]
        return torch.from_numpy(np.array(array[row])).float().numpy()  # ten times as fast as NumPy's conversion

    def labels(self, index):
        """What is known about a clip."""
        return self.items[index][2]
