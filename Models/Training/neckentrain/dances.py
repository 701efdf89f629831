"""Dances of our own making for those of which FolkWiki holds few: two strains of eight bars, each played twice."""

from dataclasses import dataclass, replace

import numpy as np

from . import textures
from .compose import nearest
from .harmony import key_ladder, progression
from .score import Note, Part, Score

STRAIN_BARS = 8
RANGE = (57, 86)


@dataclass(frozen=True)
class Dance:
    """Meter and the rhythms of its beats: (lengths in beats, weight)."""

    beats_per_bar: int
    subdivision: int
    cells: tuple


THIRDS, LONG_SHORT, SHORT_LONG, WHOLE = (1 / 3,) * 3, (2 / 3, 1 / 3), (1 / 3, 2 / 3), (1.0,)
HALVES, QUARTERS, DOTTED, SNAP = (0.5, 0.5), (0.25,) * 4, (0.75, 0.25), (0.25, 0.75)
LONG_TWO, TWO_LONG = (0.5, 0.25, 0.25), (0.25, 0.25, 0.5)
JIG = ((THIRDS, 6.0), (LONG_SHORT, 2.0), (WHOLE, 0.5), (SHORT_LONG, 0.2))

DANCES = {
    "jig": Dance(2, 3, JIG),
    "slip jig": Dance(3, 3, JIG),
    "slide": Dance(4, 3, ((THIRDS, 2.0), (LONG_SHORT, 4.0), (WHOLE, 1.0))),
    "reel": Dance(2, 2, ((QUARTERS, 6.0), (LONG_TWO, 2.0), (TWO_LONG, 1.0), (HALVES, 1.0), (DOTTED, 0.4))),
    "hornpipe": Dance(4, 2, ((HALVES, 6.0), (WHOLE, 1.0), (THIRDS, 0.6))),
    "strathspey": Dance(4, 2, ((DOTTED, 4.0), (SNAP, 2.0), (WHOLE, 1.0), (QUARTERS, 0.4))),
    "schottis": Dance(4, 2, ((HALVES, 3.0), (DOTTED, 2.0), (WHOLE, 2.0), (QUARTERS, 0.2))),
    "snoa": Dance(4, 2, ((HALVES, 3.0), (WHOLE, 2.0), (LONG_TWO, 1.0), (QUARTERS, 0.7), (DOTTED, 0.5))),
    "gånglåt": Dance(4, 2, ((HALVES, 3.0), (WHOLE, 2.0), (LONG_TWO, 1.0), (QUARTERS, 0.7), (DOTTED, 1.5), (THIRDS, 0.3))),
    "polka": Dance(2, 2, ((HALVES, 3.0), (QUARTERS, 2.0), (LONG_TWO, 2.0), (WHOLE, 1.0))),
    "halling": Dance(2, 2, ((HALVES, 2.0), (QUARTERS, 3.0), (DOTTED, 1.0), (THIRDS, 1.5), (WHOLE, 0.5))),
    "hambo": Dance(3, 2, ((HALVES, 3.0), (WHOLE, 2.0), (DOTTED, 2.5), (THIRDS, 0.7), (QUARTERS, 0.4))),
    "mazurka": Dance(3, 2, ((HALVES, 2.0), (WHOLE, 2.0), (DOTTED, 3.0), (THIRDS, 0.5))),
    "vals": Dance(3, 2, ((WHOLE, 4.0), (HALVES, 3.0), (DOTTED, 0.6))),
    "menuett": Dance(3, 2, ((WHOLE, 2.0), (HALVES, 4.0), (QUARTERS, 0.6), (DOTTED, 0.4))),
}


def strain(score, chords, rng, first_bar, weights, cells, ladder):
    """Eight bars whose rhythm comes back: bars 1–2 again as 5–6, a calm end."""
    beats = score.beats_per_bar
    drawn = [[cells[rng.choice(len(cells), p=weights)] for _ in range(beats)] for _ in range(4)]
    plan = [0, 1, 0, 2, 0, 1, 3, 2] if rng.random() < 0.6 else [0, 1, 2, 1, 0, 1, 2, 3]
    steps = [[int(s) for s in rng.choice([-3, -2, -1, -1, 1, 1, 2, 3], 4 * beats)] for _ in range(4)]
    arpeggio = rng.random() * 0.6
    position, notes, slurring = len(ladder) // 2 + int(rng.integers(-3, 4)), [], rng.random() * 0.5
    for bar, motif in enumerate(plan):
        rhythm = [length for cell in drawn[motif] for length in cell]
        if bar == STRAIN_BARS - 1 and rng.random() < 0.8:
            rhythm = [length for cell in drawn[motif][:-1] for length in cell] + [1.0]
        onset = float((first_bar + bar) * beats)
        for index, length in enumerate(rhythm):
            position += steps[motif][index % len(steps[motif])] if index else int(rng.integers(-1, 2))
            if not 2 <= position < len(ladder) - 2:
                position = len(ladder) // 2 + int(rng.integers(-2, 3))
            chord = textures.chord_at(chords, onset)
            pitch = ladder[position]
            if abs(onset - round(onset)) < 0.01 and rng.random() < 0.75 or rng.random() < arpeggio:
                pitch = nearest(chord.ladder(*RANGE), pitch)
                position = ladder.index(nearest(ladder, pitch))
            notes.append(Note(onset, length, pitch, rng.random() < slurring and index > 0))
            onset += length
    return notes


def shifted(notes, beats):
    """The same notes, later by so many beats."""
    return [replace(note, onset=note.onset + beats) for note in notes]


def compose_dance(rng, name=None):
    """A dance from `DANCES` (drawn when not given) as a melody on 32 exact bars, AABB."""
    name = name or str(rng.choice(list(DANCES)))
    dance = DANCES[name]
    score = Score("", name, dance.beats_per_bar, dance.subdivision, 4 * STRAIN_BARS, [], 0.0, STRAIN_BARS,
                  int(rng.integers(55, 67)), rng.random() < 0.4)
    chords = progression(score, rng)
    weights = np.array([weight * rng.uniform(0.4, 1.6) for _, weight in dance.cells])
    cells = [cell for cell, _ in dance.cells]
    ladder = key_ladder(score, *RANGE)
    span = STRAIN_BARS * score.beats_per_bar
    notes = []
    for half in range(2):
        once = strain(score, chords, rng, 2 * half * STRAIN_BARS, weights / weights.sum(), cells, ladder)
        notes += once + shifted(once, span)
    score.parts = [Part("melody", notes)]
    return score
