"""A small bar-pointer decoder for judging activations while training; the real one is in Swift.

After Krebs, Böck, Widmer, "An efficient state-space model for joint tempo and meter tracking", ISMIR 2015.
"""

import numba
import numpy as np

from .features import FRAMES_PER_SECOND

SLOWEST_BPM, FASTEST_BPM = 45.0, 215.0
TEMPO_CHANGE = 60.0  # λ of the tempo transition
USUAL_BPM, TEMPO_SPREAD = 125.0, 0.35  # log-normal, counted at each beat
OBSERVED_PART = 16  # the first 1/16 of a beat sees the activation
FLOOR = 1e-6


@numba.njit(cache=True)
def _viterbi(beat, downbeat, rest, intervals, beats, log_tempo):
    """Best log-probability and the frame of each beat on the best path for one bar length."""
    frames, count = len(beat), len(intervals)
    longest = intervals[count - 1]
    before = np.full((count, beats, longest), -np.log(count * beats * longest * 1.0))
    came = np.zeros((frames, count, beats), dtype=np.int16)
    now = np.empty_like(before)
    for t in range(frames):
        for i in range(count):
            interval = intervals[i]
            seen = max(1, interval // OBSERVED_PART)
            for k in range(beats):
                previous = (k + beats - 1) % beats
                best, chosen = -1e300, 0
                for j in range(count):
                    value = before[j, previous, intervals[j] - 1] + log_tempo[j, i]
                    if value > best:
                        best, chosen = value, j
                came[t, i, k] = chosen
                first = downbeat[t] if k == 0 else beat[t]
                now[i, k, 0] = best + first
                for p in range(1, interval):
                    now[i, k, p] = before[i, k, p - 1] + (first if p < seen else rest[t])
        before, now = now, before
    best, bi, bk, bp = -1e300, 0, 0, 0
    for i in range(count):
        for k in range(beats):
            for p in range(intervals[i]):
                if before[i, k, p] > best:
                    best, bi, bk, bp = before[i, k, p], i, k, p
    times, numbers = [0], [0]
    t = frames - 1
    while t - bp >= 0:
        t -= bp
        times.append(t)
        numbers.append(bk + 1)
        bi = came[t, bi, bk]
        bk = (bk + beats - 1) % beats
        bp = intervals[bi] - 1
        t -= 1
    return best, times[1:], numbers[1:]


def refined(frame, activation):
    """A beat moved to the activation's peak nearby, to a fraction of a frame."""
    low, high = max(frame - 2, 0), min(frame + 4, len(activation))
    peak = low + int(np.argmax(activation[low:high]))
    if activation[peak] < 0.05 or not 0 < peak < len(activation) - 1:
        return frame / FRAMES_PER_SECOND
    left, middle, right = activation[peak - 1 : peak + 2]
    curve = left - 2 * middle + right
    shift = 0.5 * (left - right) / curve if curve < 0 else 0.0
    return (peak + shift) / FRAMES_PER_SECOND


def decode(probabilities, meters=(2, 3, 4)):
    """[frames, 2] → (beat times in seconds, number in the bar of each)."""
    both = np.asarray(probabilities, dtype=np.float64)
    active = np.flatnonzero(both[:, 0] > 0.05)
    if len(active) < 2:
        return np.zeros(0), np.zeros(0, dtype=int)
    first, last = active[0], active[-1] + 1
    downbeat = np.clip(both[first:last, 1], FLOOR, 1)
    beat = np.clip(both[first:last, 0] - both[first:last, 1], FLOOR, 1)
    rest = np.log(np.clip(1 - np.maximum(both[first:last, 0], both[first:last, 1]), FLOOR, 1) / (OBSERVED_PART - 1))
    intervals = np.arange(int(60 * FRAMES_PER_SECOND / FASTEST_BPM), int(60 * FRAMES_PER_SECOND / SLOWEST_BPM) + 1)
    change = -TEMPO_CHANGE * np.abs(intervals[None, :] / intervals[:, None] - 1)
    log_tempo = change - np.log(np.exp(change).sum(axis=1, keepdims=True))
    log_tempo -= 0.5 * (np.log(intervals * USUAL_BPM / (60 * FRAMES_PER_SECOND)) / TEMPO_SPREAD)[None, :] ** 2
    results = [_viterbi(np.log(beat), np.log(downbeat), rest, intervals, n, log_tempo) for n in meters]
    _, times, numbers = max(results, key=lambda r: r[0])
    times = np.array([refined(first + t, both[:, 0]) for t in times[::-1]])
    order = np.argsort(times, kind="stable")
    return times[order], np.array(numbers[::-1])[order]
