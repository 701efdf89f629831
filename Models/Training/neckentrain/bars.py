"""What a beat holds, beat by beat: the input of the bar reader, which says where bars begin among given beats.

The beat network listens frame by frame and cannot know how fast the music goes. Once beats are proposed, music can be
compared beat with beat, however fast it is: which notes sound in each quarter of a beat, where notes begin, and how
like a beat is to those some beats before and after it. Bars are told by what changes and comes back at their pace
(beat-synchronous downbeat tracking: Durand et al. 2015; Krebs et al. 2016).

`beatwise` is the reference for `BeatwiseContent` in NeckenRhythm; Docs/Algorithms/rhythm.md has it in words.
"""

import numpy as np

from .features import FAST_BANDS, FINE_BANDS, FRAMES_PER_SECOND
from .network import FASTEST_SECONDS, PACE, PACE_BEATS, PACES, PACES_PER_OCTAVE, STATES

CELL_FRAMES = 3
CELLS_PER_SECOND = FRAMES_PER_SECOND / CELL_FRAMES
SLOTS = 4
LAGS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 16, 18, 20, 24, 32, 48, 64)
NOVELTY_LAG = 2
NOVELTY_REACH = 2
LEAST_NOVELTY = 0.05
ROUNDING = 0.5 + 1e-6  # places half-way between cells are common: they go up, whatever the last bit of a sum is
LEAST_ACTIVATION = 1e-4
LEVEL_GROUPS = ((0, 16), (16, 40), (40, FAST_BANDS))  # fast bands up to about 850 Hz, 3 kHz and 10 kHz
PLACES, ATTACK_REACH = 12, 1  # places in a beat where attacks are looked for
ATTACKS = 2 * len(LEVEL_GROUPS) * PLACES
STEPS_PER_SECOND = FRAMES_PER_SECOND / PACE
RATIOS = (1, 2, 1 / 2, 3 / 2, 2 / 3)  # of beats' lengths: could they be as much longer?
VALUES = SLOTS * FINE_BANDS + SLOTS + 2 + 4 * len(LAGS) + 2 * SLOTS + len(STATES) + len(RATIOS)


def pitch_cells(features):
    """Mean fine bands of every few frames: [cells, 60]. `PitchCells` in NeckenNeural."""
    fine = features[:, FAST_BANDS:].astype(np.float32)
    edges = np.arange(0, len(fine), CELL_FRAMES)
    return np.add.reduceat(fine, edges, axis=0) / np.diff(np.append(edges, len(fine)))[:, None]


def novelty(features):
    """How much begins at each frame: the mean rise of the fast bands over two frames, over its mean in the recording."""
    fast = features[:, :FAST_BANDS].astype(np.float32)
    rise = np.zeros(len(fast), np.float32)
    rise[NOVELTY_LAG:] = np.maximum(fast[NOVELTY_LAG:] - fast[:-NOVELTY_LAG], 0).mean(axis=1)
    return rise / (rise.mean() + 1e-9)


def highest_near(values, reach):
    """The highest value within `reach` places of each."""
    padded = np.pad(values, reach)
    return np.max([padded[i : i + len(values)] for i in range(2 * reach + 1)], axis=0)


def log_odds(activations):
    """The highest beat and downbeat activations near each frame, as log-odds: [2, frames]."""
    kept = np.clip(activations, LEAST_ACTIVATION, 1 - LEAST_ACTIVATION).astype(np.float32)
    return np.stack([highest_near(np.log(row / (1 - row)), NOVELTY_REACH) for row in kept])


def likeness(vectors):
    """Cosines of each row with the rows some lags after and before it, 0 beyond the ends: [rows, 2 · lags]."""
    unit = vectors / (np.sqrt((vectors**2).sum(axis=1, keepdims=True)) + 1e-6)
    result = np.zeros((len(unit), 2 * len(LAGS)), np.float32)
    for index, lag in enumerate(LAGS):
        if lag < len(unit):
            cosine = (unit[:-lag] * unit[lag:]).sum(axis=1)
            result[:-lag, 2 * index] = cosine
            result[lag:, 2 * index + 1] = cosine
    return result


def overviewed(overview, beats, lengths):
    """What the longer view says of each beat, given its logarithms [steps, STATES + PACES]: the mean over the beat of the states'
    log-probabilities, and those of the beat's own length and of its multiples, between two classes: [beats, STATES + RATIOS]."""
    edges = np.append(beats, beats[-1] + lengths[-1]) * STEPS_PER_SECOND
    first = np.clip(np.floor(edges[:-1] + ROUNDING).astype(int), 0, len(overview) - 1)
    last = np.clip(np.floor(edges[1:] + ROUNDING).astype(int), first + 1, len(overview))
    sums = np.vstack([np.zeros(overview.shape[1]), np.cumsum(overview, axis=0, dtype=np.float64)])
    means = (sums[last] - sums[first]) / (last - first)[:, None]
    beat = np.arange(len(beats))
    before, after = np.maximum(beat - PACE_BEATS, 0), np.minimum(beat + PACE_BEATS, len(beats) - 1)
    seconds = (beats[after] - beats[before]) / (after - before)
    columns = [means[:, : len(STATES)]]
    for ratio in RATIOS:
        place = np.clip(np.log2(seconds * ratio / FASTEST_SECONDS) * PACES_PER_OCTAVE, 0, PACES - 1.001)
        low = np.floor(place).astype(int)
        at = means[beat, len(STATES) + low] * (1 - (place - low)) + means[beat, len(STATES) + low + 1] * (place - low)
        columns.append(at[:, None])
    return np.hstack(columns)


def beatwise(cells, near, heights, overview, beats):
    """What each beat holds, given cells, novelty (`highest_near`), `log_odds`, the longer view's logarithms and beats in seconds:
    float32 [beats, VALUES].

    In turn: 4 × 60 bands less their mean over all beats; logarithm of the novelty at the four quarters; logarithm of
    the beat's length over that of the mean beat, and over half a second; likeness of the notes, then of the novelty;
    log-odds of a beat at the four quarters, then of a downbeat; what is `overviewed`.
    """
    beats = np.asarray(beats, float)
    lengths = np.diff(beats)
    lengths = np.append(lengths, lengths[-1])
    starts = (beats[:, None] + lengths[:, None] * np.arange(SLOTS) / SLOTS).ravel()
    ends = np.append(starts[1:], beats[-1] + lengths[-1])
    first = np.clip(np.floor(starts * CELLS_PER_SECOND + ROUNDING).astype(int), 0, len(cells) - 1)
    last = np.clip(np.floor(ends * CELLS_PER_SECOND + ROUNDING).astype(int), first + 1, len(cells))
    sums = np.vstack([np.zeros(FINE_BANDS), np.cumsum(cells, axis=0, dtype=np.float64)])
    slots = ((sums[last] - sums[first]) / (last - first)[:, None]).astype(np.float32)
    slots -= slots.mean(axis=0)
    notes = slots.reshape(len(beats), -1)
    frames = np.clip(np.floor(starts * FRAMES_PER_SECOND + ROUNDING).astype(int), 0, len(near) - 1)
    begins = np.log(near[frames] + LEAST_NOVELTY).reshape(len(beats), SLOTS).astype(np.float32)
    pace = np.stack([np.log(lengths / lengths.mean()), np.log(lengths.mean() / 0.5) * np.ones(len(beats))], axis=1)
    centred = begins - begins.mean(axis=0)
    return np.hstack([
        notes, begins, pace.astype(np.float32), likeness(notes), likeness(centred),
        *(row[frames].reshape(len(beats), SLOTS) for row in heights), overviewed(overview, beats, lengths),
    ]).astype(np.float32)


def levels(features):
    """How loud low, middle and high bands are: [frames, 3]. `BandLevels` in NeckenNeural."""
    return np.stack([features[:, first:end].astype(np.float32).mean(axis=1) for first, end in LEVEL_GROUPS], axis=1)


def attacks(loudness, beats):
    """How each beat is played, given `levels` and beats in seconds: float32 [beats, ATTACKS]. `BeatAttacks` in NeckenRhythm.

    For low, middle and high bands in turn: logarithm of how much begins near each of twelve places of the beat, over its mean in
    the recording; how loud it is there, less the recording's mean.
    """
    beats = np.asarray(beats, float)
    lengths = np.diff(beats)
    lengths = np.append(lengths, lengths[-1])
    places = beats[:, None] + lengths[:, None] * np.arange(PLACES) / PLACES
    frames = np.clip(np.floor(places * FRAMES_PER_SECOND + ROUNDING).astype(int), 0, len(loudness) - 1)
    columns = []
    for level in loudness.T:
        rise = np.zeros_like(level)
        rise[1:] = np.maximum(level[1:] - level[:-1], 0)
        near = highest_near(rise, ATTACK_REACH) / (rise.mean(dtype=np.float64) + 1e-9)
        columns += [np.log(near[frames] + LEAST_NOVELTY), level[frames] - level.mean(dtype=np.float64)]
    return np.hstack(columns).astype(np.float32)
