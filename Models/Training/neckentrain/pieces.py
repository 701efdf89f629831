"""Pieces written for training: ABC with several voices and exact bars, in `Models/Training/pieces`.

What generators draw at random has no idea behind it; these were written as music, in the manners of several times (decision 0152).
A file holds pieces one after the other. Header: X, T (title), R (forces, one of `FORCES`), M, L, Q (two tempi between
which it is played, beats per minute: quarters, dotted quarters in 6/8, 9/8 and 12/8, eighths in 3/8), K; then for each player `V:n` and
bars. No repeats. All voices have the same bars, and an upbeat of the same length, if any; the last bar is as much shorter.
"""

import glob
import math
import os
import re
from fractions import Fraction
from functools import lru_cache

from . import abc, textures
from .arrange import thinned
from .score import Part, Score

PIECES = "pieces"  # as a style of `neckentrain render` and `collection`
FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "pieces")
# Forces: whose instruments play (a style of `render`, which has folk instruments for those it does not know), and the players' roles from the top; the last role is the lowest voice's.
FORCES = {
    "violin": ("lines", ("melody",)), "cello": ("lines", ("melody",)), "flute": ("lines", ("melody",)),
    "keyboard": ("keyboard", ("melody", "figure", "figure", "bass")), "song": ("keyboard", ("melody", "figure", "figure", "bass")),
    "quartet": ("quartet", ("melody", "second", "chords", "bass")), "trio": ("trio", ("melody", "second", "second", "bass")),
    "chorale": ("chorale", ("melody", "second", "second", "second")), "orchestra": ("quartet", ("melody", "chords", "figure", "bass")),
    "band": ("band", ("melody", "chords", "figure", "bass")), "fiddle": ("piece", ("melody", "second", "second", "bass")),
    "accordion": ("piece", ("melody", "chords", "chords", "bass")),
}
FOLK = "piece"  # the style of forces that play folk dances
# In titles of what may be danced as one of the Nordic dances. Gavottes, gigues and bourrées may not.
DANCE_WORDS = re.compile(
    r"(?i)waltz|vals|walzer|polk|polsk|pols\b|menu|minu|mazur|schott|jenk|galop|mar[cs]h|marc(e|ia)|[kq]uadril|kadril|g.nglåt|ganglat|hambo|halling"
    r"|engelsk|anglais|anglez|contre|country|kontra|l.ndler|landler|polon|spring|coss[ai]|tempo di|walking|process|\bdance\b|rh?einl"
)
DEVELOPMENT_STEP = 5  # one of so many is for development, by its place in its file
LOWEST, HIGHEST = 28, 100  # pitches that somebody plays
DRUMMER = 0.8  # how often a band has one: drums are not written down
FIRST_VOICE_ALONE = 0.2  # how often a piece for several is a piece for one
SEMITONES = 5  # a piece is transposed by at most as many


def fields_and_voices(text):
    """A piece's header fields and each voice's lines of music."""
    fields, voices, voice = {}, {}, None
    for line in text.splitlines():
        line = re.sub(r"%.*$", "", line).strip()
        field = re.match(r"([A-Za-z]):\s*(.*)$", line)
        if field and field[1] == "V":
            voice = voices.setdefault(field[2].split()[0], [])
        elif field and voice is None:
            fields[field[1]] = field[2]
        elif line and voice is not None:
            voice.append(line)
    return fields, voices


def parse_piece(text, enough_beats=0):
    """A piece's text to a `Score` with tempi, played as often as it takes to last so many beats. Raises `abc.DoubtfulBars` with the reason."""
    fields, voices = fields_and_voices(text)
    beats, subdivision, beat, bar = abc.parse_meter(fields.get("M", ""))
    altered, tonic, minor = abc.parse_key(fields.get("K", ""))
    tempi = tuple(float(number) for number in re.findall(r"\d+(?:\.\d+)?", fields.get("Q", "")))
    forces = fields.get("R", "").strip()
    if len(tempi) != 2 or tempi[0] > tempi[1] or forces not in FORCES or not voices:
        raise abc.DoubtfulBars(f"Q {fields.get('Q')!r}, R {forces!r}, {len(voices)} voices")
    style, roles = FORCES[forces]
    score, shapes = Score(fields["T"], style, beats, subdivision, 0, [], 0.0, 8, 60 + tonic, minor, tempi=tempi), {}
    for index, (name, lines) in enumerate(voices.items()):
        reader = abc.Reader(Fraction(fields["L"].strip()), altered)
        for line in lines:
            reader.read(line)
        check_bars(name, reader.measures, bar)
        times = math.ceil(enough_beats * beat / sum(measure.length for measure in reader.measures)) or 1
        notes, bars, upbeat = abc.joined_bars(reader.measures * times, bar)
        shapes[name] = (bars, upbeat)
        lowest = index and index == len(voices) - 1
        part = Part(roles[-1 if lowest else min(index, len(roles) - 1)], abc.in_beats(notes, beat))
        if any(not LOWEST <= note.pitch <= HIGHEST for note in part.notes):
            raise abc.DoubtfulBars(f"voice {name} is too low or too high")
        score.parts.append(part)
    if len(set(shapes.values())) > 1:
        lengths = ", ".join(f"{name} {bars} and {upbeat}" for name, (bars, upbeat) in shapes.items())
        raise abc.DoubtfulBars(f"voices differ in bars or upbeat: {lengths}")
    score.bars, score.upbeat = bars, float(upbeat / beat)
    return score


def check_bars(name, measures, bar):
    """Every bar is full but for an upbeat and a last bar that is as much shorter."""
    measures = [measure for measure in measures if measure.length > 0]
    upbeat = measures[0].length if measures and measures[0].length < bar else 0
    for number, measure in enumerate(measures):
        wanted = bar - upbeat if number == len(measures) - 1 else bar
        if measure.length != wanted and not (number == 0 and upbeat):
            raise abc.DoubtfulBars(f"voice {name}, bar {number + (0 if upbeat else 1)} is {measure.length} long, not {wanted}")
        if measure.opens or measure.closes or measure.endings:
            raise abc.DoubtfulBars(f"voice {name} has repeats")


def pieces_in(path):
    """The texts of a file's pieces."""
    with open(path, encoding="utf-8") as file:
        return [text for text in re.split(r"(?m)^(?=X:)", file.read()) if text.strip().startswith("X:")]


@lru_cache(maxsize=None)
def written(development, folder=FOLDER):
    """Texts of all pieces for training or for development."""
    files = sorted(glob.glob(os.path.join(folder, "*.abc")))
    return [text for path in files for index, text in enumerate(pieces_in(path)) if (index % DEVELOPMENT_STEP == DEVELOPMENT_STEP - 1) == development]


def draw_piece(rng, split, enough_beats):
    """A written piece for players: in some key near its own, some voices pausing, or the first one alone. None is for the test."""
    if split == "test":
        raise ValueError("written pieces are for training and development")
    texts = written(split == "dev")
    score = parse_piece(texts[rng.integers(len(texts))], enough_beats)
    shift = int(rng.integers(-SEMITONES, SEMITONES + 1))
    for part in score.parts:
        for note in part.notes:
            note.pitch += shift
    score.tonic += shift
    if rng.random() < FIRST_VOICE_ALONE:
        score.parts = score.parts[:1]
    if score.dance == "band" and rng.random() < DRUMMER:
        score.parts.append(textures.drums(score, rng))
    return thinned(score, rng)


def draw_no_dance(rng, split, enough_beats):
    """A written piece that is meant to be none of the Nordic dances, by forces and title."""
    while True:
        score = draw_piece(rng, split, enough_beats)
        if score.dance != FOLK and not DANCE_WORDS.search(score.title):
            return score


def main(paths):
    """Says of every piece in some files whether it can be read."""
    for path in paths:
        for text in pieces_in(path):
            title = re.search(r"(?m)^T:\s*(.*)$", text)
            try:
                score = parse_piece(text)
                minutes = score.beats / (sum(score.tempi) / 2)
                print(f"{title and title[1]}: {score.dance}, {len(score.parts)} voices, {score.bars} bars, {minutes:.2f} minutes")
            except (abc.DoubtfulBars, ValueError, KeyError, ZeroDivisionError) as error:
                print(f"{title and title[1]}: NOT READ: {error!r}")


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
