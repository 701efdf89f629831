"""ABC text to a `Score`: the first voice, repeats played out, every bar exactly full.

The subset that FolkWiki's tunes use: lengths, accidentals, keys and modes, ties, slurs, chords,
grace notes, broken rhythm, tuplets, repeats and endings, inline fields. A tune whose bars do not
add up raises `DoubtfulBars`, since its beats could not be trusted.
"""

import re
from fractions import Fraction

from .score import Note, Part, Score

TOKEN = re.compile(
    r"""(?P<text>"[^"]*")|(?P<deco>![a-zA-Z0-9.<>()+]+!|\+[a-z]+\+)|\[(?P<inline>[A-Za-z]):(?P<value>[^\]]*)\]
    |(?P<grace>\{[^}]*\})|(?P<tuplet>\(\d(?::\d?)?(?::\d?)?)|(?P<chord>\[[\^_=A-Ga-g][^\]|]*\](?:\d*/*\d*))
    |(?P<bar>:*\|+\]?:*|\[\||::+|:\|\]?)(?P<ending>\s*\[?\d(?:[,\-]\d)*)?|(?P<later>\[\d(?:[,\-]\d)*)
    |(?P<note>[\^_=]*[A-Ga-g][,']*\d*/*\d*)|(?P<rest>[zxZ]\d*/*\d*)|(?P<broken>[<>]+)
    |(?P<tie>-)|(?P<slur>\()|(?P<unslur>\))|(?P<trill>[TM~])""",
    re.VERBOSE,
)
STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
SHARPS, FLATS = "FCGDAEB", "BEADGCF"
MAJOR_FIFTHS = {"C": 0, "G": 1, "D": 2, "A": 3, "E": 4, "B": 5, "F": -1}
MODES = {"": 0, "maj": 0, "ion": 0, "mix": -1, "dor": -2, "m": -3, "min": -3, "aeo": -3, "phr": -4, "lyd": 1, "loc": -5}
MINOR_MODES = {"m", "min", "aeo", "dor", "phr"}
TUPLET_TIME = {2: 3, 3: 2, 4: 3, 5: 2, 6: 2, 7: 2, 8: 3, 9: 2}
SHORTEST_TUNE_BARS = 6


class DoubtfulBars(ValueError):
    """The tune's bars do not add up, or it has no meter that is understood."""


def parse_meter(text):
    """'3/4' → (beats per bar, subdivision, beat in whole notes, bar in whole notes)."""
    text = {"C": "4/4", "C|": "4/4", "2/2": "4/4"}.get(text.strip(), text.strip())
    match = re.fullmatch(r"(\d+)/(\d+)", text)
    if not match:
        raise DoubtfulBars(f"meter {text!r}")
    count, unit = int(match[1]), int(match[2])
    bar = Fraction(count, unit)
    if unit >= 8 and count in (6, 9, 12):
        return count // 3, 3, Fraction(3, unit), bar
    if count in (2, 3, 4):
        return count, 2, Fraction(1, unit), bar
    raise DoubtfulBars(f"meter {text!r}")


def parse_key(text):
    """'Edor' → (alteration by step letter, tonic pitch class, whether minor)."""
    match = re.match(r"\s*([A-G])([#b]?)\s*([A-Za-z]*)", text)
    if not match:
        return {}, 0, False
    mode = match[3].lower()
    mode = mode if mode in MODES else mode[:3]
    shift = {"#": 7, "b": -7, "": 0}[match[2]]
    fifths = MAJOR_FIFTHS[match[1]] + shift + MODES.get(mode, 0)
    altered = {s: 1 for s in SHARPS[: max(fifths, 0)]} | {s: -1 for s in FLATS[: max(-fifths, 0)]}
    tonic = (STEPS[match[1]] + {"#": 1, "b": -1, "": 0}[match[2]]) % 12
    return altered, tonic, mode in MINOR_MODES


def parse_length(text):
    """'3/2', '/', '//4', '' → a fraction of the unit length."""
    match = re.fullmatch(r"(\d*)(/*)(\d*)", text)
    numerator = int(match[1] or 1)
    if not match[2]:
        return Fraction(numerator)
    return Fraction(numerator, int(match[3]) if match[3] else 2 ** len(match[2]))


class Measure:
    """What stands between two bar lines, in whole notes from its own start."""

    def __init__(self):
        self.notes, self.length = [], Fraction(0)
        self.opens = self.closes = False
        self.endings = ()


class Reader:
    """Walks through a tune's body once and fills measures."""

    def __init__(self, unit, altered):
        self.unit, self.key = unit, altered
        self.measures = [Measure()]
        self.accidentals, self.slurs = {}, 0
        self.joined, self.tied = False, set()
        self.broken, self.tuplet, self.tuplet_left = Fraction(1), Fraction(1), 0
        self.last, self.ornament = [], ""

    def pitch(self, text):
        """A note name with accidental and octave marks to its MIDI pitch."""
        match = re.match(r"([\^_=]*)([A-Ga-g])([,']*)", text)
        letter, sign = match[2].upper(), match[1]
        octave = (1 if match[2].islower() else 0) + match[3].count("'") - match[3].count(",")
        if sign:
            self.accidentals[letter, octave] = sign.count("^") - sign.count("_")
        alteration = self.accidentals.get((letter, octave), self.key.get(letter, 0))
        return 60 + STEPS[letter] + alteration + 12 * octave

    def place(self, pitches, length):
        """Puts notes (or a rest, without pitches) at the current place."""
        length = length * self.unit * self.broken * self.tuplet
        self.broken = Fraction(1)
        if self.tuplet_left:
            self.tuplet_left -= 1
            if not self.tuplet_left:
                self.tuplet = Fraction(1)
        measure = self.measures[-1]
        notes = []
        for pitch in pitches:
            held = pitch in self.tied
            notes.append([measure.length, length, pitch, self.joined, self.ornament, held])
        measure.notes += notes
        measure.length += length
        self.last = (notes, length)
        self.tied, self.ornament = set(), ""
        self.joined = self.slurs > 0

    def lengthen_last(self, signs):
        """Broken rhythm: '>' dots the note before and shortens the next."""
        if not self.last:
            return
        notes, length = self.last
        short = Fraction(1, 2 ** len(signs))
        before, self.broken = (2 - short, short) if signs[0] == ">" else (short, 2 - short)
        for note in notes:
            note[1] = length * before
        self.measures[-1].length += length * (before - 1)

    def bar(self, sign, ending):
        """A bar line: repeats and endings are marked on the measures beside it."""
        current = self.measures[-1]
        if sign.startswith(":"):
            current.closes = True
        if current.length or current.notes:
            self.measures.append(Measure())
            self.accidentals = {}
        if sign.endswith(":") and "|" in sign or sign.count(":") >= 2:
            self.measures[-1].opens = True
        if ending:
            digits = [int(d) for d in re.findall(r"\d", ending)]
            self.measures[-1].endings = tuple(digits)

    def read(self, line):
        """Consumes one line of music."""
        for match in TOKEN.finditer(line):
            kind = match.lastgroup
            if match["inline"]:
                self.inline(match["inline"], match["value"])
            elif match["grace"]:
                self.ornament = "grace"
            elif match["trill"]:
                self.ornament = "trill"
            elif match["tuplet"]:
                numbers = [int(n) if n else 0 for n in match["tuplet"][1:].split(":")]
                count = numbers[0]
                time = (numbers[1] if len(numbers) > 1 else 0) or TUPLET_TIME.get(count, 2)
                self.tuplet = Fraction(time, max(count, 1))
                self.tuplet_left = (numbers[2] if len(numbers) > 2 else 0) or count
            elif match["chord"]:
                body, tail = match["chord"][1:].rsplit("]", 1)
                names = re.findall(r"([\^_=]*[A-Ga-g][,']*)(\d*/*\d*)", body)
                inner = parse_length(names[0][1]) if names else Fraction(1)
                self.place(sorted({self.pitch(n) for n, _ in names}), inner * parse_length(tail))
            elif match["bar"]:
                self.bar(match["bar"], match["ending"])
            elif match["later"]:
                self.bar("|", match["later"])
            elif match["note"]:
                name = re.match(r"[\^_=]*[A-Ga-g][,']*", match["note"])[0]
                self.place([self.pitch(name)], parse_length(match["note"][len(name) :]))
            elif match["rest"]:
                self.place([], parse_length(match["rest"][1:]))
                self.joined = False
            elif match["broken"]:
                self.lengthen_last(match["broken"])
            elif kind == "tie" and self.last:
                self.tied = {note[2] for note in self.last[0]}
            elif kind == "slur":
                self.slurs += 1
            elif kind == "unslur":
                self.slurs = max(self.slurs - 1, 0)
                self.joined = self.slurs > 0

    def inline(self, name, value):
        """A field between brackets; a change of meter inside a tune is doubtful."""
        if name == "K":
            self.key = parse_key(value)[0]
        elif name == "L":
            self.unit = Fraction(value.strip())
        elif name == "M":
            raise DoubtfulBars("meter changes inside the tune")


def played_order(measures):
    """Measures as they sound: each repeated section twice, with its endings."""
    order, start, index, passed = [], 0, 0, {}
    while index < len(measures):
        measure = measures[index]
        if measure.opens and index != start:
            start = index
        number = passed.get(start, 0) + 1
        if measure.endings and number not in measure.endings:
            index = skip_ending(measures, index)
            continue
        order.append(measure)
        if measure.closes and number == 1:
            passed[start] = 1
            index = start
            continue
        if measure.closes or (measure.endings and max(measure.endings) > 1):
            following = index + 1
            if following < len(measures) and not measures[following].endings:
                start = following
        index += 1
    return order


def skip_ending(measures, index):
    """The first measure behind the ending that begins at `index`."""
    while index < len(measures):
        closes = measures[index].closes
        index += 1
        if closes or (index < len(measures) and measures[index].endings):
            break
    return index


def joined_bars(measures, bar):
    """Note list with every bar full: (notes in whole notes from the first downbeat, bars, upbeat)."""
    measures = [m for m in measures if m.length > 0]
    if not measures:
        raise DoubtfulBars("no notes")
    upbeat = measures[0].length if measures[0].length < bar else Fraction(0)
    notes, clock, filled, bars = [], -upbeat, bar - upbeat if upbeat else Fraction(0), 0
    for measure in measures:
        space = bar - filled
        if measure.length > space:
            raise DoubtfulBars("bars do not add up")
        if filled == 0 and measure.length < bar and bars and measure is not measures[-1]:
            steal(notes, clock - measure.length)
            clock -= measure.length
            filled = bar - measure.length
            bars -= 1
        notes += [[clock + n[0], *n[1:]] for n in measure.notes]
        clock += measure.length
        filled += measure.length
        if filled == bar:
            filled, bars = Fraction(0), bars + (1 if clock > 0 else 0)
    return notes, bars + (1 if filled else 0), upbeat


def steal(notes, limit):
    """Makes room before a repeated upbeat: what sounds behind `limit` is cut off."""
    notes[:] = [n for n in notes if n[0] < limit]
    for note in notes:
        note[1] = min(note[1], limit - note[0])


def merged_ties(notes):
    """Tied notes as one."""
    result, sounding = [], {}
    for onset, length, pitch, joined, ornament, held in notes:
        before = sounding.get(pitch)
        if held and before is not None and before[0] + before[1] == onset:
            before[1] += length
            continue
        note = [onset, length, pitch, joined, ornament]
        sounding[pitch] = note
        result.append(note)
    return result


def parse(text, title="", dance=""):
    """A tune's ABC text to its `Score`. Raises `DoubtfulBars`."""
    fields, reader, first_voice, in_first = {}, None, None, True
    for line in text.splitlines():
        line = re.sub(r"(?<!\\)%.*$", "", line).strip().rstrip("\\")
        field = re.match(r"([A-Za-z]):\s*(.*)$", line)
        if field and not (reader and field[1] in "abcdefg" and "|" in line):
            name, value = field[1], field[2]
            if name == "V":
                voice = value.split()[0] if value.split() else ""
                first_voice = voice if first_voice is None else first_voice
                in_first = voice == first_voice
            elif reader is None:
                fields[name] = value
                if name == "K":
                    beats, subdivision, beat, bar = parse_meter(fields.get("M", ""))
                    unit = fields.get("L") or ("1/16" if bar < Fraction(3, 4) else "1/8")
                    altered, tonic, minor = parse_key(value)
                    reader = Reader(Fraction(unit.split("=")[0].strip()), altered)
            elif name in "KLM" and in_first:
                if name == "M" and parse_meter(value)[3] == bar:
                    continue
                reader.inline(name, value)
            continue
        if reader and in_first and not line.startswith("%"):
            reader.read(line)
    if reader is None:
        raise DoubtfulBars("no key")
    notes, bars, upbeat = joined_bars(played_order(reader.measures), bar)
    if bars < SHORTEST_TUNE_BARS:
        raise DoubtfulBars("too short")
    return Score(
        title, dance, beats, subdivision, bars, [Part("melody", in_beats(notes, beat))], float(upbeat / beat), 8, 60 + tonic, minor
    )


def in_beats(notes, beat):
    """Whole notes to `Note`s in beats, ties joined."""
    return [
        Note(float(onset / beat), float(length / beat), pitch, joined, ornament)
        for onset, length, pitch, joined, ornament in merged_ties(notes)
        if length > 0
    ]
