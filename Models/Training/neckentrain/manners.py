"""How each dance is played: tempo, uneven beats, swing, accents, feet. Priors after SPEC 6, not measurements."""

from dataclasses import dataclass, field

import numpy as np

from .performance import MOST_NOTES_PER_SECOND, following_melody, notes_in_beats

EVEN = ((1 / 3, 1 / 3, 1 / 3),)
SHORT_FIRST = ((0.27, 0.41, 0.32), (0.27, 0.41, 0.32), (0.22, 0.44, 0.34), (0.30, 0.37, 0.33), (0.30, 0.37, 0.33))
LONG_FIRST = ((0.38, 0.31, 0.31), (0.37, 0.31, 0.32), (0.39, 0.32, 0.29))
TEMPO_DEVIATIONS = 3.29  # nine performances in ten lie within a dance's tempi
TEMPO_LIMIT = 2.1  # and none further out than so many deviations
ODD_PLAYER = 0.1  # chance of accents that have nothing to do with the dance
RUNNING_NOTES = 2.6  # notes per beat from which a polska runs in sixteenths, and is played nearly even
DENSE_NOTES = 2.2  # notes per quarter from which 2/4 is danced in eighths


@dataclass(frozen=True)
class Manner:
    """The priors of one dance. Tempo in the dancers' beats; accents and feet by beats per bar."""

    name: str
    tempi: tuple
    accent: dict
    sources: tuple  # tune types that are danced so
    borrowed: tuple = ()  # tune types whose melodies may be danced so too; for training only, where tunes are few
    uneven: tuple = EVEN
    uneven_chance: float = 0.0
    waver: float = 0.007
    swing_chance: float = 0.0
    swings: tuple = (0.55, 0.65)
    steps: dict = field(default_factory=dict)
    freedom: float = 0.5
    leans: bool = False
    plain: float = 0.0
    beat: str = "as written"

    def tempo(self, score, rng):
        """Log-normal around the middle of the dance's tempi, slow enough for the fingers."""
        low, high = np.log(self.tempi[0]), np.log(self.tempi[1])
        deviation = (high - low) / TEMPO_DEVIATIONS
        drawn = np.exp((low + high) / 2 + deviation * np.clip(rng.normal(), -TEMPO_LIMIT, TEMPO_LIMIT))
        if self.beat == "eighths" and score.beats_per_bar == 2:
            drawn /= 2
        lengths = sorted(n.duration for n in score.parts[0].notes)
        shortest = lengths[len(lengths) // 8] if lengths else 0.5
        return float(min(drawn, max(60 * MOST_NOTES_PER_SECOND * max(shortest, 0.125), 0.8 * self.tempi[0])))

    def shares(self, score, rng):
        """Beat lengths of every bar; a polska that runs in sixteenths is nearly even."""
        beats = score.beats_per_bar
        base, follow, spread = np.full(beats, 1.0 / beats) * np.exp(rng.normal(0, self.waver, beats)), 0.0, abs(rng.normal(0, self.waver))
        chance = self.uneven_chance * (0.35 if notes_in_beats(score).mean() > RUNNING_NOTES else 1.0)
        if beats == 3 and rng.random() < chance:
            base = np.array(self.uneven[rng.integers(len(self.uneven))]) * np.exp(rng.normal(0, 0.04, 3))
            follow, spread = rng.normal(0, 0.05), abs(rng.normal(0, 0.02))
        return following_melody(score, base, follow, spread, rng)

    def swing(self, score, rng):
        """Where the middle of the beat falls."""
        if score.subdivision == 2 and rng.random() < self.swing_chance:
            return float(rng.uniform(*self.swings))
        return float(np.clip(rng.normal(0.5, 0.01), 0.47, 0.53)) if score.subdivision == 2 else 0.5

    def accents(self, score, rng):
        """Loudness by beat of the bar, weaker or stronger by player."""
        choices = self.accent[score.beats_per_bar]
        pattern = np.array(choices[rng.integers(len(choices))], dtype=float)
        if rng.random() < ODD_PLAYER:
            pattern = rng.random(score.beats_per_bar)
        return pattern * rng.uniform(0.08, 0.32)

    def written_for_feet(self, score):
        """The score in the dancers' beats: engelska and polka in two, a running schottis in four."""
        dense = notes_in_beats(score).mean()
        if self.beat == "in two" and score.beats_per_bar == 4 and dense <= DENSE_NOTES:
            return scaled(score, 0.5)
        if self.beat == "eighths" and score.beats_per_bar == 2 and dense > DENSE_NOTES:
            return scaled(score, 2.0)
        return score

    def set_feet(self, score, rng):
        """Feet, where the arrangement has them, step as the dancers do."""
        patterns = self.steps.get(score.beats_per_bar, (tuple(range(score.beats_per_bar)), (0,)))
        for part in score.parts:
            if part.role != "feet" or not part.notes:
                continue
            pattern, model = patterns[rng.integers(len(patterns))], part.notes[0]
            part.notes = [
                type(model)(float(beat), model.duration, model.pitch, accent=0.3 if beat % score.beats_per_bar == 0 else 0.0)
                for beat in range(score.beats)
                if beat % score.beats_per_bar in pattern and rng.random() < 0.97
            ]


def scaled(score, factor):
    """The same music counted in other beats: 0.5 halves their number."""
    for part in score.parts:
        for note in part.notes:
            note.onset, note.duration = note.onset * factor, note.duration * factor
    score.upbeat *= factor
    score.beats_per_bar = int(score.beats_per_bar * factor)
    return score


WALKING = {2: ((1, 0.3),), 4: ((1, 0.2, 0.8, 0.2),)}
LEVEL = {2: ((0.6, 0.55),), 4: ((0.6, 0.5, 0.6, 0.5),)}
MANNERS = {
    manner.name: manner
    for manner in (
        Manner("Polska", (98, 142), {3: ((1, 0.1, 0.7),)}, ("polska",), (), SHORT_FIRST + ((0.39, 0.33, 0.28),), 0.78, 0.012,
               0.3, (0.54, 0.64), {3: ((0, 2), (0, 2), (0,))}),
        Manner("Slängpolska", (96, 116), {3: ((0.5, 0.45, 0.45),)}, ("slängpolska",), steps={3: ((0, 1, 2),)}),
        Manner("Hambo", (100, 149), {3: ((1, 0, 0.25), (1, 0.1, 0.1))}, ("hambo",), ("polska",), LONG_FIRST, 0.75, 0.01,
               0.6, (0.56, 0.68), {3: ((0,), (0, 1, 2))}),
        Manner("Vals", (134, 200), {3: ((1, 0.15, 0.15),)}, ("vals",), (), LONG_FIRST, 0.05, 0.009, 0.1, (0.53, 0.6), {3: ((0,),)}),
        Manner("Mazurka", (124, 174), {3: ((0.5, 1, 0.3), (0.5, 0.3, 1))}, ("mazurka",), ("vals",), EVEN, 0.0, 0.012,
               0.75, (0.58, 0.72), {3: ((0, 1), (0, 2), (0,))}),
        Manner("Menuett", (77, 140), {3: ((0.7, 0.25, 0.35),)}, ("menuett",)),
        Manner("Schottis", (132, 168), {2: ((1, 0.7),), 4: ((1, 0.5, 0.8, 0.5),)}, ("schottis",), swing_chance=0.75,
               swings=(0.56, 0.69), beat="eighths"),
        Manner("Snoa", (80, 116), LEVEL, ("gånglåt", "marsch", "polka"), ("snoa",), swing_chance=0.2, swings=(0.52, 0.6),
               steps={2: ((0, 1),), 4: ((0, 1, 2, 3),)}),
        Manner("Polka", (100, 135), {2: ((1, 0.5),), 4: ((1, 0.4, 0.8, 0.4),)}, ("polka",), swing_chance=0.08, beat="in two"),
        Manner("Engelska", (80, 130), {2: ((0.8, 0.4),), 4: ((0.9, 0.3, 0.6, 0.3),)}, ("engelska",), swing_chance=0.05,
               beat="in two"),
        Manner("Gånglåt", (60, 123), WALKING, ("gånglåt", "marsch"), swing_chance=0.3, swings=(0.53, 0.63), freedom=0.8,
               steps={2: ((0, 1),), 4: ((0, 2), (0, 1, 2, 3))}),
        Manner("Halling", (95, 106), {2: ((0.9, 0.6),)}, ("halling",), swing_chance=0.2,
               swings=(0.54, 0.66)),
    )
}
