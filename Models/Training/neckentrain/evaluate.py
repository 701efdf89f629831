"""mir_eval's beat measures for a network, on rendered clips and on real recordings."""

import os
import subprocess

import mir_eval
import numpy as np
import torch

from .collection import Collection
from .decode import decode
from .features import SAMPLE_RATE, beat_features
from .train import load


def read_audio(path):
    """Any file FFmpeg reads, as 22 050 Hz mono."""
    command = ["ffmpeg", "-v", "error", "-i", path, "-ac", "1", "-ar", str(SAMPLE_RATE), "-f", "f32le", "-"]
    return np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, dtype=np.float32)


def probabilities(network, features):
    """[frames, 2] of one file's features."""
    with torch.inference_mode():
        logits, _ = network(torch.from_numpy(np.asarray(features, dtype=np.float32))[None])
    return torch.sigmoid(logits)[0].numpy()


def measures(reference, numbers, estimate, estimated_numbers):
    """F at 70 ms, CMLt, AMLt, downbeat F, and whether ternary or not is right (no trimming of the first seconds)."""
    down, estimated_down = reference[numbers == 1], estimate[estimated_numbers == 1]
    inside = (estimate >= reference[0] - 0.5) & (estimate <= reference[-1] + 0.5)
    estimate, estimated_numbers = estimate[inside], estimated_numbers[inside]
    within = (estimated_down >= reference[0] - 0.5) & (estimated_down <= reference[-1] + 0.5)
    _, correct, _, any_level = mir_eval.beat.continuity(reference, estimate) if len(estimate) > 1 else (0, 0, 0, 0)
    beats = int(estimated_numbers.max()) if len(estimated_numbers) else 0
    return {
        "beatF": mir_eval.beat.f_measure(reference, estimate), "CMLt": correct, "AMLt": any_level,
        "downbeatF": mir_eval.beat.f_measure(down, estimated_down[within]) if len(down) else 0.0,
        "ternary": float((beats == 3) == (int(numbers.max()) == 3)),
    }


def average(rows):
    """Means over files, rounded."""
    return {key: round(float(np.mean([row[key] for row in rows])), 3) for key in rows[0]} | {"files": len(rows)}


def evaluate_real(network, folder):
    """Every .mp3 with its .beats beside it: ({file: measures}, means)."""
    rows = {}
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".beats"):
            continue
        table = np.loadtxt(os.path.join(folder, name))
        features = beat_features(read_audio(os.path.join(folder, name[:-6] + ".mp3")))
        rows[name[:-6]] = measures(table[:, 0], table[:, 1].astype(int), *decode(probabilities(network, features)))
    return rows, average(list(rows.values()))


def evaluate_rendered(network, folder, split, limit=None):
    """Rendered clips by kind: {dance or style or 'uneven' or 'all': means}."""
    groups = {}
    collection = Collection(folder, split)
    for index in range(len(collection))[:limit]:
        labels = collection.labels(index)
        beats, numbers = np.array(labels["beats"]), np.array(labels["numbers"])
        row = measures(beats, numbers, *decode(probabilities(network, collection.features(index))))
        shares = np.array(labels["medianShares"])
        uneven = len(shares) > 0 and np.abs(shares - 1 / len(shares)).max() > 0.02
        composed = labels["title"].startswith(labels["dance"] + " ")
        for group in ("all", "uneven" if uneven else "even", labels["dance"] if composed else "folk"):
            groups.setdefault(group, []).append(row)
    return {group: average(rows) for group, rows in sorted(groups.items())}


def evaluate(checkpoint, real=None, rendered=None, split="dev", limit=None):
    """All figures of a checkpoint as one value."""
    network, result = load(checkpoint), {}
    torch.set_num_threads(1)
    if real:
        files, mean = evaluate_real(network, real)
        result["real"] = mean | {"byFile": {k: {m: round(v, 3) for m, v in row.items()} for k, row in files.items()}}
    if rendered:
        result["rendered-" + split] = evaluate_rendered(network, rendered, split, limit)
    return result
