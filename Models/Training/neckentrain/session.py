"""Tunes of our own in the shape of British and Irish ones: what a head of Nordic dances must not claim."""

from dataclasses import replace

import numpy as np

from .compose import MELODY_RANGE, melody
from .harmony import progression
from .score import Score

THIRD = 1 / 3
# Beats per bar, pulses per beat, beats per minute, (cell, weight) of one beat's note lengths.
KINDS = {
    "reel": (2, 2, (92, 118), (((0.25,) * 4, 8), ((0.5, 0.25, 0.25), 2), ((0.25, 0.25, 0.5), 1), ((0.5, 0.5), 0.5))),
    "jig": (2, 3, (100, 132), (((THIRD,) * 3, 6), ((2 * THIRD, THIRD), 2), ((1.0,), 0.6))),
    "slip jig": (3, 3, (100, 140), (((THIRD,) * 3, 5), ((2 * THIRD, THIRD), 3), ((1.0,), 0.5))),
    "slide": (4, 3, (125, 155), (((2 * THIRD, THIRD), 6), ((THIRD,) * 3, 3), ((1.0,), 0.5))),
    "hornpipe": (4, 2, (140, 180), (((2 * THIRD, THIRD), 5), ((0.5, 0.5), 2), ((THIRD,) * 3, 1), ((1.0,), 0.7))),
    "strathspey": (4, 2, (110, 132), (((0.75, 0.25), 4), ((0.25, 0.75), 3), ((0.5, 0.5), 1), ((1.0,), 1))),
}
PART_BARS = 8


def compose_session(kind, rng):
    """A tune of a kind from `KINDS`: two parts of eight bars, AABB, until it is long enough."""
    beats, pulses, _, cells = KINDS[kind]
    weights = np.array([weight * rng.uniform(0.5, 1.5) for _, weight in cells])
    score = Score("", kind, beats, pulses, 2 * PART_BARS, [], 0.0, PART_BARS, int(rng.integers(57, 66)), rng.random() < 0.4)

    def rhythm(score, rng):
        def bar():
            return [d for _ in range(beats) for d in cells[rng.choice(len(cells), p=weights / weights.sum())][0]]

        motifs = [bar() for _ in range(3)]
        bars = [motifs[index % 3] if rng.random() < 0.7 else bar() for index in range(score.bars)]
        for end in range(PART_BARS - 1, score.bars, PART_BARS):
            bars[end] = bars[end][: len(bars[end]) // 2] + [beats - sum(bars[end][: len(bars[end]) // 2])]
        return bars

    score.parts = [melody(score, progression(score, rng), rng, *MELODY_RANGE["violin"], draw_rhythm=rhythm)]
    return in_turns(score)


def in_turns(score):
    """A and B played twice each, three times through."""
    span = PART_BARS * score.beats_per_bar
    for part in score.parts:
        halves = [[n for n in part.notes if low <= n.onset < low + span] for low in (0, span)]
        part.notes = [
            replace(note, onset=note.onset - half * span + place * span)
            for place, half in enumerate((0, 0, 1, 1) * 3)
            for note in halves[half]
        ]
    score.bars = 12 * PART_BARS
    return score
