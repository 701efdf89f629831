"""Pieces of our own for what the folk tunes lack: running lines for one player, chorales, classical and band textures."""

import numpy as np

from . import textures
from .figures import running_line
from .harmony import key_ladder, progression
from .lines import unaccompanied
from .score import Note, Part, Score

SIMPLE_CELLS = (((1.0,), 3.0), ((0.5, 0.5), 3.0), ((0.75, 0.25), 1.0), ((0.25,) * 4, 1.5), ((0.5, 0.25, 0.25), 1.0),
                ((0.25, 0.25, 0.5), 0.7), ((1 / 3,) * 3, 0.3), ((0.25, 0.5, 0.25), 0.2))
COMPOUND_CELLS = (((1.0,), 2.0), ((1 / 3,) * 3, 3.0), ((2 / 3, 1 / 3), 2.0), ((1 / 6,) * 6, 0.5), ((1 / 3, 2 / 3), 0.3))
LINES = "lines"  # as unaccompanied counterpoint has them
STYLES = {
    "figures": 0.18, LINES: 0.24, "solo": 0.16, "chorale": 0.08, "keyboard": 0.14, "quartet": 0.13, "trio": 0.07, "band": 0.10,
}
MELODY_RANGE = {"violin": (55, 91), "cello": (36, 69), "flute": (60, 93), "keyboard": (60, 88)}


def blank(rng, style):
    """An empty piece: key, meter, length."""
    beats = int(rng.choice([2, 3, 4], p=[0.2, 0.38, 0.42]))
    compound = rng.random() < {LINES: 0.3, "figures": 0.3, "solo": 0.2}.get(style, 0.1)
    bars = int(np.ceil(rng.integers(90, 170) / beats / 4) * 4)
    upbeat = 0.0 if rng.random() < 0.6 else float(rng.choice([1.0, 1 / 3 if compound else 0.5]))
    phrase = int(rng.choice([4, 8, 8, 6]))
    return Score("", style, beats, 3 if compound else 2, bars, [], upbeat, phrase, int(rng.integers(55, 67)), rng.random() < 0.45)


def nearest(options, pitch):
    """The option closest to a pitch."""
    return min(options, key=lambda p: abs(p - pitch))


def rhythm(score, rng):
    """A phrase's rhythm as bars of cells, with motifs that come back and calm endings."""
    cells = COMPOUND_CELLS if score.subdivision == 3 else SIMPLE_CELLS
    weights = np.array([w * rng.uniform(0.3, 1.7) for _, w in cells])
    weights /= weights.sum()

    def fresh():
        bar = [d for _ in range(score.beats_per_bar) for d in cells[rng.choice(len(cells), p=weights)][0]]
        if len(bar) > 2 and rng.random() < 0.35:  # held over a beat
            at = int(rng.integers(len(bar) - 1))
            bar[at : at + 2] = [bar[at] + bar[at + 1]]
        return bar

    motifs = [fresh() for _ in range(3)]
    plan = [0, 1, 0, 2] if rng.random() < 0.6 else [0, 0, 1, 2]
    bars = []
    for bar in range(score.bars):
        if (bar + 1) % score.phrase_bars == 0 and rng.random() < 0.8:
            last = [float(score.beats_per_bar)] if rng.random() < 0.4 else [score.beats_per_bar - 1.0, 1.0]
            bars.append(last)
        else:
            bars.append(motifs[plan[bar % 4]] if rng.random() < 0.75 else fresh())
    return bars


def melody(score, chords, rng, low, high, draw_rhythm=rhythm):
    """A singing line: chord tones where it weighs, steps between, slurs at random."""
    ladder = key_ladder(score, low, high)
    position = len(ladder) // 2
    slurring = rng.random() * 0.7
    notes = []
    if score.upbeat:
        notes.append(Note(-score.upbeat, score.upbeat, ladder[position]))
    parallel, moves = rng.random(), {}  # how often a bar's rhythm brings its steps with it
    for bar, lengths in enumerate(draw_rhythm(score, rng)):
        onset = float(bar * score.beats_per_bar)
        steps = moves.get(tuple(lengths))
        if steps is None or rng.random() > parallel:
            steps = [int(rng.choice([-2, -1, -1, 1, 1, 2])) if rng.random() < 0.85 else int(rng.integers(-4, 5)) for _ in lengths]
            moves[tuple(lengths)] = steps
        for length, step in zip(lengths, steps):
            strong = abs(onset - round(onset)) < 0.01
            position += step
            if not 0 <= position < len(ladder):
                position = len(ladder) // 2 + int(rng.integers(-3, 4))
            pitch = ladder[position]
            if strong and rng.random() < 0.8:
                pitch = nearest(textures.chord_at(chords, onset).ladder(low, high), pitch)
                position = ladder.index(nearest(ladder, pitch))
            ornament = "trill" if length >= 1 and rng.random() < 0.06 else ("grace" if rng.random() < 0.03 else "")
            notes.append(Note(onset, length, pitch, not strong and rng.random() < slurring, ornament))
            onset += length
    return Part("melody", notes)


def with_double_stops(part, chords, rng, share, low):
    """Chords of two to four notes under some beats, most of all under the first of a chord."""
    extra = []
    for note in part.notes:
        beat = abs(note.onset - round(note.onset)) < 0.01 and note.onset >= 0
        if not beat or rng.random() > share * (1.6 if note.onset % chords[0].duration == 0 else 0.8):
            continue
        below = textures.chord_at(chords, note.onset).ladder(low, note.pitch - 3)
        for pitch in below[-int(rng.integers(1, 4)) :]:
            extra.append(Note(note.onset, min(note.duration, rng.choice([0.4, 1.0])), pitch))
    part.notes = sorted(part.notes + extra, key=lambda n: (n.onset, n.pitch))
    return part


def chorale(score, chords, rng):
    """Four voices, mostly one chord to a beat, passing notes, held ends of phrases."""
    parts = []
    moving = rng.random() * 0.5
    per_phrase = score.phrase_bars * score.beats_per_bar // 2
    rests = {beat for beat in range(per_phrase - 1, score.beats, per_phrase)}
    for low, high in ((60, 79), (55, 72), (48, 67), (38, 60)):
        notes, pitch = [], (low + high) // 2
        for beat in range(score.beats):
            tones = textures.chord_at(chords, beat).ladder(low, high)
            before, pitch = pitch, nearest(tones, pitch + int(rng.integers(-4, 5)))
            if notes and rng.random() < moving and 3 <= abs(pitch - before) <= 5:
                notes[-1].duration = 0.5
                notes.append(Note(beat - 0.5, 0.5, (pitch + before) // 2))
            notes.append(Note(float(beat), 1.0, pitch))
        parts.append(Part("melody" if low == 60 else "second", notes))
    if rng.random() < 0.5:
        score.fermatas = sorted(rests)
    return parts


def compose(rng, style=None):
    """A piece of a style from `STYLES`, drawn when not given."""
    style = style or str(rng.choice(list(STYLES), p=np.array(list(STYLES.values())) / sum(STYLES.values())))
    score = blank(rng, style)
    if style == "band" and rng.random() < 0.8:
        score.beats_per_bar, score.bars = 4, 40
    if style == "chorale":
        score.subdivision = 2
    chords = progression(score, rng)
    low, high = MELODY_RANGE["violin"]
    if style in ("figures", LINES):
        if rng.random() < 0.2:
            low, high = MELODY_RANGE["cello"]
        draw_line = running_line if style == "figures" else unaccompanied
        score.parts = [with_double_stops(draw_line(score, chords, rng, low, high), chords, rng, rng.random() ** 2 * 0.5, low)]
        if rng.random() < 0.12:
            score.parts.append(textures.walking_bass(score, chords, rng))
    elif style == "solo":
        if rng.random() < 0.25:
            low, high = MELODY_RANGE["cello"]
        score.parts = [with_double_stops(melody(score, chords, rng, low, high), chords, rng, rng.random(), low)]
    elif style == "chorale":
        score.parts = chorale(score, chords, rng)
    elif style == "keyboard":
        line = unaccompanied if rng.random() < 0.3 else melody
        accompaniment = (textures.broken_chords, textures.after_beats, textures.held_chords, textures.walking_bass, textures.pulsing_chords)
        score.parts = [line(score, chords, rng, *MELODY_RANGE["keyboard"])]
        score.parts.append(accompaniment[rng.integers(len(accompaniment))](score, chords, rng))
        if rng.random() < 0.4:
            score.parts.append(textures.bass_on_strong_beats(score, chords, rng))
    elif style == "quartet":
        score.parts = [melody(score, chords, rng, low, high)]
        inner = (textures.pulsing_chords, textures.held_chords, textures.broken_chords, textures.after_beats)
        score.parts.append(inner[rng.integers(len(inner))](score, chords, rng))
        score.parts.append((textures.bass_on_strong_beats if rng.random() < 0.6 else textures.walking_bass)(score, chords, rng))
        if rng.random() < 0.5:
            score.parts.append(textures.second_voice(score, chords, rng))
    elif style == "trio":
        score.parts = [melody(score, chords, rng, 60, 88), melody(score, chords, rng, 55, 81)]
        score.parts[1].role = "second"
        score.parts.append(textures.walking_bass(score, chords, rng))
    else:
        score.parts = [melody(score, chords, rng, 60, 84), textures.drums(score, rng)]
        score.parts.append(textures.pulsing_chords(score, chords, rng) if rng.random() < 0.7 else textures.held_chords(score, chords, rng))
        score.parts.append((textures.walking_bass if rng.random() < 0.5 else textures.bass_on_strong_beats)(score, chords, rng, 33))
    return score
