"""Fits the weights by which the decoder chooses among readings (`ReadingTerms.fittedOnNetwork`, `…OnSignal`)
before the bar reader judges, or without one.

python fit_readings.py READINGS.jsonl…

A conditional (multinomial) logistic regression: in each recording the readings compete, and the target
is a soft choice of the readings that agree best with the reference. Prints five-fold cross-validated
figures, the calibration of the meter's probability, and the weights as Swift.
"""

import json
import os
import sys

import numpy as np
from scipy.optimize import minimize

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from neckentrain.choice import SHARPNESS, figures, sharpened, softmax, temperature, worth  # noqa: E402

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
        self.targets = [softmax(worth(item["readings"]) / SHARPNESS) for item in items]

    def probabilities(self, weights, index):
        return softmax(self.terms[index] @ weights)

    def weights(self, chosen):
        def loss(weights):
            value, gradient = PENALTY * weights @ weights, 2 * PENALTY * weights
            for index in chosen:
                p = self.probabilities(weights, index)
                value -= self.targets[index] @ np.log(p + 1e-12) / len(chosen)
                gradient = gradient + self.terms[index].T @ (p - self.targets[index]) / len(chosen)
            return value, gradient

        return minimize(loss, np.zeros(len(self.names)), jac=True, method="L-BFGS-B").x


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
        recordings = [(item["beatsPerBar"], item["readings"]) for item in items]
        exponent = temperature(recordings, held_out)
        show(source + ", cross-validated", figures(recordings, sharpened(held_out, exponent)))
        weights = exponent * fit.weights(order) / fit.scale
        print("\n".join(f"    weights.{name} = {value:.3g}" for name, value in zip(names, weights)))


if __name__ == "__main__":
    main()
