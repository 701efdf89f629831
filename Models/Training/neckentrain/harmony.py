"""Chords under a melody, or of their own: the bar line's most reliable witness."""

from dataclasses import dataclass

import numpy as np

MAJOR = (0, 2, 4, 5, 7, 9, 11)
MINOR = (0, 2, 3, 5, 7, 8, 10)
CHORD_PRIOR = (0.9, 0.1, 0.0, 0.5, 0.7, 0.3, -0.6)  # by scale degree
NEXT_DEGREE = {  # after a degree, these may come
    0: (3, 4, 5, 1, 3, 4), 1: (4, 4, 6), 2: (5, 3), 3: (4, 0, 1, 4), 4: (0, 0, 5, 3), 5: (1, 3, 4), 6: (0, 2),
}


@dataclass
class Chord:
    """A triad that holds from `onset` for `duration` beats."""

    onset: float
    duration: float
    root: int  # pitch class
    third: int
    fifth: int

    def ladder(self, low, high):
        """All chord tones from `low` to `high`, upwards."""
        classes = {self.root, self.third, self.fifth}
        return [p for p in range(low, high + 1) if p % 12 in classes]

    def bass(self, low):
        """The root at or above `low`."""
        return low + (self.root - low) % 12


def scale(tonic, minor):
    """Pitch classes of the key."""
    return [(tonic + step) % 12 for step in (MINOR if minor else MAJOR)]


def key_ladder(score, low, high):
    """All notes of a score's key from `low` to `high`, upwards."""
    key = scale(score.tonic, score.minor)
    return [pitch for pitch in range(low, high + 1) if pitch % 12 in key]


def chord_on(degree, tonic, minor, onset, duration):
    """The triad on a scale degree; the dominant is major in minor keys too."""
    notes = scale(tonic, minor)
    root, third, fifth = (notes[(degree + i) % 7] for i in (0, 2, 4))
    if minor and degree == 4:
        third = (tonic + 11) % 12
    return Chord(onset, duration, root, third, fifth)


def harmonic_grid(score, rng):
    """Where chords may change: (onset, duration) per bar, half bar, or beat."""
    beats = score.beats_per_bar
    choice = rng.random()
    step = beats if choice < 0.65 or beats == 3 and choice < 0.85 else (2 if beats == 4 else 1)
    return [(float(onset), float(step)) for onset in range(0, score.beats, step)]


def harmonise(score, rng):
    """Chords that fit the melody: the best triad for each slot, with a liking for I, IV, V."""
    melody = score.parts[0].notes
    chords, before = [], 0
    for onset, duration in harmonic_grid(score, rng):
        weights = np.zeros(12)
        for note in melody:
            overlap = min(note.onset + note.duration, onset + duration) - max(note.onset, onset)
            if overlap > 0:
                strong = 1.5 if abs(note.onset - onset) < 0.01 else 1.0
                weights[note.pitch % 12] += overlap * strong
        weights /= weights.sum() + 1e-9
        scores = []
        for degree in range(7):
            chord = chord_on(degree, score.tonic, score.minor, onset, duration)
            fit = weights[chord.root] * 1.1 + weights[chord.third] + weights[chord.fifth] * 0.9
            scores.append(fit + 0.25 * CHORD_PRIOR[degree] + (0.05 if degree == before else 0) + rng.normal(0, 0.05))
        before = int(np.argmax(scores))
        chords.append(chord_on(before, score.tonic, score.minor, onset, duration))
    return chords


def progression(score, rng):
    """Chords of their own: a walk through the key with a cadence at each phrase's end."""
    grid = harmonic_grid(score, rng)
    per_phrase = max(2, int(score.phrase_bars * score.beats_per_bar / grid[0][1]))
    memory, chords = [], []
    for index, (onset, duration) in enumerate(grid):
        place = index % per_phrase
        if place == 0:
            repeat = bool(memory) and rng.random() < 0.4
            degrees = memory if repeat else [0]
            while len(degrees) < per_phrase:
                degrees.append(int(rng.choice(NEXT_DEGREE[degrees[-1]])))
            degrees[-2:] = [4, 0] if rng.random() < 0.7 else [degrees[-2], 4]
            memory = degrees
        chords.append(chord_on(degrees[place], score.tonic, score.minor, onset, duration))
    return chords
