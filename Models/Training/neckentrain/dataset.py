"""The rendered collection: which tunes, how they are split, and one clip from a number."""

import hashlib
import json
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from . import abc
from .arrange import DOUBLES, ENOUGH_BEATS, arrange, arrange_double, thinned
from .compose import compose
from .dances import DANCES, compose_dance
from .degrade import degrade
from .features import SAMPLE_RATE
from .performance import DENSE_NOTES, excerpt, fits_two, perform, without_beginning
from .pieces import PIECES, draw_piece
from .render import TEST_FONT, TRAINING_FONTS, render
from .slurs import bind_parts

CLIP_SECONDS = 40.0
COMPOSED_SHARE = 0.4
OWN_DANCE_SHARE = 0.15
COUNTED_FINER = {"schottis"}  # notated in 2/4, danced in four
WALKED = 1.45  # notes per quarter up to which a march in 4/4 is walked in halves: between what transcribers wrote tempi of either kind to (decision 0158)
COUNTED_IN_TWO = {  # notated in 4/4 with no more notes per quarter than this, danced in two (SPEC 6)
    "polka": DENSE_NOTES, "engelska": DENSE_NOTES, "marsch": WALKED, "gånglåt": WALKED, "kadrilj": WALKED,
}
LEAST_MISSED, MOST_MISSED = 1.0, 9.0  # seconds of music before a clip that begins anywhere: a bar or two
BEATS_PER_SECOND = 3.6  # more than any tune has: tunes go round often enough for a clip that is longer than usual
SPLIT_SALT = "neckenml"
RARE_WEIGHT = 0.5  # tunes are drawn by dance, with probability ∝ count^0.5
COLLECTED = "collected"  # style: tunes alone, each as likely as the next, so with as many polskor as a collection has


@dataclass
class Clip:
    """A rendered clip and all that is known about it."""

    signal: np.ndarray
    performance: object
    title: str
    dance: str
    font: str
    program: int

    def labels(self):
        """What a test wants to know, as plain values."""
        shares = self.performance.shares
        return {
            "title": self.title, "dance": self.dance, "beatsPerBar": self.performance.beats_per_bar, "font": self.font,
            "melodyProgram": self.program, "bpm": round(self.performance.bpm, 3), "swing": round(self.performance.swing, 4),
            "medianShares": [round(float(s), 4) for s in np.median(shares, axis=0)] if len(shares) else [],
        }


def split_of(title):
    """train, dev or test, by the title's hash: 80, 8 and 12 per cent."""
    value = int(hashlib.sha256((SPLIT_SALT + title).encode()).hexdigest(), 16) % 100
    return "train" if value < 80 else ("dev" if value < 88 else "test")


class Tunes:
    """Tunes of one split, by dance; those with doubtful bars are never drawn."""

    def __init__(self, path, split):
        with open(path, encoding="utf-8") as file:
            rows = json.load(file)
        self.by_dance = {}
        for row in rows:
            if split_of(row["T"]) != split:
                continue
            dance = row["type"] if not row["type"].startswith("other:") else ""
            self.by_dance.setdefault(dance, []).append((row["abc"], row["T"], dance))
        self.dances = sorted(self.by_dance)
        counts = np.array([len(self.by_dance[d]) for d in self.dances])
        weights = counts**RARE_WEIGHT
        self.shares, self.weights = counts / counts.sum(), weights / weights.sum()

    def draw(self, rng, dance=None, as_collected=False):
        """A tune's score, freshly parsed; of a given dance if asked, or every tune as likely as the next."""
        weights = self.shares if as_collected else self.weights
        while True:
            chosen = dance if dance is not None else self.dances[rng.choice(len(self.dances), p=weights)]
            tunes = self.by_dance[chosen]
            try:
                score = abc.parse(*tunes[rng.integers(len(tunes))])
            except abc.DoubtfulBars:
                continue
            return in_dancers_beats(score)


def in_dancers_beats(score):
    """A tune counted as its dance is, where notation differs."""
    if score.dance in COUNTED_FINER and score.beats_per_bar == 2:
        return score.counted(2)
    if score.dance in COUNTED_IN_TWO and fits_two(score, COUNTED_IN_TWO[score.dance]):
        return score.counted(0.5)
    return score


def enough_beats(seconds, usual=CLIP_SECONDS):
    """How many beats of a tune fill a clip; clips no longer than is usual keep what they have always had."""
    return ENOUGH_BEATS if seconds <= usual else int(seconds * BEATS_PER_SECOND)


@lru_cache(maxsize=None)
def tunes_of(path, split):
    """The tunes of a split, read once in a process: for workers."""
    return Tunes(path, split)


def make_clip(
    tunes, split, seed, font=None, dance=None, style=None, even=False, clean=False, seconds=CLIP_SECONDS, rubato=False, anywhere=False, bowed=False
):
    """The clip with this number: same arguments, same sound.

    It begins with its music, or `anywhere`: in the middle of a bar, of a note. `bowed`: players bind notes where no slurs are written,
    as in half of the tunes. Of pieces they always do.
    """
    stream = [{"train": 1, "dev": 2, "test": 3}[split], seed]
    if anywhere:
        missed = np.random.default_rng([*stream, 1]).uniform(LEAST_MISSED, MOST_MISSED)
        whole = make_clip(tunes, split, seed, font, dance, style, even, clean, seconds + missed, rubato, bowed=bowed)
        first = round(missed * SAMPLE_RATE)
        return replace(whole, signal=whole.signal[first:], performance=without_beginning(whole.performance, first / SAMPLE_RATE))
    rng = np.random.default_rng(stream)
    enough = enough_beats(seconds)
    kind = rng.random() if dance is None else 1.0
    if style in DANCES or (not style and kind < OWN_DANCE_SHARE):
        score = arrange(compose_dance(rng, style), rng, enough)
        title = f"{score.dance} {seed}"
    elif style == COLLECTED:
        score = arrange(tunes.draw(rng, as_collected=True), rng, enough)
        style, title = score.dance, score.title
    elif style == DOUBLES:
        score = arrange_double(tunes.draw(rng, dance), rng, enough)
        title = score.title
    elif style == PIECES:
        score, bowed = draw_piece(rng, split, enough), True
        style, title = score.dance, score.title
    elif style or kind < OWN_DANCE_SHARE + COMPOSED_SHARE:
        score = thinned(compose(rng, style), rng)
        title = f"{score.dance} {seed}"
    else:
        score = arrange(tunes.draw(rng, dance), rng, enough)
        title = score.title
    if bowed:
        bind_parts(score, rng)
    performance = excerpt(perform(score, rng, even, rubato=rubato), seconds, rng)
    font = font or (TEST_FONT if split == "test" else str(rng.choice(TRAINING_FONTS)))
    signal, program = render(performance, style or score.dance, font, seconds, rng)
    if not clean and rng.random() < 0.85:
        signal = degrade(signal, rng)
    return Clip(signal, performance, title, score.dance, font, program)
