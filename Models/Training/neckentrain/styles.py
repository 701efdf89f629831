"""Labelled performances for the style head: each dance in its manner, and music that is none of them."""

import csv
import os
from dataclasses import replace

import numpy as np
import soundfile

from .accompany import arrange_for_dancers
from .arrange import arrange, thinned
from .compose import STYLES, compose
from .manners import LEVEL, MANNERS, WALKING, Manner
from .dataset import Tunes, enough_beats
from .degrade import degrade
from .features import SAMPLE_RATE
from .performance import AnyManner, excerpt, perform
from .pieces import PIECES, draw_no_dance
from .render import TEST_FONT, TRAINING_FONTS, render
from .session import KINDS, PART_BARS, compose_session, in_turns
from .slurs import bind_parts

SECONDS = 50.0
TAIL_SECONDS = 2.0  # after the last beat
SPLIT_SEEDS = {"train": 21, "dev": 22, "test": 23}
OTHER = "Other"
FEW_TUNES = 45  # dances with fewer tunes are trained on recombined and borrowed ones as well
RECOMBINED, BORROWED = 0.45, 0.25
DEGRADED = 0.85
SESSION_MANNERS = {
    kind: Manner(kind, tempi, {2: WALKING[2] + LEVEL[2], 3: ((1, 0.2, 0.4),), 4: WALKING[4] + LEVEL[4]}, (), swing_chance=0.3)
    for kind, (_, _, tempi, _) in KINDS.items()
}
# What the program knows by name although the default head does not: to say so is right, and to say nothing as well.
ALSO_RIGHT = {"reel": "Reel", "jig": "Jig", "slip jig": "Slip jig", "hornpipe": "Hornpipe", "strathspey": "Strathspey"}
OTHER_KINDS = (*KINDS, *STYLES, "noise")


def draw_tune(tunes, types, rng):
    """A tune of one of these types, freshly parsed."""
    types = [t for t in types if t in tunes.by_dance]
    weights = np.array([len(tunes.by_dance[t]) for t in types]) ** 0.5
    return tunes.draw(rng, types[rng.choice(len(types), p=weights / weights.sum())])


def recombined(tunes, types, rng):
    """A tune in turns whose bars come from several of a dance, in pairs, the ends of parts from ends."""
    model = draw_tune(tunes, types, rng)
    donors = [model]
    for _ in range(40):
        donor = draw_tune(tunes, types, rng)
        if (donor.beats_per_bar, donor.subdivision) == (model.beats_per_bar, model.subdivision) and donor.bars >= PART_BARS:
            donors.append(donor)
        if len(donors) == 5:
            break
    beats, notes = model.beats_per_bar, []
    for pair in range(PART_BARS):
        donor = donors[rng.integers(len(donors))]
        last = pair % (PART_BARS // 2) == PART_BARS // 2 - 1
        bar = min(PART_BARS, donor.bars) - 2 if last else int(rng.integers(max(donor.bars - 1, 1)))
        shift = (model.tonic - donor.tonic + 6) % 12 - 6
        for note in donor.parts[0].notes:
            place = note.onset - bar * beats
            if 0 <= place < 2 * beats:
                length = min(note.duration, 2 * beats - place)
                notes.append(replace(note, onset=pair * 2 * beats + place, duration=length, pitch=note.pitch + shift))
    model.parts[0].notes, model.bars, model.upbeat, model.title = notes, 2 * PART_BARS, 0.0, f"recombined {model.title}"
    return in_turns(model)


def dance_score(tunes, split, manner, rng, seconds):
    """A tune for a dance, arranged, in the dancers' beats, played for so long."""
    count = sum(len(tunes.by_dance.get(t, ())) for t in manner.sources)
    score, drawn = None, rng.random()
    if split == "train" and count < FEW_TUNES:
        if drawn < RECOMBINED:
            score = recombined(tunes, manner.sources, rng)
        elif drawn < RECOMBINED + BORROWED and manner.borrowed:
            score = draw_tune(tunes, manner.borrowed, rng)
    score = score or draw_tune(tunes, manner.sources, rng)
    while score.beats_per_bar not in manner.accent:
        score = draw_tune(tunes, manner.sources, rng)
    score = arrange_for_dancers(manner.varied(manner.written_for_feet(score), rng), manner, rng, enough_beats(seconds, SECONDS))
    manner.set_feet(score, rng)
    return manner.touched(score, rng)


def noise(rng, seconds):
    """Coloured noise with a slow swell, and clicks without any order."""
    spectrum = np.fft.rfft(rng.normal(size=int(seconds * SAMPLE_RATE)))
    spectrum /= np.maximum(np.arange(len(spectrum)), 20.0) ** rng.uniform(0, 1)
    signal = np.fft.irfft(spectrum)
    signal *= 1 + 0.5 * np.sin(np.linspace(0, rng.uniform(2, 20), len(signal)))
    signal *= 0.05 / np.sqrt(np.mean(signal**2))
    for start in rng.integers(0, len(signal) - 2000, int(rng.integers(0, 60))):
        signal[start : start + 2000] += rng.uniform(0.05, 0.4) * rng.normal(size=2000) * np.exp(-np.arange(2000) / 300)
    return signal.astype(np.float32)


def style_clip(tunes, split, label, seed, any_tempo=False, seconds=SECONDS, pieces=False):
    """The clip of a label with this number: (signal, what is known about it). With `pieces` other music is written, not drawn."""
    names = sorted(MANNERS)
    rng = np.random.default_rng([SPLIT_SEEDS[split], names.index(label) if label in MANNERS else len(names), seed])
    font = TEST_FONT if split == "test" else str(rng.choice(TRAINING_FONTS))
    if label in MANNERS:
        kind, manner = label, replace(MANNERS[label], usual=()) if any_tempo else MANNERS[label]
        score = dance_score(tunes, split, manner, rng, seconds)
    elif pieces:
        kind, manner, score = PIECES, AnyManner, draw_no_dance(rng, split, enough_beats(seconds, SECONDS))
        bind_parts(score, rng)
    else:
        kind, manner = OTHER_KINDS[seed % len(OTHER_KINDS)], AnyManner
        if kind == "noise":
            return noise(rng, seconds), {"style": OTHER, "kind": kind, "title": f"noise {seed}", "beats_per_bar": 0, "bpm": 0}
        if kind in KINDS:
            manner, score = SESSION_MANNERS[kind], arrange(compose_session(kind, rng), rng, enough_beats(seconds, SECONDS))
        else:
            score = thinned(compose(rng, kind), rng)
        score.title = f"{kind} {split} {seed}"
    performance = excerpt(perform(score, rng, manner=manner), seconds, rng)
    length = max(SECONDS, min(seconds, float(performance.beat_times[-1]) + TAIL_SECONDS))  # composed music is not always that long
    signal, _ = render(performance, score.dance, font, length, rng)
    if rng.random() < DEGRADED:
        signal = degrade(signal, rng)
    return signal, {
        "style": label, "kind": kind, "title": score.title, "beats_per_bar": performance.beats_per_bar,
        "bpm": round(performance.bpm, 2),
    }


def render_styles(tunes_path, split, count, others, folder, first=0, any_tempo=False, seconds=SECONDS, pieces=False):
    """Writes SPLIT-NNNNN.flac and labels.csv; names say nothing of the dance. What is there is kept.

    With `any_tempo` dances are played at all the tempi that are seen, and not mostly at those usual among dancers. With `pieces` the
    other music is pieces that were written, as far as they are no dances.
    """
    os.makedirs(folder, exist_ok=True)
    tunes = Tunes(tunes_path, split)
    plan = [(label, seed) for label in sorted(MANNERS) for seed in range(first, first + count)]
    plan += [(OTHER, seed) for seed in range(first, first + others)]
    rows = []
    for label, seed in plan:
        number = seed * (len(MANNERS) + 1) + (sorted(MANNERS).index(label) if label in MANNERS else len(MANNERS))
        name = f"{split}-{'any-' if any_tempo else ''}{'pieces-' if pieces else ''}{number:05d}"
        path = os.path.join(folder, name)
        if not os.path.exists(path + ".csv"):
            signal, known = style_clip(tunes, split, label, seed, any_tempo, seconds, pieces)
            soundfile.write(path + ".flac", np.clip(signal, -1, 1), SAMPLE_RATE)
            with open(path + ".csv", "w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerow([name + ".flac", *known.values()])
        with open(path + ".csv", encoding="utf-8", newline="") as file:
            row = next(csv.reader(file))
        rows.append([*row, ALSO_RIGHT.get(row[2], "") if row[1] == OTHER else ""])
    with open(os.path.join(folder, "labels.csv"), "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["recording", "style", "kind", "group", "beats_per_bar", "bpm", "also"])
        writer.writerows(rows)
