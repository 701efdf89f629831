"""Makes the golden scores of Tests/NeckenEvaluationTests with mir_eval and scikit-learn.

    python3 -m venv /tmp/golden && /tmp/golden/bin/pip install mir_eval==0.8.2 scikit-learn
    /tmp/golden/bin/python make_golden.py

Writes beats.json, segments.json, keys.json and classification.json beside itself. Seeds are fixed: running it
again gives the same files.
"""

import json
import pathlib
import warnings

import mir_eval
import numpy as np
from sklearn import metrics

HERE = pathlib.Path(__file__).parent
warnings.simplefilter("ignore")


def write(name, cases):
    rows = ",\n".join(json.dumps(case) for case in cases)
    (HERE / name).write_text("[\n" + rows + "\n]\n")


def steady(rng, count, start=0.4, interval=0.5, drift=0.0):
    steps = interval * (1 + drift * np.cumsum(rng.normal(0, 1, count)) / np.sqrt(count))
    return start + np.cumsum(np.maximum(steps, 0.1))


def increasing(times):
    times = np.unique(np.round(np.maximum(times, 0), 3))
    return [float(time) for time in times]


def beat_pairs():
    rng = np.random.default_rng(1789)
    yield "both empty", [], []
    yield "no estimate", steady(rng, 30), []
    yield "no reference", [], steady(rng, 30)
    yield "all trimmed", [1.0, 2.0], [1.0, 2.0]
    yield "single", [6.0], [6.02]
    yield "single reference", [6.0], [6.02, 7.0, 8.0]
    yield "single estimate", [6.0, 6.5, 7.0], [6.49]
    yield "two", [6.0, 6.5], [6.02, 6.53]
    yield "two against three", [6.0, 6.5], [5.9, 6.1, 6.53]
    yield "three against two", [6.0, 6.5, 7.0], [6.53, 7.01]
    base = steady(rng, 50)
    yield "same", base, base
    yield "tolerance edge", [6.0, 7.0, 8.0], [6.07, 6.93, 8.071]
    yield "late", base, base + 0.05
    yield "off the beat", base, base[:-1] + np.diff(base) / 2
    yield "double", base, np.sort(np.concatenate([base, base[:-1] + np.diff(base) / 2]))
    yield "half odd", base, base[::2]
    yield "half even", base, base[1::2]
    yield "third", base, base[::3]
    yield "begins late", base, base[25:]
    yield "begins early", base[30:], base
    yield "burst", base, np.sort(np.concatenate([base, base + 0.03, base + 0.06]))
    shares = np.array([0.22, 0.44, 0.34]) * 1.6
    uneven = 0.3 + np.cumsum(np.tile(shares, 15))
    yield "uneven against even", uneven, steady(rng, 45, 0.3, 1.6 / 3)
    for index in range(40):
        interval = rng.uniform(0.3, 0.8)
        reference = steady(rng, int(rng.integers(12, 60)), rng.uniform(0, 6), interval, rng.uniform(0, 0.15))
        estimate = reference + rng.normal(0, rng.choice([0.01, 0.03, 0.06, 0.12]), len(reference))
        estimate = estimate[rng.random(len(estimate)) > rng.choice([0, 0.05, 0.3])]
        if index % 4 == 1:
            estimate = np.concatenate([estimate, rng.uniform(0, reference[-1] + 3, 8)])
        if index % 4 == 2:
            estimate = estimate[:: int(rng.integers(1, 3))] + interval * rng.choice([0, 0.5])
        if index % 4 == 3:
            estimate = steady(rng, 40, rng.uniform(0, 8), interval * rng.choice([0.67, 1, 1.5]), 0.05)
        yield f"random {index}", reference, estimate


def beats():
    for name, reference, estimate in beat_pairs():
        reference, estimate = increasing(reference), increasing(estimate)
        case = {"name": name, "reference": reference, "estimate": estimate}
        trimmed = [mir_eval.beat.trim_beats(np.array(times)) for times in (reference, estimate)]
        cemgil = mir_eval.beat.cemgil(*trimmed)
        case["f_measure"] = mir_eval.beat.f_measure(*trimmed)
        case["f_measure_wide"] = mir_eval.beat.f_measure(*trimmed, f_measure_threshold=0.1)
        case["cemgil"], case["cemgil_best"] = (float(value) for value in cemgil)
        case["continuity"] = [float(value) for value in mir_eval.beat.continuity(*trimmed)]
        case["information_gain"] = float(mir_eval.beat.information_gain(*trimmed))
        yield case


def segmentation(rng, boundaries, labels):
    times = np.round(boundaries, 3)
    intervals = np.column_stack([times[:-1], times[1:]])
    return intervals, [str(rng.choice(labels)) for _ in intervals]


def segments():
    rng = np.random.default_rng(1790)
    for index in range(30):
        length = rng.uniform(20, 120)
        cuts = np.sort(rng.uniform(1, length - 1, int(rng.integers(1, 9))))
        reference = segmentation(rng, np.concatenate([[0], cuts, [length]]), ["A", "B", "C"])
        if index == 0:
            estimate = reference
        else:
            moved = cuts + rng.normal(0, rng.choice([0.2, 1, 4]), len(cuts))
            moved = np.unique(np.round(np.clip(moved, 0.5, length - 0.5), 1))
            moved = moved[rng.random(len(moved)) > 0.2]
            estimate = segmentation(rng, np.concatenate([[0], moved, [length]]), ["A", "a", "A'", "B"])
        case = {}
        for side, (intervals, labels) in (("reference", reference), ("estimate", estimate)):
            case[side] = [[float(a), float(b), label] for (a, b), label in zip(intervals, labels)]
        for key, window, trim in (("half", 0.5, False), ("three", 3, False), ("half_trimmed", 0.5, True)):
            scores = mir_eval.segment.detection(reference[0], estimate[0], window=window, trim=trim)
            case[key] = [float(score) for score in scores]
        pairwise = mir_eval.segment.pairwise(*reference, *estimate)
        case["pairwise"] = [float(score) for score in pairwise]
        yield case


def keys():
    names = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"]
    for tonic in (0, 7):
        for mode in ("major", "minor", "other"):
            for estimated_tonic in range(12):
                for estimated_mode in ("major", "minor", "other"):
                    score = mir_eval.key.weighted_score(
                        f"{names[tonic]} {mode}", f"{names[estimated_tonic]} {estimated_mode}"
                    )
                    yield [tonic, mode, estimated_tonic, estimated_mode, score]


def classification():
    rng = np.random.default_rng(1791)
    for size, classes in ((1, 2), (40, 3), (200, 5)):
        labels = [f"class {index}" for index in range(classes)]
        reference = rng.integers(0, classes, size)
        logits = rng.normal(0, 1, (size, classes))
        logits[np.arange(size), reference] += 1
        probabilities = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
        probabilities = np.round(probabilities, 6)
        estimate = probabilities.argmax(axis=1)
        present = sorted(set(reference) | set(estimate))
        yield {
            "labels": labels,
            "reference": [labels[index] for index in reference],
            "estimate": [labels[index] for index in estimate],
            "probabilities": probabilities.tolist(),
            "accuracy": float(metrics.accuracy_score(reference, estimate)),
            "macro_f": float(metrics.f1_score(reference, estimate, average="macro", zero_division=0)),
            "confusion": metrics.confusion_matrix(reference, estimate, labels=present).tolist(),
            "brier": float(np.mean(np.sum((probabilities - np.eye(classes)[reference]) ** 2, axis=1))),
        }


write("beats.json", beats())
write("segments.json", segments())
write("keys.json", keys())
write("classification.json", classification())
