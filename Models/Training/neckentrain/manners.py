"""How each dance is played: tempo, uneven beats, swing, accents, feet. Priors after SPEC 6, not measurements."""

from dataclasses import dataclass, field, replace

import numpy as np

from .accompany import Komp
from .performance import DENSE_NOTES, MOST_NOTES_PER_SECOND, fits_two, following_melody, notes_in_beats

EVEN = ((1 / 3, 1 / 3, 1 / 3),)
SHORT_FIRST = ((0.27, 0.41, 0.32), (0.27, 0.41, 0.32), (0.22, 0.44, 0.34), (0.30, 0.37, 0.33), (0.30, 0.37, 0.33))
LONG_FIRST = ((0.38, 0.31, 0.31), (0.37, 0.31, 0.32), (0.39, 0.32, 0.29))
TEMPO_DEVIATIONS = 3.29  # nine performances in ten lie within a dance's tempi
TEMPO_LIMIT = 2.1  # and none further out than so many deviations
FOR_DANCERS = 0.6  # chance of a tempo that dancers call usual (SPEC 6, tempo categories); else any that is seen
ODD_PLAYER = 0.1  # chance of accents that have nothing to do with the dance
RUNNING_NOTES = 2.6  # notes per beat from which a polska runs in sixteenths, and is played nearly even
RUNNING_ENOUGH = 3.2  # notes per beat from which there is nothing to vary


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
    komp: dict = field(default_factory=dict)  # by beats per bar, what bands choose from
    running: float = 0.0  # chance that the player varies eighths into even sixteenths
    usual: tuple = ()  # the dancers' usual tempi, as far as they lie within those seen
    touch: tuple = (1.0, 1.0)  # how much of their length unslurred notes of the melody sound: short is springy

    def tempo(self, score, rng):
        """Log-normal around the middle of the dance's tempi, slow enough for the fingers."""
        low, high = np.log(self.usual if self.usual and rng.random() < FOR_DANCERS else self.tempi)
        deviation = (high - low) / TEMPO_DEVIATIONS
        drawn = np.exp((low + high) / 2 + deviation * np.clip(rng.normal(), -TEMPO_LIMIT, TEMPO_LIMIT))
        if self.beat == "eighths" and score.beats_per_bar == 2:
            drawn /= 2
        onsets = sorted({round(n.onset, 4) for n in score.parts[0].notes})
        gaps = sorted(after - before for before, after in zip(onsets, onsets[1:]))
        shortest = gaps[len(gaps) // 8] if gaps else 0.5
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
        return pattern * rng.uniform(0.12, 0.34)

    def written_for_feet(self, score):
        """The score in the dancers' beats: engelska and polka in two, a running schottis in four."""
        if self.beat == "in two" and fits_two(score):
            return score.counted(0.5)
        if self.beat == "eighths" and score.beats_per_bar == 2 and notes_in_beats(score).mean() > DENSE_NOTES:
            return score.counted(2)
        return score

    def touched(self, score, rng):
        """The melody as short as this dance is bowed."""
        touch = rng.uniform(*self.touch)
        for note in score.parts[0].notes:
            note.duration *= 1.0 if note.slurred else touch
        return score

    def varied(self, score, rng):
        """Some eighths of the melody as two sixteenths each, the second stepping towards what follows."""
        if score.subdivision != 2 or notes_in_beats(score).mean() > RUNNING_ENOUGH or rng.random() >= self.running:
            return score
        share, notes = rng.uniform(0.25, 0.7), []
        written = sorted(score.parts[0].notes, key=lambda n: n.onset)
        for note, after in zip(written, written[1:] + written[-1:]):
            if abs(note.duration - 0.5) > 0.01 or rng.random() >= share:
                notes.append(note)
                continue
            step = int(np.sign(after.pitch - note.pitch)) * 2 if rng.random() < 0.7 else 0
            notes.append(replace(note, duration=0.25))
            notes.append(replace(note, onset=note.onset + 0.25, duration=0.25, pitch=note.pitch + step, ornament=""))
        score.parts[0].notes = notes
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


WALKING = {2: ((1, 0.3),), 4: ((1, 0.2, 0.8, 0.2),)}
LEVEL = {2: ((0.6, 0.55),), 4: ((0.6, 0.5, 0.6, 0.5),)}
EVERY_BEAT = {2: ((0, 1),), 3: ((0, 1, 2),), 4: ((0, 1, 2, 3),)}
# What accompanists play for the steps: a waltz's bass on one and chords on two and three, a polka's chords after the
# beats, a polska's one and three, a snoa's every beat alike, a walking tune's one and three with less between.
OOM_PAH_PAH = Komp((0,), (1, 2), 0.9)
ONE_AND_THREE = (Komp((0, 2), (0, 2)), Komp((0, 2), (), 0.6), Komp((0,), (2,)), Komp((0, 2), (0,), 0.6))
THREE_ALIKE = (Komp((), (0, 1, 2)), Komp((0, 1, 2), (), 0.6), Komp((0, 1, 2), (0, 1, 2), 0.6))
AFTER_BEATS = {2: (Komp((0, 1), (0.5, 1.5), 0.45, 0.25),), 4: (Komp((0, 2), (1, 3), 0.6), Komp((0, 1, 2, 3), (0.5, 1.5, 2.5, 3.5), 0.45, 0.25))}
STEP_BY_STEP = {2: (Komp((0, 1), (0, 1), 0.5), Komp((), (0, 1))), 4: (Komp((0, 1, 2, 3), (0, 1, 2, 3), 0.5), Komp((), (0, 1, 2, 3)))}
LONG_STEPS = {2: (Komp((0,), (0,), 1.6, 1.4), Komp((0,), (1,), 0.9)), 4: (Komp((0, 2), (0, 2), 1.6, 1.4), Komp((0, 2), (1, 3), 0.9))}
REEL_PULSE = {2: (Komp((0,), (0, 0.5, 1, 1.5), 0.9, 0.3), Komp((0, 1), (), 0.8)), 4: (Komp((0, 2), (0, 1, 2, 3), 0.9),)}
MANNERS = {
    manner.name: manner
    for manner in (
        Manner("Polska", (98, 142), {3: ((1, 0.1, 0.7),)}, ("polska",), (), SHORT_FIRST + ((0.39, 0.33, 0.28),), 0.78, 0.012,
               0.3, (0.54, 0.64), {3: ((0, 2), (0, 2), (0,))}, usual=(105, 125), komp={3: ONE_AND_THREE}),
        Manner("Slängpolska", (96, 116), {3: ((0.5, 0.45, 0.45),)}, ("slängpolska",), steps=EVERY_BEAT, usual=(106, 116), komp={3: THREE_ALIKE},
               running=0.5),
        Manner("Hambo", (100, 149), {3: ((1, 0, 0.25), (1, 0.1, 0.1))}, ("hambo",), ("polska",), LONG_FIRST, 0.8, 0.01,
               0.75, (0.57, 0.68), {3: ((0,), (0, 1, 2))}, usual=(100, 115), komp={3: (Komp((0,), (1, 2), 1.2), Komp((0,), (2,), 1.4))}),
        Manner("Vals", (134, 200), {3: ((1, 0.15, 0.15),)}, ("vals",), (), LONG_FIRST, 0.05, 0.009, 0.1, (0.53, 0.6), {3: ((0,),)},
               usual=(150, 200), komp={3: (OOM_PAH_PAH,)}),
        Manner("Mazurka", (124, 174), {3: ((0.4, 1, 0.2), (0.4, 0.2, 1))}, ("mazurka",), ("vals",), EVEN, 0.0, 0.012,
               0.9, (0.6, 0.74), {3: ((0, 1), (0, 2), (0,))}, usual=(130, 160), komp={3: (OOM_PAH_PAH, Komp((0,), (1,)), Komp((0,), (2,)))}),
        Manner("Menuett", (77, 140), {3: ((0.7, 0.25, 0.35),)}, ("menuett",), waver=0.005,
               komp={3: (Komp((0, 1, 2), (), 0.95), Komp((0,), (0,), 2.8, 2.8), Komp((0, 2), (0,), 1.9, 2.8))}),
        Manner("Schottis", (132, 168), {2: ((1, 0.7),), 4: ((1, 0.5, 0.8, 0.5),)}, ("schottis",), swing_chance=0.85,
               swings=(0.57, 0.7), beat="eighths", usual=(140, 160), touch=(0.6, 0.9), komp={2: (Komp((0, 1), (0.5, 1.5), 0.45, 0.25),), 4: (Komp((0, 2), (1, 3), 0.8),)}),
        Manner("Snoa", (80, 116), LEVEL, ("gånglåt", "marsch"), ("snoa",), swing_chance=0.05, swings=(0.52, 0.56),
               steps=EVERY_BEAT, freedom=0.3, usual=(80, 110), touch=(0.55, 0.85), komp=STEP_BY_STEP),
        Manner("Polka", (100, 135), {2: ((1, 0.5),), 4: ((1, 0.4, 0.8, 0.4),)}, ("polka",), swing_chance=0.05, beat="in two",
               steps={2: ((0, 1), (0,)), 4: ((0, 2),)}, freedom=0.35, usual=(120, 135), touch=(0.5, 0.8), komp=AFTER_BEATS),
        Manner("Engelska", (80, 130), {2: ((0.8, 0.4),), 4: ((0.9, 0.3, 0.6, 0.3),)}, ("engelska",), swing_chance=0.03,
               beat="in two", usual=(110, 130), komp=REEL_PULSE, running=0.75),
        Manner("Gånglåt", (60, 123), WALKING, ("gånglåt", "marsch"), swing_chance=0.5, swings=(0.55, 0.66), freedom=0.7,
               steps={2: ((0,), (0, 1)), 4: ((0, 2), (0, 2), (0, 1, 2, 3))}, usual=(80, 100), komp=LONG_STEPS),
        Manner("Halling", (95, 106), {2: ((0.9, 0.75),)}, ("halling",), swing_chance=0.3, swings=(0.54, 0.66), steps=EVERY_BEAT,
               touch=(0.6, 0.9), komp={2: (Komp((0, 1), (), 0.5), Komp((0, 1), (0.5, 1.5), 0.5, 0.3))}),
    )
}
