"""How a dance is accompanied: bass, chords and feet on the beats that its dancers step on."""

import math
from dataclasses import dataclass

from . import textures
from .arrange import ENOUGH_BEATS, arrange, play_alone, thinned
from .harmony import harmonise
from .score import Note, Part

OWN_WAY = 0.15  # chance of a band that accompanies like any other music
SOLO, DUET = 0.40, 0.52  # below: one player; two; above: a band
SOLO_FEET, BAND_FEET = 0.5, 0.2  # who plays alone for dancers stamps the beat himself
MISSED = 0.03


@dataclass(frozen=True)
class Komp:
    """Where in the bar bass and chords sound, in beats; how long, in beats."""

    bass: tuple = ()
    chords: tuple = ()
    bass_length: float = 0.7
    chord_length: float = 0.4


def komp_parts(score, chords, komp, rng, low=36, middle=52):
    """The bass part and the chord part of a pattern, for the whole tune."""
    touch, fifths = rng.uniform(0.7, 1.2), rng.random() < 0.6
    bass, high = [], []
    for bar in range(score.bars):
        start = float(bar * score.beats_per_bar)
        for index, beat in enumerate(komp.bass):
            if rng.random() < MISSED:
                continue
            chord = textures.chord_at(chords, start + beat)
            pitch = low + (chord.fifth - low) % 12 if fifths and index % 2 else chord.bass(low)
            bass.append(Note(start + beat, komp.bass_length * touch, pitch))
        for beat in komp.chords:
            if rng.random() < MISSED:
                continue
            for pitch in textures.chord_at(chords, start + beat).ladder(middle, middle + 12)[:3]:
                high.append(Note(start + beat, komp.chord_length * touch, pitch, accent=-0.1))
    return [Part(role, notes) for role, notes in (("bass", bass), ("chords", high)) if notes]


def arrange_for_dancers(score, manner, rng, enough_beats=ENOUGH_BEATS):
    """Adds in place what sounds beside the melody when this dance is played for dancers, often enough."""
    patterns = manner.komp.get(score.beats_per_bar)
    if not patterns or rng.random() < OWN_WAY:
        return arrange(score, rng, enough_beats)
    score.repeated(math.ceil(enough_beats / score.beats))
    chords = harmonise(score, rng)
    choice = rng.random()
    if choice < SOLO:
        play_alone(score, chords, rng)
    elif choice < DUET:
        score.parts.append(textures.second_voice(score, chords, rng))
    else:
        score.parts += komp_parts(score, chords, patterns[rng.integers(len(patterns))], rng)
        if rng.random() < 0.3:
            score.parts.append(textures.second_voice(score, chords, rng))
    if rng.random() < (SOLO_FEET if choice < SOLO else BAND_FEET):
        score.parts.append(textures.feet(score, rng))
    return thinned(score, rng)
