"""Accompaniments: each function turns chords and meter into one part's notes."""

import numpy as np

from .score import Note, Part

BROKEN_SHAPES = ((0, 2, 1, 2), (0, 1, 2, 1), (2, 1, 0, 1), (0, 1, 2, 3), (3, 2, 1, 0), (0, 3, 1, 3), (0, 2, 3, 2))
TRIPLE_SHAPES = ((0, 1, 2), (2, 1, 0), (0, 2, 1), (1, 2, 3))


def chord_at(chords, beat):
    """The chord that sounds at a beat."""
    step = chords[0].duration
    return chords[min(max(int(beat // step), 0), len(chords) - 1)]


def bass_on_strong_beats(score, chords, rng, low=36):
    """Root on one, fifth or root in the middle of the bar; long or short notes."""
    touch = rng.uniform(0.3, 1.0)
    middle = score.beats_per_bar == 4 and rng.random() < 0.7
    notes = []
    for bar in range(score.bars):
        start = float(bar * score.beats_per_bar)
        chord = chord_at(chords, start)
        span = score.beats_per_bar / 2 if middle else score.beats_per_bar
        notes.append(Note(start, span * touch, chord.bass(low), accent=0.2))
        if middle:
            chord = chord_at(chords, start + 2)
            pitch = chord.bass(low) if rng.random() < 0.5 else low + (chord.fifth - low) % 12
            notes.append(Note(start + 2, span * touch, pitch))
    return Part("bass", notes)


def walking_bass(score, chords, rng, low=38):
    """A note on each beat (or two), stepping towards the next root."""
    per_beat = 2 if rng.random() < 0.3 else 1
    notes, pitch = [], low + 7
    for index in range(score.beats * per_beat):
        onset = index / per_beat
        chord = chord_at(chords, onset)
        if abs(onset - chord.onset) < 0.01:
            options = [p for p in range(low, low + 20) if p % 12 == chord.root]
        else:
            options = [p for p in chord.ladder(low, low + 19) if p != pitch] + [pitch + 2, pitch - 2]
        pitch = min(options, key=lambda p: abs(p - pitch) + rng.random() * 3)
        notes.append(Note(onset, 0.9 / per_beat, int(np.clip(pitch, low - 4, low + 22))))
    return Part("bass", notes)


def after_beats(score, chords, rng, low=52):
    """Chords off the one: oom-pah, oom-pah-pah, or on the off-beats."""
    off = 0.5 if score.beats_per_bar != 3 and rng.random() < 0.5 else 0.0
    notes = []
    for beat in range(score.beats):
        if beat % score.beats_per_bar == 0 and not off or (off == 0 and score.beats_per_bar == 4 and beat % 2 == 0):
            continue
        chord = chord_at(chords, beat)
        for pitch in chord.ladder(low, low + 12)[:3]:
            notes.append(Note(beat + off, rng.uniform(0.25, 0.5), pitch, accent=-0.2))
    return Part("chords", notes)


def held_chords(score, chords, rng, low=48):
    """One long chord for each harmony: organ, strings, accordion."""
    notes = []
    size = int(rng.integers(2, 5))
    for chord in chords:
        for pitch in chord.ladder(low, low + 16)[:size]:
            notes.append(Note(chord.onset, chord.duration * 0.97, pitch))
    return Part("chords", notes)


def pulsing_chords(score, chords, rng, low=52):
    """Repeated chords on every beat or half beat, as inner strings or a strummed guitar play."""
    per_beat = 1 if rng.random() < 0.4 else score.subdivision
    touch = rng.uniform(0.4, 0.95)
    notes = []
    for index in range(score.beats * per_beat):
        onset = index / per_beat
        accent = 0.1 if onset % score.beats_per_bar == 0 else (-0.1 if onset == int(onset) else -0.25)
        for pitch in chord_at(chords, onset).ladder(low, low + 12)[:3]:
            notes.append(Note(onset, touch / per_beat, pitch, accent=accent))
    return Part("chords", notes)


def broken_chords(score, chords, rng, low=48):
    """Alberti and arpeggio figures, even notes under a melody."""
    if score.subdivision == 3:
        shape = TRIPLE_SHAPES[rng.integers(len(TRIPLE_SHAPES))]
        per_beat = 3
    else:
        shape = BROKEN_SHAPES[rng.integers(len(BROKEN_SHAPES))]
        per_beat = 2 if rng.random() < 0.6 else 4
    touch = rng.uniform(0.6, 1.3)
    notes = []
    for index in range(score.beats * per_beat):
        onset = index / per_beat
        ladder = chord_at(chords, onset).ladder(low, low + 24)
        within = index % (score.beats_per_bar * per_beat) if score.beats_per_bar == 3 else index
        notes.append(Note(onset, touch / per_beat, ladder[shape[within % len(shape)]]))
    return Part("figure", notes)


def drone(score, chords, rng, low=43):
    """Tonic and fifth, bowed anew now and then."""
    pitch = low + (score.tonic - low) % 12
    span = float(rng.choice([1, 2, 4])) * score.beats_per_bar
    notes = []
    for onset in np.arange(0.0, score.beats, span):
        for step in (0, 7):
            notes.append(Note(float(onset), min(span, score.beats - onset) * 0.98, pitch + step, accent=-0.3))
    return Part("drone", notes)


def second_voice(score, chords, rng):
    """Under the melody: chord tones in its rhythm, now and then simplified to the beats."""
    simple = rng.random() < 0.4
    notes = []
    for note in score.parts[0].notes:
        if simple and abs(note.onset - round(note.onset)) > 0.01 or note.onset < 0:
            continue
        below = [p for p in chord_at(chords, note.onset).ladder(note.pitch - 12, note.pitch - 3)]
        if below:
            duration = max(note.duration, 1.0 if simple else 0.0)
            notes.append(Note(note.onset, duration, below[-1], note.slurred))
    return Part("second", notes)


def feet(score, rng):
    """Foot taps: on all beats, on one and three, on one alone, or off them."""
    beats = score.beats_per_bar
    patterns = [tuple(range(beats)), (0,), (0, beats - 1), (0, 2) if beats == 4 else (0,)]
    chosen = patterns[rng.integers(len(patterns))]
    notes = []
    for beat in range(score.beats):
        if beat % beats in chosen and rng.random() < 0.97:
            notes.append(Note(float(beat), 0.1, 36, accent=0.3 if beat % beats == 0 else 0.0))
    return Part("feet", notes)


KICK, SNARE, STICK, HAT, OPEN_HAT, RIDE, CRASH, TAMBOURINE, SHAKER = 36, 38, 37, 42, 46, 51, 49, 54, 70


def drums(score, rng):
    """A kit: backbeat in four, waltz in three, with fills before phrases."""
    beats = score.beats_per_bar
    per_beat = score.subdivision if rng.random() < 0.8 else score.subdivision * 2
    top = int(rng.choice([HAT, HAT, RIDE, SHAKER, TAMBOURINE]))
    snare = int(rng.choice([SNARE, SNARE, SNARE, STICK]))
    kicks = {0.0} | {float(k) / 2 for k in range(1, 2 * beats) if rng.random() < (0.3 if k % 2 else 0.25)}
    if rng.random() < 0.15:
        kicks = {float(k) for k in range(beats)}
    back = {2: (1,), 3: (1, 2) if rng.random() < 0.6 else (2,), 4: (1, 3)}[beats]
    if beats == 4 and rng.random() < 0.15:
        back = (2,)
    notes = []
    for bar in range(score.bars):
        start = bar * beats
        fill = (bar + 1) % score.phrase_bars == 0 and rng.random() < 0.6
        for kick in kicks:
            if not (fill and kick >= beats - 1):
                notes.append(Note(start + kick, 0.2, KICK, accent=0.2))
        for beat in back:
            notes.append(Note(float(start + beat), 0.2, snare, accent=0.25))
        for index in range(beats * per_beat):
            onset = index / per_beat
            notes.append(Note(start + onset, 0.1, top, accent=-0.2 if index % per_beat else 0.0))
        if fill:
            for index in range(4):
                notes.append(Note(start + beats - 1 + index / 4, 0.1, int(rng.choice([38, 45, 47, 50])), accent=0.2))
        if bar % score.phrase_bars == 0 and rng.random() < 0.5:
            notes.append(Note(float(start), 1.0, CRASH, accent=0.2))
    return Part("drums", notes)
