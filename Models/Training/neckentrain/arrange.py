"""Folk tunes for players: which parts sound beside the melody."""

import math

import numpy as np

from . import textures
from .compose import with_double_stops
from .doubles import doubled
from .harmony import harmonise

SOLO = 0.42
DOUBLES = "doubles"
ENOUGH_BEATS = 80
ACCOMPANIMENTS = (
    textures.after_beats, textures.held_chords, textures.pulsing_chords, textures.broken_chords, textures.drone,
)


def arrange(score, rng, enough_beats=ENOUGH_BEATS):
    """Adds parts to a tune in place, played often enough: half stay solo (with or without feet and double stops)."""
    score.repeated(math.ceil(enough_beats / score.beats))
    chords = harmonise(score, rng)
    choice = rng.random()
    if choice < SOLO:
        play_alone(score, chords, rng)
    elif choice < 0.58:
        score.parts.append(textures.second_voice(score, chords, rng))
    elif choice < 0.88:
        score.parts.append(ACCOMPANIMENTS[rng.integers(len(ACCOMPANIMENTS))](score, chords, rng))
        if rng.random() < 0.5:
            score.parts.append(textures.bass_on_strong_beats(score, chords, rng))
    else:
        score.parts.append(textures.pulsing_chords(score, chords, rng))
        score.parts.append(textures.walking_bass(score, chords, rng, 33) if rng.random() < 0.4 else textures.bass_on_strong_beats(score, chords, rng))
        score.parts.append(textures.drums(score, rng))
    if rng.random() < 0.22:
        score.parts.append(textures.feet(score, rng))
    return thinned(score, rng)


def arrange_double(score, rng, enough_beats=ENOUGH_BEATS):
    """A tune varied by one player in running notes, in place, at its dance's tempo as far as the fingers can."""
    score.repeated(math.ceil(enough_beats / score.beats))
    chords = harmonise(score, rng)
    score.parts = [with_double_stops(doubled(score, chords, rng), chords, rng, rng.random() ** 2 * 0.4, 55)]
    return score


def play_alone(score, chords, rng):
    """A melody without others, some with double stops."""
    if rng.random() < 0.35:
        with_double_stops(score.parts[0], chords, rng, rng.random() * 0.6, 55)


def thinned(score, rng):
    """Players pause: accompaniment drops out for phrases, or begins alone. Never all at once: nobody hears beats in silence."""
    if len(score.parts) < 2 or rng.random() < 0.5:
        return score
    span = score.phrase_bars * score.beats_per_bar
    phrases = score.beats // span + 1
    silent = np.stack([rng.random(phrases) < (0.05 if index == 0 else 0.25) for index in range(len(score.parts))])
    silent[0, silent.all(axis=0)] = False
    for part, pauses in zip(score.parts, silent):
        part.notes = [n for n in part.notes if n.onset < 0 or not pauses[min(int(n.onset // span), phrases - 1)]]
    return score
