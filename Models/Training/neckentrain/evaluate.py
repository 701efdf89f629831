"""mir_eval's measures for a network, on rendered clips and on real recordings."""

import os

import mir_eval
import numpy as np
import torch

from .audio import read_audio
from .collection import Collection
from .decode import decode
from .export import answers_of, model_of
from .features import FRAMES_PER_SECOND, beat_features
from .train import MARGIN_SECONDS, marked, widened

BESIDE_SOUND = (".beats", ".json")  # what `render` writes with a sound
ONSET_THRESHOLD, ONSET_TOLERANCE_SECONDS = 0.3, 0.05


def onset_peaks(activation):
    """Onset times of an activation, as `OnsetPeaks` of NeckenAnalysis finds them."""
    before, top, after = activation[:-2], activation[1:-1], activation[2:]
    at = np.flatnonzero((top >= ONSET_THRESHOLD) & (top > before) & (top >= after))
    offset = 0.5 * (before - after)[at] / (before - 2 * top + after)[at]
    return (at + 1 + offset) / FRAMES_PER_SECOND


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


def surprises(activations, times, numbers):
    """Cross-entropies of beat and downbeat with what training would have wanted, from just before the first beat to the last.

    Steadier than F on few recordings, where one piece heard half a beat off decides (decision 0147).
    """
    frames = len(activations)
    marks = [marked(torch.tensor(kept[None] * FRAMES_PER_SECOND, dtype=torch.float32), frames, widened)[0].numpy() for kept in (times, times[numbers == 1])]
    inside = slice(max(0, int((times[0] - MARGIN_SECONDS) * FRAMES_PER_SECOND)), int(times[-1] * FRAMES_PER_SECOND) + 1)
    heard, wanted = np.clip(activations.astype(np.float64), 1e-6, 1 - 1e-6)[inside], np.stack(marks, axis=1)[inside]
    beat, downbeat = -(wanted * np.log(heard) + (1 - wanted) * np.log(1 - heard)).mean(axis=0)
    return {"beatEntropy": beat, "downbeatEntropy": downbeat}


def average(rows):
    """Means over files, rounded."""
    return {key: round(float(np.mean([row[key] for row in rows])), 4) for key in rows[0]} | {"files": len(rows)}


def annotated(folder):
    """Recordings with .beats beside them: (name, features, beats in seconds, their numbers in the bar)."""
    for file in sorted(os.listdir(folder)):
        name, extension = os.path.splitext(file)
        reference = os.path.join(folder, name + ".beats")
        if extension not in BESIDE_SOUND and os.path.exists(reference):
            table = np.loadtxt(reference)
            yield name, beat_features(read_audio(os.path.join(folder, file))), table[:, 0], table[:, 1].astype(int)


def evaluate_real(model, folder):
    """Every recording with its .beats beside it: ({file: measures and surprises}, means)."""
    rows = {}
    for name, features, times, numbers in annotated(folder):
        heard = answers_of(model, features)[0]
        rows[name] = measures(times, numbers, *decode(heard)) | surprises(heard, times, numbers)
    return rows, average(list(rows.values()))


def evaluate_rendered(model, folder, split, limit=None):
    """Rendered clips by kind: {dance or style or 'uneven' or 'all': means}."""
    groups = {}
    collection = Collection(folder, split)
    for index in range(len(collection))[:limit]:
        labels = collection.labels(index)
        heard = answers_of(model, collection.features(index))
        row = measures(np.array(labels["beats"]), np.array(labels["numbers"]), *decode(heard[0]))
        onsets = np.array(labels["onsets"])
        onsets = onsets[onsets < len(heard[2]) / FRAMES_PER_SECOND]
        row["onsetF"] = mir_eval.onset.f_measure(onsets, onset_peaks(heard[2]), window=ONSET_TOLERANCE_SECONDS)[0]
        shares = np.array(labels["medianShares"])
        uneven = len(shares) > 0 and np.abs(shares - 1 / len(shares)).max() > 0.02
        composed = labels["title"].startswith(labels["dance"] + " ")
        for group in ("all", "uneven" if uneven else "even", labels["dance"] if composed else "folk"):
            groups.setdefault(group, []).append(row)
    return {group: average(rows) for group, rows in sorted(groups.items())}


def evaluate(checkpoint, real=None, rendered=None, split="dev", limit=None):
    """All figures of a checkpoint as one value."""
    torch.set_num_threads(1)
    model, result = model_of(checkpoint), {}
    if real:
        files, mean = evaluate_real(model, real)
        result["real"] = mean | {"byFile": {k: {m: round(float(v), 4) for m, v in row.items()} for k, row in files.items()}}
    if rendered:
        result["rendered-" + split] = evaluate_rendered(model, rendered, split, limit)
    return result
