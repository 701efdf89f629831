"""Fits the weights by which the decoder chooses among readings (`ReadingTerms.fittedOnNetwork`, `…OnSignal`)
before the bar reader judges, or without one.

python fit_readings.py READINGS.jsonl…

A conditional (multinomial) logistic regression: in each recording the readings compete, and the target
is a soft choice of the readings that agree best with the reference. Prints five-fold cross-validated
figures, the calibration of the meter's probability, and the weights as Swift.
"""

import json
import sys

import numpy as np
from scipy.optimize import minimize, minimize_scalar

DOWNBEAT_SHARE = 0.4  # of a reading's worth; the rest is beats
SHARPNESS = 0.03  # difference of worth that makes a reading e times likelier as a target
PENALTY = 0.0005
FOLDS = 5


def load(paths):
    """Recordings with at least two readings."""
    items = [json.loads(line) for path in paths for line in open(path, encoding="utf-8")]
    return [item for item in items if len(item["readings"]) > 1]


def by_source(items):
    """Each kind of listener errs in its own way and gets weights of its own."""
    groups = {}
    for item in items:
        groups.setdefault(item["source"], []).append(item)
    return groups


class Fit:
    """The data as arrays, standardised."""

    def __init__(self, items, names):
        self.items, self.names = items, names
        raw = [np.array([[r["terms"][n] for n in names] for r in item["readings"]]) for item in items]
        self.scale = np.vstack(raw).std(axis=0) + 1e-9
        self.terms = [x / self.scale for x in raw]
        worth = [np.array([(1 - DOWNBEAT_SHARE) * r["beatF"] + DOWNBEAT_SHARE * r["downbeatF"] for r in item["readings"]]) for item in items]
        self.targets = [self.softmax(w / SHARPNESS) for w in worth]

    @staticmethod
    def softmax(values):
        weights = np.exp(values - values.max())
        return weights / weights.sum()

    def probabilities(self, weights, index):
        return self.softmax(self.terms[index] @ weights)

    def weights(self, chosen):
        def loss(weights):
            value, gradient = PENALTY * weights @ weights, 2 * PENALTY * weights
            for index in chosen:
                p = self.probabilities(weights, index)
                value -= self.targets[index] @ np.log(p + 1e-12) / len(chosen)
                gradient = gradient + self.terms[index].T @ (p - self.targets[index]) / len(chosen)
            return value, gradient

        return minimize(loss, np.zeros(len(self.names)), jac=True, method="L-BFGS-B").x


def by_meter(item, probabilities):
    """The probability of each number of beats in a bar: its best reading against those of the others."""
    best = {}
    for reading, value in zip(item["readings"], probabilities):
        best[reading["beatsPerBar"]] = max(best.get(reading["beatsPerBar"], 0), value)
    total = sum(best.values())
    return {meter: value / total for meter, value in best.items()}


def sharpened(probabilities, exponent):
    powers = [p**exponent for p in probabilities]
    return [p / p.sum() for p in powers]


def temperature(items, probabilities):
    """The exponent that makes held-out meter probabilities likeliest (temperature scaling, Guo et al. 2017)."""

    def loss(exponent):
        chances = [by_meter(i, p).get(i["beatsPerBar"], 0) for i, p in zip(items, sharpened(probabilities, exponent))]
        return -np.mean(np.log(np.maximum(chances, 1e-6)))

    return minimize_scalar(loss, bounds=(0.2, 5), method="bounded").x


def figures(items, probabilities):
    """Means over recordings of the chosen reading, and how calibrated the meter's probability is."""
    chosen = [item["readings"][int(np.argmax(p))] for item, p in zip(items, probabilities)]
    right, sure = [], []
    for item, p in zip(items, probabilities):
        chances = by_meter(item, p)
        best = max(chances, key=chances.get)
        right.append(best == item["beatsPerBar"])
        sure.append(chances[best])
    right, sure = np.array(right, float), np.array(sure)
    bins = np.minimum((sure * 10).astype(int), 9)
    error = sum(abs(right[bins == b].mean() - sure[bins == b].mean()) * (bins == b).mean() for b in set(bins))
    return {
        "recordings": len(items),
        "beat F": np.mean([r["beatF"] for r in chosen]),
        "downbeat F": np.mean([r["downbeatF"] for r in chosen]),
        "meter": right.mean(),
        "ternary": np.mean([(r["beatsPerBar"] == 3) == (i["beatsPerBar"] == 3) for r, i in zip(chosen, items)]),
        "mean meter probability": sure.mean(),
        "calibration error": error,
        "best reading's beat F": np.mean([max(r["beatF"] for r in i["readings"]) for i in items]),
        "best reading's downbeat F": np.mean([max(r["downbeatF"] for r in i["readings"]) for i in items]),
    }


def show(title, values):
    print(title + ": " + ", ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in values.items()))


def main():
    for source, items in sorted(by_source(load(sys.argv[1:])).items()):
        names = list(items[0]["readings"][0]["terms"])
        fit = Fit(items, names)
        order = np.random.default_rng(0).permutation(len(items))
        held_out = [None] * len(items)
        for fold in np.array_split(order, FOLDS):
            weights = fit.weights(np.setdiff1d(order, fold))
            for index in fold:
                held_out[index] = fit.probabilities(weights, index)
        exponent = temperature(items, held_out)
        show(source + ", cross-validated", figures(items, sharpened(held_out, exponent)))
        weights = exponent * fit.weights(order) / fit.scale
        print("\n".join(f"    weights.{name} = {value:.3g}" for name, value in zip(names, weights)))


if __name__ == "__main__":
    main()
