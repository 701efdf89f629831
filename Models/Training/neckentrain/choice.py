"""The choice among a recording's readings: what they are worth, and how right and how sure a way of choosing is.

A recording is (beats per bar, readings); a reading has at least `beatsPerBar`, `beatF` and `downbeatF`, as `ReadingDataTests` writes them.
"""

import numpy as np
from scipy.optimize import minimize_scalar

DOWNBEAT_SHARE = 0.4  # of a reading's worth; the rest is beats
SHARPNESS = 0.03  # difference of worth that makes a reading e times likelier as a target


def worth(readings):
    """What each reading is worth, 0 … 1."""
    return np.array([(1 - DOWNBEAT_SHARE) * r["beatF"] + DOWNBEAT_SHARE * r["downbeatF"] for r in readings])


def softmax(values):
    """Probabilities of log-odds."""
    weights = np.exp(values - values.max())
    return weights / weights.sum()


def by_meter(readings, probabilities):
    """The probability of each number of beats in a bar: its best reading against those of the others."""
    best = {}
    for reading, value in zip(readings, probabilities):
        best[reading["beatsPerBar"]] = max(best.get(reading["beatsPerBar"], 0), value)
    total = sum(best.values())
    return {meter: value / total for meter, value in best.items()}


def sharpened(probabilities, exponent):
    """Each recording's probabilities to a power."""
    powers = [p**exponent for p in probabilities]
    return [p / p.sum() for p in powers]


def temperature(recordings, probabilities):
    """The exponent that makes held-out meter probabilities likeliest (temperature scaling, Guo et al. 2017)."""

    def loss(exponent):
        chances = [by_meter(readings, p).get(meter, 0) for (meter, readings), p in zip(recordings, sharpened(probabilities, exponent))]
        return -np.mean(np.log(np.maximum(chances, 1e-6)))

    return float(minimize_scalar(loss, bounds=(0.2, 5), method="bounded").x)


def figures(recordings, probabilities):
    """Means over recordings of the chosen reading, and how calibrated the meter's probability is."""
    chosen = [readings[int(np.argmax(p))] for (_, readings), p in zip(recordings, probabilities)]
    right, sure = [], []
    for (meter, readings), p in zip(recordings, probabilities):
        chances = by_meter(readings, p)
        best = max(chances, key=chances.get)
        right.append(best == meter)
        sure.append(chances[best])
    right, sure = np.array(right, float), np.array(sure)
    bins = np.minimum((sure * 10).astype(int), 9)
    return {
        "recordings": len(recordings),
        "beatF": float(np.mean([r["beatF"] for r in chosen])),
        "downbeatF": float(np.mean([r["downbeatF"] for r in chosen])),
        "meter": float(right.mean()),
        "ternary": float(np.mean([(r["beatsPerBar"] == 3) == (meter == 3) for r, (meter, _) in zip(chosen, recordings)])),
        "meterProbability": float(sure.mean()),
        "calibrationError": float(sum(abs(right[bins == b].mean() - sure[bins == b].mean()) * (bins == b).mean() for b in set(bins))),
        "bestBeatF": float(np.mean([max(r["beatF"] for r in readings) for _, readings in recordings])),
        "bestDownbeatF": float(np.mean([max(r["downbeatF"] for r in readings) for _, readings in recordings])),
    }
