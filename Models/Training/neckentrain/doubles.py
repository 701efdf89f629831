"""Doubles: a folk tune's bars, phrases and course of strong notes under running ones, as a fiddler varies it.

Pieces composed by rule have chords and phrases of their own making. Unaccompanied variations (divisions: Ortiz 1553,
Simpson 1659; the doubles of Bach's partitas) are made over a tune: each beat is broken into as many notes, in shapes
that come back bar by bar, and cadences are left as they were.
"""

from dataclasses import dataclass, replace

import numpy as np

from . import textures
from .figures import bowing, folded, led_to_beats, nearest_index, notes_to_a_beat, one_at_a_time
from .harmony import key_ladder
from .score import Note, Part

KINDS = {"run": 0.34, "turn": 0.2, "arpeggio": 0.26, "pedal": 0.1, "late": 0.1}
LEFT_AS_WRITTEN = 0.12  # chance of a beat within a bar's shapes that is not broken
DISPLACED, BENEATH = 0.2, 0.6  # chances of a shape with one note an octave off, and of that and the other voice being below
APART = 3  # chord tones from the strong note to the other voice
HIGH_TUNE = 70  # mean pitch of a tune that may be played an octave lower


@dataclass
class Shape:
    """How one beat is broken: degrees of the key or the chord for each note, its bowing, and a note that is an octave off or −1."""

    kind: str
    steps: np.ndarray
    slurred: np.ndarray
    displaced: int
    beneath: bool  # where the other voice and that note are


def draw_shape(pulses, rng):
    """A beat of so many notes."""
    kind = str(rng.choice(list(KINDS), p=list(KINDS.values())))
    if kind == "arpeggio":
        steps = np.concatenate([[0], folded(np.cumsum(rng.choice([-2, -1, 1, 1, 2], pulses - 1)) + 8, 12) - 8])
    elif kind == "turn":
        steps = np.array([0, *rng.permutation([1, -1, 0, 1, 0, -1])[: pulses - 1]])
    else:
        steps = np.full(pulses, int(rng.choice([-1, 1])))
    return Shape(kind, steps, bowing(pulses, rng), int(rng.integers(pulses)) if rng.random() < DISPLACED else -1, bool(rng.random() < BENEATH))


def approach(start, goal, pulses, side):
    """Degrees that leave `start` and come to the next beat's `goal` by step: from between if it is far, else from its `side`."""
    if goal == start:
        return start + np.array([0, *np.resize([side, 0, -side, 0], pulses - 1)])
    towards = -int(np.sign(goal - start)) if abs(goal - start) >= pulses else side
    return np.concatenate([[start], goal + towards * np.arange(pulses - 1, 0, -1)])


class Doubling:
    """One tune in the making."""

    def __init__(self, score, chords, rng, low, high):
        self.score, self.chords, self.rng, self.low, self.high = score, chords, rng, low, high
        self.ladder = key_ladder(score, low, high)
        self.pulses = notes_to_a_beat(score, rng)
        self.loyal = rng.uniform(0.6, 1)  # how often a beat begins with the tune's own note
        written = sorted(score.parts[0].notes, key=lambda note: note.onset)
        octave = 12 if np.mean([note.pitch for note in written]) > HIGH_TUNE and rng.random() < 0.25 else 0
        self.written = [replace(note, pitch=note.pitch - octave) for note in written]
        onsets = [note.onset for note in written]
        sounding = np.maximum(np.searchsorted(onsets, np.arange(score.beats) + 1e-6) - 1, 0)
        strong = [nearest_index(self.ladder, self.written[at].pitch) for at in sounding]
        self.strong = strong + strong[-1:]

    def as_written(self, first, last):
        """The tune's own notes from one beat to another."""
        return [note for note in self.written if first - 1e-6 <= note.onset < last - 1e-6]

    def step(self, degree):
        """A pitch of the key, turned back at the ends of the range."""
        return self.ladder[folded(degree, len(self.ladder))]

    def broken(self, shape, beat):
        """A beat's notes."""
        tones = textures.chord_at(self.chords, beat).ladder(self.low, self.high)
        start, goal = self.strong[beat], self.strong[beat + 1]
        place = nearest_index(tones, self.ladder[start])
        if self.rng.random() > self.loyal:
            place = folded(place + int(self.rng.choice([-1, 1])), len(tones))
            start = nearest_index(self.ladder, tones[place])
        apart = tones[max(0, place - APART)] if shape.beneath else tones[min(len(tones) - 1, place + APART)]
        if shape.kind == "turn":
            line = [self.step(start + step) for step in shape.steps]
        elif shape.kind == "arpeggio":
            line = [self.ladder[start]] + [tones[folded(place + step, len(tones))] for step in shape.steps[1:]]
        elif shape.kind == "pedal":
            line = [apart if pulse % 2 else self.ladder[start] for pulse in range(self.pulses)]
        else:
            line = [self.step(degree) for degree in approach(start, goal, self.pulses, int(shape.steps[0]))]
            if shape.kind == "late":
                line = [apart] + line[:-1]
        octave = -12 if shape.beneath else 12
        if shape.displaced >= 0 and self.low <= line[shape.displaced] + octave <= self.high:
            line[shape.displaced] += octave
        length = 1 / self.pulses
        return [Note(beat + pulse * length, length, int(pitch), bool(shape.slurred[pulse])) for pulse, pitch in enumerate(line)]

    def draw_bar(self):
        """Shapes for a bar's beats, often one for all; None where the tune is left as written."""
        rng, beats = self.rng, self.score.beats_per_bar
        shapes = [draw_shape(self.pulses, rng) for _ in range(beats)]
        shapes = shapes[:1] * beats if rng.random() < 0.4 else shapes
        return [None if rng.random() < LEFT_AS_WRITTEN else shape for shape in shapes]

    def notes(self):
        """The whole piece: shapes stay for some bars, phrases may end as written."""
        rng, beats = self.rng, self.score.beats_per_bar
        change, plain_ends = rng.choice([0.15, 0.4, 0.7]), rng.random()
        made, shapes = self.as_written(-np.inf, 0), None
        for bar in range(self.score.bars):
            if shapes is None or rng.random() < change or (bar % self.score.phrase_bars == 0 and rng.random() < 0.7):
                shapes = self.draw_bar()
            ending = (bar + 1) % self.score.phrase_bars == 0 and rng.random() < plain_ends
            for beat, shape in enumerate(shapes, bar * beats):
                made += self.broken(shape, beat) if shape and not ending else self.as_written(beat, beat + 1)
        return led_to_beats(one_at_a_time(made), self.ladder, rng)


def doubled(score, chords, rng, low=55, high=91):
    """The melody's part of a tune, broken into running notes from `low` to `high`."""
    return Part("melody", Doubling(score, chords, rng, low, high).notes())
