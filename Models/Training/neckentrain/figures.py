"""Running lines for one player, built as such music is: small figures that come back moved, over a clear harmony.

What tells the bar in an unaccompanied line is parallelism: a figure as long as a beat, half a bar or a bar is heard
again on other degrees, changes where the bar changes, and drops into the bass where the harmony turns (Lerdahl and
Jackendoff 1983: metrical preference by parallelism and bass). Figures have any of these lengths, begin on the beat or
after it, and go through sequences.
"""

from dataclasses import dataclass

import numpy as np

from . import textures
from .harmony import key_ladder
from .score import Note, Part

KINDS = {"arpeggio": 0.32, "run": 0.26, "turn": 0.2, "pedal": 0.11, "two voices": 0.11}
TURNS = {
    2: ((0, 1), (0, -1), (0, 2), (0, -2)),
    3: ((0, 1, 0), (0, -1, 0), (0, 1, 2), (0, 2, 1), (0, -1, -2), (0, -1, 1)),
    4: ((0, -1, 0, 1), (0, 1, 0, -1), (0, 1, 2, 0), (0, 2, 1, 0), (0, -1, 0, 2), (0, 1, 2, 1), (0, -2, -1, 0), (0, 1, -1, 0)),
}
TURNS[6] = tuple(a + b for a in TURNS[3] for b in TURNS[3][:3])
LED = (0.0, 1.0)  # least and greatest share of leaps to a beat that become steps, by piece
RUNNING, STEP = 0.5, 2  # beats that a note lasts at most, and semitones that a step has at most
BASS = -99  # in a contour: the harmony's bass note
SEQUENCE_STEPS = (-1, -1, -1, 1, 1, -2, 2)
SLURS = {
    2: ((), (), (), ((0, 2),)),
    3: ((), (), (), ((0, 3),), ((0, 2),), ((1, 3),)),
    4: ((), (), (), (), (), ((0, 2), (2, 4)), ((0, 4),), ((1, 4),), ((0, 3),), ((0, 2),), ((1, 3),)),
    6: ((), (), (), ((0, 3), (3, 6)), ((0, 2), (2, 4), (4, 6)), ((0, 6),)),
}


@dataclass
class Figure:
    """What so many pulses do: how they move from an anchor, which are played, and how they are bowed."""

    kind: str
    contour: np.ndarray
    played: np.ndarray  # where False, the note before goes on, or nothing sounds
    resting: np.ndarray  # where nothing sounds
    slurred: np.ndarray


def folded(steps, count):
    """Steps kept within 0 … count − 1 by turning back at the ends."""
    place = np.mod(steps, 2 * (count - 1))
    return np.minimum(place, 2 * (count - 1) - place)


def contour(kind, pulses, per_beat, rng):
    """Steps from the anchor, one for each pulse: degrees of the chord or of the key."""
    if kind == "arpeggio":
        if rng.random() < 0.5:
            return np.resize(rng.permutation(5)[: max(per_beat, 3)], pulses)
        return folded(np.cumsum(rng.choice([-2, -1, -1, 1, 1, 2], pulses)) + 3, 7) - 3
    if kind == "run":
        steps = folded(np.arange(pulses), int(rng.integers(6, 13))) * rng.choice([-1, 1])
        if pulses > per_beat and rng.random() < 0.5:  # turns back at a beat
            turn = per_beat * int(rng.integers(1, pulses // per_beat))
            steps[turn:] = 2 * steps[turn] - steps[turn:]
        return steps
    if kind == "turn":
        chosen = [TURNS[per_beat][rng.integers(len(TURNS[per_beat]))] for _ in range(2)]
        moves = rng.integers(-2, 3, pulses // per_beat)
        return np.concatenate([np.array(chosen[beat % 2]) + (moves[beat] if beat else 0) for beat in range(pulses // per_beat)])
    if kind == "pedal":
        upper = folded(np.cumsum(rng.choice([-1, 0, 1, 1], pulses)), 6)
        return np.where(np.arange(pulses) % 2 == int(rng.integers(2)), BASS, upper)
    steps = folded(np.cumsum(rng.choice([-1, 0, 1, 1], pulses)), 6)
    steps[0] = BASS
    later = np.arange(per_beat, pulses, per_beat)
    steps[later[rng.random(len(later)) < 0.3]] = BASS
    return steps


def notes_to_a_beat(score, rng):
    """How many notes run to a beat of a piece."""
    return int(rng.choice((3, 3, 3, 6) if score.subdivision == 3 else (2, 2, 4, 4, 4, 3)))


def bowing(per_beat, rng):
    """Which notes of a beat are bound to the one before."""
    slurred = np.zeros(per_beat, bool)
    for first, last in SLURS[per_beat][rng.integers(len(SLURS[per_beat]))]:
        slurred[first + 1 : last] = True
    return slurred


def one_at_a_time(notes):
    """Notes in order, each ended where the next begins; in place."""
    for note, after in zip(notes, notes[1:]):
        note.duration = min(note.duration, after.onset - note.onset)
    return notes


def led_to_beats(notes, ladder, rng, led=LED):
    """Many of the notes before a beat become the neighbours of the beat's own, where the line leapt to it; in place.

    Shapes that begin on beats leap to them. Real lines come to a beat by step, and leap after it: in the double of Bach's Sarabande in B minor
    2.9 semitones on the way to a beat and 4.1 after it, in polskor 2.6 and 3.1 where eighths run, 2.6 and 2.6 where sixteenths do; figures had
    8.3 and 7.4, doubles 5.4 and 5.2. Who learns from such hears beats where the leaps are (decision 0149).
    """
    share = rng.uniform(*led)
    for before, after in zip(notes, notes[1:]):
        on_beat = abs(after.onset - round(after.onset)) < 1e-6
        runs = before.duration <= RUNNING and after.onset - before.onset - before.duration < 1e-6
        if on_beat and runs and abs(after.pitch - before.pitch) > STEP and rng.random() < share:
            place = nearest_index(ladder, after.pitch) + int(np.sign(before.pitch - after.pitch))
            before.pitch = int(ladder[min(max(place, 0), len(ladder) - 1)])
    return notes


def draw_figure(pulses, per_beat, busy, rng):
    """A figure of so many pulses, with chance `busy` all of them played."""
    kind = str(rng.choice(list(KINDS), p=list(KINDS.values())))
    played, resting = np.ones(pulses, bool), np.zeros(pulses, bool)
    beats = range(0, pulses, per_beat)
    if rng.random() > busy:
        for beat in beats:
            drawn = rng.random()
            if drawn < 0.35:  # a longer note first
                played[beat + 1 : beat + int(rng.integers(2, per_beat + 1))] = False
            elif drawn < 0.45:  # or last
                played[beat + per_beat - 1] = False
            elif drawn < 0.53 and beat == 0:  # begins after the beat
                played[beat], resting[beat] = False, True
    slurred = np.tile(bowing(per_beat, rng), pulses // per_beat)
    if rng.random() < 0.12:  # bowed across the beats
        slurred = np.roll(slurred, int(rng.integers(1, per_beat)))
    return Figure(kind, contour(kind, pulses, per_beat, rng), played, resting, slurred)


def nearest_index(ladder, pitch):
    """Where in a ladder a pitch is, or the nearest to it."""
    return int(np.argmin(np.abs(np.array(ladder) - pitch)))


def length_of_figures(score, rng):
    """A figure's length in beats: one beat, half a bar, a bar, or two."""
    lengths = {1: 1.0, score.beats_per_bar: 1.5, 2 * score.beats_per_bar: 0.3} | ({2: 1.2} if score.beats_per_bar == 4 else {})
    weights = np.array(list(lengths.values()))
    return int(rng.choice(list(lengths), p=weights / weights.sum()))


class Line:
    """One running line in the making."""

    def __init__(self, score, chords, rng, low, high):
        self.score, self.chords, self.rng, self.low, self.high = score, chords, rng, low, high
        self.ladder = key_ladder(score, low, high)
        self.per_beat = notes_to_a_beat(score, rng)
        self.home = rng.uniform(0.35, 0.65) * len(self.ladder)
        self.anchor = int(self.home)
        self.bass_at_bars = rng.random() * 0.7
        self.busy = rng.choice([0.4, 0.8, 0.95])
        self.snapped = rng.uniform(0.3, 0.9)  # how often a run or turn starts from a chord tone
        self.notes = []

    def tonic_index(self):
        """The key note nearest to the line's home."""
        tonics = [i for i, pitch in enumerate(self.ladder) if pitch % 12 == self.score.tonic % 12]
        return min(tonics, key=lambda i: abs(i - self.home))

    def add(self, form, beat):
        """A figure from a beat on, over the chords that sound there."""
        rng, score = self.rng, self.score
        start = self.anchor
        if rng.random() < self.snapped:
            chord = textures.chord_at(self.chords, beat).ladder(self.low, self.high)
            start = nearest_index(self.ladder, chord[nearest_index(chord, self.ladder[start])])
        for pulse, step in enumerate(form.contour):
            onset = beat + pulse / self.per_beat
            if onset >= score.beats:
                return
            if not form.played[pulse]:
                if not form.resting[pulse] and self.notes and onset > self.notes[-1].onset:
                    self.notes[-1].duration = onset + 1 / self.per_beat - self.notes[-1].onset
                continue
            tones = textures.chord_at(self.chords, onset).ladder(self.low, self.high)
            base = nearest_index(tones, self.ladder[self.anchor])
            if step == BASS:
                pitch = tones[0] if rng.random() < 0.3 else tones[max(0, base - 4)]
            elif form.kind in ("run", "turn"):
                pitch = self.ladder[folded(start + step, len(self.ladder))]
            else:
                pitch = tones[folded(base + step, len(tones))]
            if pulse == 0 and onset % score.beats_per_bar == 0 and rng.random() < self.bass_at_bars:
                pitch = tones[int(rng.integers(0, max(1, len(tones) // 4)))]
            self.notes.append(Note(float(onset), 1 / self.per_beat, pitch, bool(form.slurred[pulse])))

    def move(self, step):
        """The anchor goes on by a step and is drawn home when it strays."""
        self.anchor += step
        if not 3 <= self.anchor < len(self.ladder) - 3 or abs(self.anchor - self.home) > 0.35 * len(self.ladder):
            self.anchor = int(self.home) + int(self.rng.integers(-2, 3))

    def close(self, beat):
        """The end of a phrase: a long key note, at times after a trill; returns the beats it took."""
        length = int(self.rng.integers(1, self.score.beats_per_bar + 1))
        tones = textures.chord_at(self.chords, beat).ladder(self.low, self.high)
        pitch = tones[nearest_index(tones, self.ladder[self.tonic_index()])]
        self.notes.append(Note(float(beat), float(length), pitch, ornament="trill" if self.rng.random() < 0.15 else ""))
        return length

    def phrase(self, first_beat, last_beat):
        """Figures through one phrase: each kind stays for a while and moves by the same step."""
        rng, score = self.rng, self.score
        beat, form, step, left = first_beat, None, 0, 0
        ending = rng.random() < 0.5
        while beat < last_beat:
            at_bar = beat % score.beats_per_bar == 0
            if form is None or (left <= 0 and at_bar):
                length = length_of_figures(score, rng)
                form = draw_figure(length * self.per_beat, self.per_beat, self.busy, rng)
                step = int(rng.choice(SEQUENCE_STEPS)) if rng.random() < 0.7 else 0
                left = int(rng.choice([1, 2, 2, 3, 4])) * max(score.beats_per_bar, length)
            if ending and last_beat - beat <= score.beats_per_bar and at_bar:
                beat += self.close(beat)
                form = None
                while beat < last_beat:  # an upbeat into the next phrase
                    self.add(draw_figure(self.per_beat, self.per_beat, 1.0, rng), beat)
                    beat += 1
                return
            self.add(form, beat)
            taken = len(form.contour) // self.per_beat
            beat += taken
            left -= taken
            self.move(step or int(rng.integers(-2, 3)))


def running_line(score, chords, rng, low, high):
    """A line of figures over the whole piece, phrase by phrase."""
    made = Line(score, chords, rng, low, high)
    if score.upbeat:
        made.notes.append(Note(-score.upbeat, score.upbeat, made.ladder[made.anchor]))
    span = score.phrase_bars * score.beats_per_bar
    for first in range(0, score.beats, span):
        made.phrase(first, min(first + span, score.beats))
    last = {}
    for note in made.notes:  # a figure longer than its phrase gives way to what follows
        last[round(note.onset, 6)] = note
    notes = [note for note in sorted(last.values(), key=lambda n: n.onset) if note.onset < score.beats]
    return Part("melody", led_to_beats(one_at_a_time(notes), made.ladder, rng))
