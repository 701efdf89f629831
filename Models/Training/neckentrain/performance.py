"""From score time to seconds: tempo, uneven beats, swing, rubato, touch, accents.

Everything is drawn from one generator, so a seed gives the same performance for ever. The beats that
come out are exact: they are what the notes were placed by.
"""

import math
from dataclasses import dataclass, field

import numpy as np

from .score import STRUCK, chord_sizes

TEMPO_RANGES = {  # beats per minute, for the pulse as notated
    "polska": (88, 145), "slängpolska": (90, 122), "pols": (95, 138), "springlek": (95, 138), "hambo": (95, 150),
    "vals": (125, 205), "mazurka": (115, 175), "menuett": (75, 145), "polonäs": (75, 125), "visa": (65, 140),
    "schottis": (128, 172), "polka": (95, 138), "engelska": (78, 132), "marsch": (65, 124), "gånglåt": (58, 112),
    "halling": (88, 112), "snoa": (78, 118), "galopp": (110, 155), "kadrilj": (88, 126), "totakt-pols": (90, 125), "svingedans": (95, 125),
    "jig": (95, 138), "slip jig": (95, 145), "slide": (115, 155), "reel": (85, 128), "hornpipe": (125, 190),
    "strathspey": (95, 140), "figures": (50, 176), "lines": (52, 185), "solo": (42, 160), "chorale": (46, 112), "keyboard": (50, 180), "quartet": (50, 175),
    "trio": (50, 150), "band": (68, 185),
}
UNEVEN_DANCES = {"polska", "pols", "springlek", "hambo", "", "svingedans"}
FOUR_BEAT_TEMPO = (90, 190)
OTHER_TEMPO = (55, 165)
COMPOUND_TEMPO = (45, 130)
FREE_TEMPO = 1.15  # how far beyond a composer's tempi players go
FAST_COMPOUND = {"jig", "slip jig", "slide", "halling"}
SWUNG = {"schottis": 0.6, "hornpipe": 0.7}  # how often; other walking dances .3
MOST_NOTES_PER_SECOND = 11.5
DENSE_NOTES = 2.2  # notes per quarter up to which 4/4 may be danced in two, and beyond which 2/4 in eighths
ACCENTS = {"polska": (1, 0.1, 0.6), "hambo": (1, 0, 0.2), "vals": (1, 0.1, 0.1), "mazurka": (0.5, 1, 0.4), "slängpolska": (0.4, 0.4, 0.4)}
DEFAULT_ACCENTS = {2: (1, 0.3), 3: (1, 0.2, 0.3), 4: (1, 0.2, 0.6, 0.2)}
THREE_SHARES = (
    (0.22, 0.44, 0.34), (0.27, 0.41, 0.32), (0.39, 0.33, 0.28), (0.36, 0.36, 0.28), (0.38, 0.31, 0.31), (0.30, 0.38, 0.32),
)
RUBATO_SPREAD = (0.03, 0.11)  # standard deviation of the logarithms of beats' lengths, for a soloist
RUBATO_FREEDOM, RUBATO_LIMIT = 4, 3.5  # of Student's t, so that some are far longer or shorter: degrees of freedom, and where it is cut off
LINGERING, LINGERED = 0.08, (0.1, 0.35)  # greatest share of beats that are dwelt upon, and how much longer they get (logarithm)
GRACE_SECONDS = (0.04, 0.09)
BOWED_ALONE = {"lines", "solo"}  # music for one string player or wind
BREAKING = 0.75  # share of string players who break chords of three and four notes; others take them as everybody takes chords
BROKEN_SECONDS, BREAKS_SCATTER = (0.04, 0.22), 0.2  # from a chord's lower strings to its upper two; standard deviation of its logarithm
STOPS_OVERLAP = 0.04  # seconds that the lower strings sound on after that
TOGETHER_SECONDS = 0.03  # notes that begin so near to each other are one onset


@dataclass
class Event:
    """A sounding note in seconds; velocity 0 … 1."""

    start: float
    end: float
    pitch: int
    velocity: float
    slurred: bool = False


@dataclass
class Performance:
    """What was played, and where its beats are."""

    beat_times: np.ndarray
    beat_numbers: np.ndarray  # 1 … beats per bar
    beats_per_bar: int
    tracks: list = field(default_factory=list)  # (role, [Event])
    shares: np.ndarray = None  # [bars, beats per bar]
    bpm: float = 0.0
    swing: float = 0.5


def onset_times(performance):
    """Starts of the notes in seconds, together where they are heard together."""
    starts = np.sort([event.start for _, events in performance.tracks for event in events])
    return starts[np.diff(starts, prepend=-1) > TOGETHER_SECONDS]


def draw_tempo(score, rng):
    """A tempo for the dance, slow enough for the fingers: a dotted pair takes them as long as two even notes."""
    low, high = TEMPO_RANGES.get(score.dance, FOUR_BEAT_TEMPO if score.beats_per_bar == 4 and score.dance else OTHER_TEMPO)
    if score.subdivision == 3 and score.dance not in FAST_COMPOUND:
        low, high = COMPOUND_TEMPO
    if score.tempi:
        low, high = score.tempi[0] / FREE_TEMPO, score.tempi[1] * FREE_TEMPO
    lines = [[n.duration for n in p.notes] for p in score.parts if p.role in ("melody", "figure")]
    lengths = sorted((a + b) / 2 for line in lines for a, b in zip(line, line[1:]))
    shortest = lengths[len(lengths) // 8] if lengths else 0.5
    high = min(high, 60 * MOST_NOTES_PER_SECOND * max(shortest, 0.125))
    low = min(low, 0.7 * high)
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def notes_in_beats(score):
    """How many melody notes begin in each beat: [bars, beats per bar]."""
    counts = np.zeros((score.bars, score.beats_per_bar))
    for note in score.parts[0].notes:
        beat = int(np.floor(note.onset + 1e-6))
        if 0 <= beat < counts.size:
            counts[beat // score.beats_per_bar, beat % score.beats_per_bar] += 1
    return counts


def fits_two(score, most=DENSE_NOTES):
    """Whether a tune in 4/4 has notes for two beats a bar: no more of them than so many per quarter, so that it does not run in sixteenths."""
    return score.beats_per_bar == 4 and notes_in_beats(score).mean() <= most


def draw_shares(score, rng):
    """Each bar's beat lengths as shares of the bar, uneven where the dance is."""
    beats = score.beats_per_bar
    base = np.full(beats, 1.0 / beats)
    chance = 0.7 if score.dance in UNEVEN_DANCES and beats == 3 else 0.12
    follow, spread = 0.0, abs(rng.normal(0, 0.006))
    if rng.random() < chance:
        if beats == 3:
            base = np.array(THREE_SHARES[rng.integers(len(THREE_SHARES))]) * np.exp(rng.normal(0, 0.05, 3))
            if rng.random() < 0.35:  # profiles nobody has listed
                base = np.exp(rng.normal(0, 0.16, 3))
        else:
            base = base * np.exp(rng.normal(0, 0.07, beats))
        follow = rng.normal(0, 0.06)
        spread = abs(rng.normal(0, 0.02))
    return following_melody(score, base, follow, spread, rng)


def following_melody(score, base, follow, spread, rng):
    """Shares of every bar around `base`: beats with more notes grow by `follow`, all waver by `spread`."""
    counts = notes_in_beats(score)
    counts = np.log(np.maximum(counts, 0.7)) - np.log(np.maximum(counts, 0.7)).mean(axis=1, keepdims=True)
    shares = base / base.sum() * np.exp(follow * counts + rng.normal(0, spread, counts.shape))
    return shares / shares.sum(axis=1, keepdims=True)


def smooth_walk(count, step, pull, rng):
    """A random walk that is pulled home."""
    walk = np.zeros(count)
    for index in range(1, count):
        walk[index] = walk[index - 1] * (1 - pull) + rng.normal(0, step)
    return walk


def carried_by_notes(count, rng):
    """By what a soloist who keeps no pulse lengthens each beat: it lasts as long as its notes happen to, and the next begins where it ends.

    Lengths of running notes scatter by .13 (standard deviation of the logarithm) in three movements of Bach on a real violin, each
    for itself, so bars scatter by .07. Jitter around a pulse (`play_part`) scatters notes as much, and bars by .02.
    """
    usual = np.sqrt(RUBATO_FREEDOM / (RUBATO_FREEDOM - 2))
    scatter = rng.standard_t(RUBATO_FREEDOM, count).clip(-RUBATO_LIMIT, RUBATO_LIMIT) / usual * rng.uniform(*RUBATO_SPREAD)
    dwelt = (rng.random(count) < rng.uniform(0, LINGERING)) * rng.uniform(*LINGERED, count)
    return np.exp(scatter + dwelt)


def beat_boundaries(score, bpm, shares, rng, freedom=1.0, rubato=False):
    """Seconds of every beat from beat 0 to the end (bars·beats + 1 values); less `freedom`, less rubato; `rubato` as in `perform`."""
    bars, beats = shares.shape
    free = rng.random()
    expressive = 0.0 if free < 0.35 else (rng.uniform(0.3, 1.0) if free < 0.85 else rng.uniform(1.0, 2.2))
    expressive *= freedom
    log_length = smooth_walk(bars, 0.006 + 0.012 * expressive, 0.08, rng) + np.linspace(0, rng.normal(0, 0.03), bars)
    phrase = score.phrase_bars
    place = (np.arange(bars) % phrase) / max(phrase - 1, 1)
    log_length += expressive * rng.normal(0, 0.04) * np.sin(np.pi * place)
    log_length += expressive * rng.uniform(0, 0.12) * np.maximum(0, place - 0.8) * 5 * rng.uniform(0.2, 1, bars)
    shares = shares * (1 + np.eye(1, beats)[0] * expressive * rng.normal(0.01, 0.02))  # time taken on the first beat
    shares /= shares.sum(axis=1, keepdims=True)
    durations = (beats * 60.0 / bpm) * np.exp(log_length)[:, None] * shares
    durations *= np.exp(rng.normal(0, 0.004 + 0.018 * expressive, durations.shape))
    durations = durations.reshape(-1)
    if expressive > 0.2 and rng.random() < 0.6:
        last = min(len(durations), 2 * beats)
        durations[-last:] *= np.linspace(1.0, rng.uniform(1.1, 1.7), last)
    for beat in score.fermatas:
        if beat < len(durations):
            durations[beat] *= rng.uniform(1.2, 2.6)
    if rubato:
        durations *= carried_by_notes(len(durations), rng.spawn(1)[0])
    return np.concatenate([[0.0], np.cumsum(durations)])


class Clock:
    """Score beats to seconds, with swing inside the beat."""

    def __init__(self, boundaries, middle, lean=()):
        first = boundaries[1] - boundaries[0]
        last = boundaries[-1] - boundaries[-2]
        self.times = np.concatenate([boundaries[:1] - first * np.arange(4, 0, -1), boundaries, boundaries[-1:] + last])
        self.middle = middle
        self.lean = lean  # for each beat, how much its first notes take from its last

    def seconds(self, beat):
        """The time of a position in beats (≥ −4)."""
        whole = int(np.floor(beat + 1e-9))
        part = max(beat - whole, 0.0)
        index = min(max(whole + 4, 0), len(self.times) - 2)
        if part < 0.5:
            part = part / 0.5 * self.middle
        else:
            part = self.middle + (part - 0.5) / 0.5 * (1 - self.middle)
        if 0 <= whole < len(self.lean):
            part += self.lean[whole] * part * (1 - part)
        return self.times[index] + part * (self.times[index + 1] - self.times[index])


def draw_lean(score, rng):
    """How each beat's first notes are dwelt on (agogic accent), most of all a bar's first; all zero for many players."""
    if rng.random() < 0.5:
        return ()
    lean = rng.normal(0.04, 0.07) + rng.normal(0, 0.04, score.beats)
    lean[:: score.beats_per_bar] += abs(rng.normal(0, 0.12))
    return np.clip(lean, -0.15, 0.45)


def draw_swing(score, rng):
    """Where the middle of the beat falls: ½ is even."""
    if score.subdivision == 3:
        return 0.5
    sometimes = 0.3 if score.dance in ("marsch", "gånglåt", "polska", "hambo", "band") else 0.0
    if rng.random() < SWUNG.get(score.dance, sometimes):
        return float(rng.uniform(0.55, 0.68))
    return float(np.clip(rng.normal(0.5, 0.012), 0.46, 0.54))


def accents(score, rng):
    """Loudness by beat of the bar, from none at all to strong, at times turned round."""
    pattern = np.array(ACCENTS.get(score.dance) if score.beats_per_bar == 3 and score.dance in ACCENTS else DEFAULT_ACCENTS[score.beats_per_bar])
    if rng.random() < 0.2:
        pattern = rng.random(score.beats_per_bar)
    return pattern * rng.uniform(0.0, 0.3)


class Loudness:
    """How loud a player takes each note.

    Were every beat louder than what lies between, a network would learn to hear nothing else: the first networks did
    not use pitch at all, and were lost on a violin that plays running notes evenly. So many players give
    beats no weight, and some stress places of the bar that have nothing to do with its beats.
    """

    def __init__(self, accent, score, plain, rng):
        self.beats, self.accent, self.between = score.beats_per_bar, accent, -0.04
        self.noise = 0.05
        self.places = None
        if rng.random() < plain:
            self.accent, self.between = np.zeros(self.beats), 0.0
            self.noise = rng.uniform(0.02, 0.1)
            if rng.random() < 0.3:
                self.places = rng.normal(0, 0.1, 12 * self.beats)  # twelfths of a beat

    def of(self, note, rng):
        """What beat and chance add to a note's loudness."""
        beat = note.onset % self.beats
        on_beat = abs(beat - round(beat)) < 0.01
        loud = self.accent[int(round(beat)) % self.beats] if on_beat else self.between
        if self.places is not None:
            loud += self.places[int(round(beat * 12)) % len(self.places)]
        return loud + rng.normal(0, self.noise)


class Chords:
    """How a player takes the notes of a chord: at once, one after the other, or as a bow must.

    A bow lies on two strings, so of three or four notes the lower ones come first, and soon stop. Random numbers of its own for
    that: who plays no such chords plays as ever.
    """

    def __init__(self, score, sizes, rng):
        self.spread = rng.uniform(0.0, 0.06) if rng.random() < 0.4 else 0.0  # chords broken from below
        self.lead = rng.choice([0.0, 0.0, 1.0, 0.5])  # how much of a broken chord comes before the beat
        self.bow, self.usual = None, 0.0
        if score.dance in BOWED_ALONE and max(sizes, default=0) > 2:
            bow = rng.spawn(1)[0]
            if bow.random() < BREAKING:
                self.bow, self.usual = bow, bow.uniform(*BROKEN_SECONDS)

    def gap(self, size, length):
        """Seconds between lower and upper strings in a chord of so many notes that lasts so long; 0 where it is not broken so."""
        if self.bow is None or size < 3:
            return 0.0
        return min(self.usual * np.exp(self.bow.normal(0, BREAKS_SCATTER)), 0.4 * length)

    def place(self, rank, size, gap):
        """How long after its time the chord's note of this rank, from below, begins, and whether it stops when the upper strings sound."""
        if not gap:
            return (rank - self.lead * (size - 1)) * self.spread, False
        upper = rank >= size - 2
        return (upper - self.lead) * gap, not upper


def play_part(part, score, clock, loudness, rng):
    """One player's notes in time, with a hand of his own."""
    tight = part.role in STRUCK
    jitter = rng.uniform(0.002, 0.008) if tight else rng.uniform(0.004, 0.02)
    late = rng.normal(0, 0.008)
    touch = rng.uniform(0.55, 1.0) if rng.random() < 0.5 else rng.uniform(0.9, 1.03)
    wander = smooth_walk(len(part.notes) + 1, 0.006 if part.role == "melody" and rng.random() < 0.3 else 0.0, 0.15, rng)
    sizes = chord_sizes(part.notes)
    chords = Chords(score, sizes.values(), rng)
    swell = smooth_walk(int(score.beats) + 8, rng.uniform(0, 0.03), 0.05, rng)
    level = {"melody": 0.72, "second": 0.6, "drums": 0.7, "feet": 0.8}.get(part.role, 0.5)
    events, before, rank = [], None, 0
    offset = 0.0
    for index, note in enumerate(sorted(part.notes, key=lambda n: (n.onset, n.pitch))):
        if note.onset < -4:
            continue
        if before is None or note.onset > before + 1e-6:
            offset, rank = late + rng.normal(0, jitter) + wander[index], 0
        else:
            rank += 1
        before = note.onset
        size = sizes[round(note.onset, 4)]
        length = clock.seconds(note.onset + note.duration) - clock.seconds(note.onset)
        if rank == 0:
            gap = chords.gap(size, length)
        later, stops = chords.place(rank, size, gap)
        start = clock.seconds(note.onset) + offset + later
        end = start + gap + STOPS_OVERLAP if stops else start + max(0.05, length * (1.0 if note.slurred else touch))
        loud = level + note.accent * 0.5 + loudness.of(note, rng)
        loud = float(np.clip(loud + swell[max(int(note.onset), 0)], 0.15, 1.0))
        if note.ornament == "grace" and not tight:
            brief = rng.uniform(*GRACE_SECONDS)
            step = int(rng.choice([-2, -1, 1, 2, 2]))
            events.append(Event(start - brief * rng.uniform(0, 1), start + brief * 0.3, note.pitch + step, loud * 0.8))
        if note.ornament == "trill" and length > 0.25:
            events += trill(start, end, note.pitch, loud, rng)
        else:
            events.append(Event(float(start), float(end), note.pitch, loud, note.slurred))
    return events


def trill(start, end, pitch, loud, rng):
    """A few quick turns to the upper neighbour, then the note itself."""
    pace, step = rng.uniform(0.06, 0.1), int(rng.choice([1, 2]))
    count = int(min((end - start) * 0.7 / pace, rng.integers(2, 9)))
    events = [
        Event(start + i * pace, start + (i + 1) * pace, pitch + (step if i % 2 == 0 else 0), loud * 0.85, i > 0)
        for i in range(count)
    ]
    return events + [Event(start + count * pace, end, pitch, loud, True)]


def ornamented(score, rng):
    """Marks some melody notes for grace notes and trills beyond the written ones."""
    share = rng.choice([0.0, 0.03, 0.1])
    for note in score.parts[0].notes:
        if not note.ornament and rng.random() < share:
            note.ornament = "trill" if note.duration >= 1 and rng.random() < 0.5 else "grace"


class AnyManner:
    """How a score is played when nothing is known of the dancers: as various as players are."""

    freedom = 1.0
    leans = True
    plain = 0.6  # share of players who give beats no weight
    tempo = staticmethod(draw_tempo)
    shares = staticmethod(draw_shares)
    swing = staticmethod(draw_swing)
    accents = staticmethod(accents)


def perform(score, rng, even=False, manner=AnyManner, rubato=False):
    """Plays a score: beats, numbers, shares and every part's events in seconds from its first downbeat.

    `rubato`: as a soloist does. It has random numbers of its own, so that without it a seed plays as it always has.
    """
    ornamented(score, rng)
    bpm = manner.tempo(score, rng)
    shares = manner.shares(score, rng)
    if even:
        shares = np.full_like(shares, 1.0 / score.beats_per_bar)
    boundaries = beat_boundaries(score, bpm, shares, rng, manner.freedom, rubato)
    middle = manner.swing(score, rng)
    clock = Clock(boundaries, middle, draw_lean(score, rng) if manner.leans else ())
    accent = manner.accents(score, rng)
    loudness = Loudness(accent, score, manner.plain, rng)
    tracks = [(part.role, play_part(part, score, clock, loudness, rng)) for part in score.parts]
    numbers = np.arange(score.beats) % score.beats_per_bar + 1
    durations = np.diff(boundaries).reshape(score.bars, -1)
    sounding = durations / durations.sum(axis=1, keepdims=True)
    return Performance(boundaries[:-1], numbers, score.beats_per_bar, tracks, sounding, bpm, middle)


def heard_from(tracks, origin, seconds=math.inf):
    """Tracks with the notes that begin in so many seconds from `origin` on, where time starts anew; none sounds on a second after them."""
    return [
        (role, [
            Event(e.start - origin, min(e.end - origin, seconds + 1), e.pitch, e.velocity, e.slurred)
            for e in events
            if e.start >= origin and e.start < origin + seconds
        ])
        for role, events in tracks
    ]


def excerpt(performance, seconds, rng):
    """A stretch of at most `seconds`, from the beginning or from any bar; time starts anew with a short silence."""
    starts = performance.beat_times[performance.beat_numbers == 1]
    room = performance.beat_times[-1] - seconds
    choices = starts[starts <= room]
    begin = starts[0] if len(choices) < 2 or rng.random() < 0.35 else rng.choice(choices)
    first_sound = min([e.start for _, events in performance.tracks for e in events if e.start > begin - 1.2], default=begin)
    origin = (min(begin, first_sound) if begin == starts[0] else begin) - rng.uniform(0.05, 0.8)
    inside = (performance.beat_times >= begin - 1e-6) & (performance.beat_times < origin + seconds)
    beats = performance.beats_per_bar
    first_bar = int(np.searchsorted(starts, begin - 1e-6))
    shares = performance.shares[first_bar : first_bar + int(inside.sum()) // beats]
    return Performance(
        performance.beat_times[inside] - origin, performance.beat_numbers[inside], beats,
        heard_from(performance.tracks, origin, seconds), shares, performance.bpm, performance.swing,
    )


def without_beginning(performance, seconds):
    """A performance that was going on for some seconds when it is first heard; of its bars' shares those that are whole."""
    inside = performance.beat_times >= seconds
    missed = -(-int((~inside).sum()) // performance.beats_per_bar)
    return Performance(
        performance.beat_times[inside] - seconds, performance.beat_numbers[inside], performance.beats_per_bar,
        heard_from(performance.tracks, seconds), performance.shares[missed:], performance.bpm, performance.swing,
    )
