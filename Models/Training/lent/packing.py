"""Clips in a fifth of their size for the way to another machine: steps of .06, differences in time, band by band, LZMA.

`packing.py pack PART.npy OUT.npz COUNT` takes so many clips of a part; `packing.py unpack IN.npz FOLDER NAME` makes a part of a collection of them.
"""

import json
import lzma
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

from neckentrain.collection import labels_of, write_part

STEP = 0.06  # of the features, logarithms to base 10: a seventh louder or softer, less than what training varies


def packed(clip):
    """A clip's features [frames, bands] as bytes."""
    steps = np.clip(np.round(clip.astype(np.float32) / STEP), 0, 255).astype(np.uint8)
    return lzma.compress(np.ascontiguousarray(np.diff(steps, axis=0, prepend=np.zeros_like(steps[:1])).T).tobytes())


def unpacked(blob, bands):
    """What was packed, within half a step."""
    steps = np.frombuffer(lzma.decompress(blob), np.uint8).reshape(bands, -1).T
    return (np.cumsum(steps, axis=0, dtype=np.uint8).astype(np.float32) * STEP).astype(np.float16)


def pack(part, out, count):
    """Some clips of a part, drawn at random and always the same, with their labels."""
    clips = np.load(part, mmap_mode="r")
    labels = labels_of("", part)
    rows = sorted(np.random.default_rng(0).permutation(len(clips))[: int(count)])
    with ThreadPoolExecutor() as pool:
        blobs = list(pool.map(packed, (np.array(clips[row]) for row in rows)))
    np.savez(
        out, bands=clips.shape[2], ends=np.cumsum([len(blob) for blob in blobs]), data=np.frombuffer(b"".join(blobs), np.uint8),
        labels=json.dumps([labels[row] for row in rows]),
    )


def unpack(packed_file, folder, name):
    """A part of a collection, whole or not there."""
    stored = np.load(packed_file)
    data, bands, ends = stored["data"].tobytes(), int(stored["bands"]), stored["ends"]
    clips = [unpacked(data[first:last], bands) for first, last in zip((0, *ends[:-1]), ends)]
    write_part(os.path.join(folder, f"{name}-{len(clips)}"), clips, json.loads(str(stored["labels"])))


if __name__ == "__main__":
    {"pack": pack, "unpack": unpack}[sys.argv[1]](*sys.argv[2:])
