"""Unaccompanied lines that go on: smooth, over a harmony, turning anywhere, with shapes that come back.

`figures` and `doubles` begin a shape on every beat, so that the line turns and leaps where beats are. Counterpoint does
not (Kurth 1917): a line goes through the beat, turns after it as often as on it, and begins its figures as upbeats to
the next one; what tells the beat is which notes belong to the chord, where the chord changes, where another voice
speaks, and that bars are alike. Here each note is drawn after the one before it, by the interval, the direction, the
chord, the register, and what the line did a bar (or half a bar) before.
"""

from dataclasses import dataclass

import numpy as np

from . import textures
from .figures import bowing, led_to_beats, notes_to_a_beat, one_at_a_time
from .harmony import key_ladder
from .score import Note, Part

WIDEST = 9  # degrees of the key from one note to the next
INTERVALS = (0.04, 1.0, 0.42, 0.2, 0.14, 0.1, 0.05, 0.06, 0.02, 0.02)  # weights by degrees; each piece draws its own around them
TURNING = 0.38  # weight of a note that turns back against one that goes on, around which each place of the bar has its own
PLACES_DIFFER = 0.7  # spread of that (logarithm)
CHORD_ON_BEATS, CHORD_BETWEEN = 12.0, 1.6  # weights of chord tones
STRAY_IN_ARPEGGIOS, LEAPT_TO_OUTSIDE = 0.02, 0.1  # weights of notes outside the chord: in arpeggios, and reached by a leap
ARPEGGIOS = (0.2, 1.0)  # how often half a bar keeps to its chord, by piece: with these, six notes on end belong to a triad about as often as in Bach
LED = (0.0, 0.5)  # as in `figures`
LEAPS = 3  # degrees and more
LEAPT_TO_BEATS, LEAPT_FROM_BEATS = (0.2, 1.0), (1.0, 2.2)  # weights of leaps onto a beat and onto the note after it: lines come to a beat by step
VOICES_APART = 4  # degrees from the line to the other voice, at least
SPEAKING, BENEATH = 0.5, 0.65  # how many pieces have another voice, and in how many it is the lower one
ACROSS = 0.3  # chance that figures and strokes begin after the beat throughout
LIKE_BEFORE = (0.0, 1.5, 3.0, 4.5)  # logarithm of the weight of the interval that was there a bar before
RESTING = (0.0, 0.0, 0.02, 0.06)  # chances of a beat with one long note
UPBEAT = 0.65  # chance of beginning before the first bar


@dataclass
class Habits:
    """What stays through a piece."""

    pulses: int
    intervals: np.ndarray
    turning: np.ndarray  # by place in the bar
    leaping: np.ndarray  # by place in the beat
    arpeggios: float  # how often half a bar keeps to the chord
    other_voice: float  # chance of a note of another voice where the chord changes
    beneath: bool  # where that voice is
    resting: float
    centre: float
    reach: float


def draw_habits(score, degrees, rng):
    """A piece's own habits."""
    pulses = notes_to_a_beat(score, rng)
    spread = np.exp(rng.normal(0, 0.4, WIDEST + 1))
    turning = TURNING * np.exp(rng.normal(0, PLACES_DIFFER, pulses * score.beats_per_bar))
    if rng.random() < 0.7:  # beats are alike
        turning = np.tile(turning[:pulses], score.beats_per_bar)
    leaping = np.ones(pulses)
    leaping[0], leaping[1] = rng.uniform(*LEAPT_TO_BEATS), rng.uniform(*LEAPT_FROM_BEATS)
    return Habits(
        pulses, np.array(INTERVALS) * spread, turning, leaping, rng.uniform(*ARPEGGIOS), rng.random() ** 3 * 0.7 * (rng.random() < SPEAKING),
        bool(rng.random() < BENEATH), float(rng.choice(RESTING)),
        rng.uniform(0.4, 0.6) * degrees, rng.uniform(0.15, 0.28) * degrees,
    )


class RunningLine:
    """One line in the making, a note at a time. Slots are pulses from the first bar's downbeat."""

    def __init__(self, score, chords, rng, low, high):
        self.score, self.chords, self.rng = score, chords, rng
        self.ladder = np.array(key_ladder(score, low, high))
        self.habits = draw_habits(score, len(self.ladder), rng)
        self.pulses = self.habits.pulses
        self.per_bar = self.pulses * score.beats_per_bar
        self.place = int(self.habits.centre)
        self.direction = int(rng.choice([-1, 1]))
        self.ends = rng.random()  # how many phrases end on a long note
        self.strokes = bowing(self.pulses, rng)
        self.upbeat = int(rng.choice([1, self.pulses // 2 or 1, self.pulses, self.per_bar // 2])) if rng.random() < UPBEAT else 0
        self.shift = int(rng.integers(self.pulses)) if rng.random() < ACROSS else 0
        self.moves = {}  # slot → degrees moved to reach it
        self.echo, self.likeness, self.kept_to_chord = self.per_bar, 0.0, False

    def in_chord(self, chord):
        """Which degrees belong to a chord; one that is sharpened over it counts."""
        classes = {chord.root, chord.third, chord.fifth}
        return np.isin(self.ladder % 12, list(classes | {(chord.third - 1) % 12} if self.sharpens(chord) else classes))

    def sharpens(self, chord):
        """Whether the chord's third is no note of the key: the leading note in minor."""
        return not np.any(self.ladder % 12 == chord.third)

    def pitch(self, place, chord):
        """A degree as it sounds over a chord."""
        pitch = int(self.ladder[place])
        return pitch + 1 if self.sharpens(chord) and (pitch + 1) % 12 == chord.third else pitch

    def chances(self, slot, chord):
        """How likely each degree is next."""
        habits = self.habits
        steps = np.arange(len(self.ladder)) - self.place
        size = np.abs(steps)
        weights = np.where(size <= WIDEST, habits.intervals[np.minimum(size, WIDEST)], 0.0)
        weights = weights * np.where(np.sign(steps) * self.direction < 0, habits.turning[slot % len(habits.turning)], 1.0)
        weights = weights * np.where(size >= LEAPS, habits.leaping[slot % self.pulses], 1.0)
        inside = self.in_chord(chord)
        if slot % self.pulses == 0:
            weights = weights * np.where(inside, CHORD_ON_BEATS, 1.0)
        elif self.kept_to_chord:
            weights = weights * np.where(inside, 1.0, STRAY_IN_ARPEGGIOS)
        else:
            weights = weights * np.where(inside, CHORD_BETWEEN, 1.0) * np.where(~inside & (size > 1), LEAPT_TO_OUTSIDE, 1.0)
        weights = weights * np.exp(-0.5 * ((self.place + steps - habits.centre) / habits.reach) ** 2)
        before = self.moves.get(slot - self.echo)
        if before is not None and self.likeness:
            alike = np.where(steps == before, 1.0, 0.0) + np.where(np.sign(steps) == np.sign(before), 0.5, 0.0)
            weights = weights * np.exp(self.likeness * alike)
        return weights / weights.sum()

    def go_on(self, slot, chord):
        """Moves to the next note's degree."""
        after = int(self.rng.choice(len(self.ladder), p=self.chances(slot, chord)))
        self.moves[slot] = after - self.place
        if after != self.place:
            self.direction = int(np.sign(after - self.place))
        self.place = after

    def apart(self, chord):
        """A chord tone of the other voice."""
        tones = np.flatnonzero(self.in_chord(chord))
        near = tones[tones <= self.place - VOICES_APART][-4:] if self.habits.beneath else tones[tones >= self.place + VOICES_APART][:4]
        return int(self.rng.choice(near)) if len(near) else self.place

    def begin_bar(self, bar):
        """What the coming bars are like: those before, and how closely; how they are bowed."""
        rng = self.rng
        if rng.random() < 0.45 or bar % self.score.phrase_bars == 0:
            self.likeness = float(rng.choice(LIKE_BEFORE))
            half = self.per_bar // 2 if self.score.beats_per_bar != 3 else self.pulses
            self.echo = int(rng.choice([self.per_bar, self.per_bar, 2 * self.per_bar, half]))
            self.strokes = bowing(self.pulses, rng) if rng.random() < 0.5 else self.strokes

    def length(self, bar, within):
        """How many pulses the note at a pulse of a bar lasts: one, but for rests of the line and ends of phrases."""
        rng, score = self.rng, self.score
        if within % self.pulses or bar < 0:
            return 1
        length = self.pulses if rng.random() < self.habits.resting else 1
        if (bar + 1) % score.phrase_bars == 0 and rng.random() <= self.ends:
            held = int(rng.integers(1, score.beats_per_bar + 1))
            if within == self.per_bar - held * self.pulses:
                length = held * self.pulses
                if rng.random() < 0.6:  # the next phrase has an upbeat
                    length -= min(length - 1, max(1, self.upbeat))
        return length

    def notes(self):
        """The whole piece."""
        rng, made, held_until = self.rng, [], -self.upbeat
        for slot in range(-self.upbeat, self.score.beats * self.pulses):
            bar, within = divmod(slot, self.per_bar)
            if within == self.shift:
                self.begin_bar(bar)
            if (slot - self.shift) % (self.per_bar // 2) == 0:
                self.kept_to_chord = rng.random() < self.habits.arpeggios
            if slot < held_until:
                continue
            onset = slot / self.pulses
            chord = textures.chord_at(self.chords, max(onset, 0))
            length = self.length(bar, within)
            self.go_on(slot, chord)
            changes = slot >= 0 and abs(onset - chord.onset) < 1e-6
            sounding = self.apart(chord) if changes and rng.random() < self.habits.other_voice else self.place
            held_until = slot + length
            stroke = bool(self.strokes[(slot - self.shift) % self.pulses])
            made.append(Note(onset, length / self.pulses, self.pitch(sounding, chord), stroke))
        return led_to_beats(one_at_a_time(made), self.ladder, rng, LED)


def unaccompanied(score, chords, rng, low, high):
    """The melody's part: one player's running notes from `low` to `high`."""
    return Part("melody", RunningLine(score, chords, rng, low, high).notes())
