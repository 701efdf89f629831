"""Which notes a player binds in one bow or breath, where what is written does not say.

A pianist binds too; for a drum it means nothing. Players differ: some take every note anew, some bind by a figure that comes
back, often across the beats, some as the line asks: steps rather than leaps. The first note of a bow may be leaned on,
wherever it falls, so that what begins anew and what is loud need not be a beat.
"""

import numpy as np

from .score import STRUCK, chord_sizes

DETACHED, BY_FIGURE = 0.25, 0.35  # shares of players; the others bind as the line asks
PERIODS = (1, 1, 2, 2)  # beats after which a figure of slurs comes back; or a bar
GROUPS = (1, 1, 1, 2, 2, 3, 4)  # notes to a bow in a figure
ACROSS = 0.35  # how often a figure of slurs does not begin on a beat
MOST_PULSES = 24  # in a figure; finer ones are bound as the line asks
WIDEST = 12  # semitones: over wider leaps few bind
LEANED = 0.12  # most that the first note of a bow is louder by


def bind_parts(score, rng):
    """Binds what the players of a score bind, in place. Random numbers of its own for that: all else is played as ever."""
    hands = rng.spawn(1)[0]
    for part in score.parts:
        bind(part, score, hands)


def bind(part, score, rng):
    """Binds a part's notes, in place, unless its slurs are written."""
    notes = alone(part.notes)
    if part.role in STRUCK or len(notes) < 2 or any(note.slurred for note in part.notes):
        return
    manner, lean = rng.random(), rng.uniform(0, LEANED) if rng.random() < 0.5 else 0.0
    if manner < DETACHED:
        return
    begins = by_figure(notes, score, rng) if manner < DETACHED + BY_FIGURE else None
    if begins is None:
        begins = as_the_line_asks(notes, rng)
    for index in range(1, len(notes)):
        notes[index].slurred = not begins[index] and bindable(notes[index - 1], notes[index])
    for note, following in zip(notes, notes[1:]):
        if following.slurred and not note.slurred:
            note.accent += lean


def alone(notes):
    """Notes in order that no other note of the part begins with."""
    sizes = chord_sizes(notes)
    return sorted((note for note in notes if sizes[round(note.onset, 4)] == 1), key=lambda note: note.onset)


def bindable(note, following):
    """Whether one note goes over into the next: no rest, no other note between, another pitch, no wide leap."""
    return abs(note.onset + note.duration - following.onset) < 1e-3 and 0 < abs(following.pitch - note.pitch) <= WIDEST


def by_figure(notes, score, rng):
    """Which notes begin a bow in a figure of slurs that comes back; none where its pulses would be too many or too few."""
    pulse = float(np.median([note.duration for note in notes]))
    period = int(rng.choice((*PERIODS, score.beats_per_bar)))
    pulses = round(period / pulse)
    if not 2 <= pulses <= MOST_PULSES:
        return None
    starts = np.zeros(pulses, bool)
    at = 0
    while at < pulses:
        starts[at] = True
        at += int(rng.choice((*GROUPS, pulses)))
    if rng.random() < ACROSS:
        starts = np.roll(starts, int(rng.integers(1, pulses)))
    first = notes[0].onset // period
    places = [int((note.onset / period - first) * pulses + 1e-3) for note in notes]
    bows = np.cumsum(np.tile(starts, places[-1] // pulses + 1))[places]
    return [True, *(bows[1:] != bows[:-1])]


def as_the_line_asks(notes, rng):
    """Which notes begin a bow where steps are bound rather than leaps, up to so many notes, and beats begin anew as this player likes."""
    steps, leaps = rng.uniform(0.3, 0.95), rng.uniform(0.0, 0.5)
    anew, most = rng.uniform(0.0, 0.95), int(rng.integers(2, 9))
    begins, held = [True], 1
    for before, note in zip(notes, notes[1:]):
        on_beat = abs(note.onset - round(note.onset)) < 0.01
        chance = steps if abs(note.pitch - before.pitch) <= 2 else leaps
        new = held >= most or (on_beat and rng.random() < anew) or rng.random() >= chance
        begins.append(new)
        held = 1 if new else held + 1
    return begins
