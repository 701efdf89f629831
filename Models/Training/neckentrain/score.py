"""Music in score time: notes on a grid of beats and bars, before anybody plays it."""

from dataclasses import dataclass, field, replace

STRUCK = ("drums", "feet")  # roles that keep strict time and bind nothing


@dataclass
class Note:
    """One note. Times are beats (the notated pulse) from the first full bar's downbeat."""

    onset: float
    duration: float
    pitch: int
    slurred: bool = False  # bound to the note before it in one bow or breath
    ornament: str = ""  # "grace" (before the beat), "trill", or nothing
    accent: float = 0.0  # extra loudness, -1 … 1


@dataclass
class Part:
    """What one player plays: a role decides instrument, loudness, and touch."""

    role: str  # melody, second, bass, chords, figure, drone, drums, feet
    notes: list = field(default_factory=list)


@dataclass
class Score:
    """A piece with exactly known bars: `bars` full bars of `beats_per_bar` beats from beat 0."""

    title: str
    dance: str
    beats_per_bar: int
    subdivision: int  # 2 (simple) or 3 (compound)
    bars: int
    parts: list
    upbeat: float = 0.0
    phrase_bars: int = 8
    tonic: int = 60  # pitch of the key note
    minor: bool = False
    fermatas: list = field(default_factory=list)  # beats that are held
    tempi: tuple = ()  # beats per minute from … to, where the composer says

    @property
    def beats(self):
        """Beats in all full bars."""
        return self.bars * self.beats_per_bar

    def counted(self, factor):
        """The same music counted in other beats, in place: with 2 a schottis in 2/4 has four steps to the bar, with ½ a polka in 4/4 has two."""
        for part in self.parts:
            part.notes = [replace(n, onset=factor * n.onset, duration=factor * n.duration) for n in part.notes]
        self.beats_per_bar = int(factor * self.beats_per_bar)
        self.upbeat *= factor
        return self

    def repeated(self, times):
        """The whole piece played so many times through; pieces with an upbeat stay as they are."""
        if self.upbeat or times < 2:
            return self
        span = self.beats
        for part in self.parts:
            part.notes = [replace(n, onset=n.onset + again * span) for again in range(times) for n in part.notes]
        self.bars *= times
        return self


def chord_sizes(notes):
    """How many notes begin at each onset."""
    sizes = {}
    for note in notes:
        at = round(note.onset, 4)
        sizes[at] = sizes.get(at, 0) + 1
    return sizes
