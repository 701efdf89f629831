"""The form of an ABC tune: its parts as they are played, bar by bar, with repeats written out."""

import re
from fractions import Fraction

TUPLETS = {2: 3, 3: 2, 4: 3, 5: 2, 6: 2, 7: 2, 8: 3, 9: 2}
NOTE = re.compile(
    r"(\((\d)(?::(\d*))?(?::(\d*))?)|(\[(?![A-Za-z]:)[^\]]*\]|[\^_=]*[A-Ga-gzxZ][,']*)(\d*)(/*)(\d*)|([<>]+)"
)
LINE = re.compile(r"(:*\|+[\]:]*\|*:*|::+|\[\||\|\])\s*(\[?\d[\d,\-]*)?|(\[\d)")
ORNAMENT = re.compile(r"!.*?!|\+.*?\+|\".*?\"|\{.*?\}|\[[A-Za-z]:.*?\]")
LATER_FIELD = ("V:", "&", "[M:", "[K:", "[L:")


def length(bar):
    """Length of a bar's notes in units of L, or None where it cannot be told (whole-bar rests)."""
    total, factor, left = Fraction(0), None, 0
    for match in NOTE.finditer(ORNAMENT.sub("", bar)):
        if match.group(1):
            count = int(match.group(2))
            factor = Fraction(int(match.group(3)) if match.group(3) else TUPLETS[count], count)
            left = int(match.group(4)) if match.group(4) else count
            continue
        if match.group(9):
            continue
        note = match.group(5)
        if note == "Z":
            return None
        above = int(match.group(6)) if match.group(6) else 1
        below = int(match.group(8)) if match.group(8) else 2 ** len(match.group(7))
        if note.startswith("["):
            inner = re.search(r"[\^_=]*[A-Ga-gz][,']*(\d*)(/*)(\d*)", note[1:])
            if inner and (inner.group(1) or inner.group(2)):
                above *= int(inner.group(1) or 1)
                below *= int(inner.group(3)) if inner.group(3) else 2 ** len(inner.group(2))
        duration = Fraction(above, below)
        if left > 0:
            duration *= factor
            left -= 1
        total += duration
    return total


def read(abc):
    """Header fields and the body as one line; None for tunes whose meter, key or voices change."""
    header, body, in_body = {}, [], False
    for line in abc.splitlines():
        field = re.match(r"^([A-Za-z]):(.*)", line)
        if in_body:
            if field:
                if line[0] in "VMKLP":
                    return None
            elif not line.startswith("%"):
                body.append(line.split("%")[0].rstrip("\\ "))
        elif field:
            header[field.group(1)] = field.group(2).strip()
            in_body = field.group(1) == "K"
    text = " ".join(body)
    return None if any(sign in text for sign in LATER_FIELD) else (header, text)


def parts(text):
    """[(letter, [bar, …])] in the order of playing, or None for endings beyond the second."""
    items, position = [], 0
    for match in LINE.finditer(text):
        ending = (match.group(2) or match.group(3) or "").strip("[")
        items.append((text[position : match.start()], match.group(1) or "[", ending))
        position = match.end()
    if text[position:].strip():
        items.append((text[position:], "|", ""))

    found, current, ending = [], [], ""
    repeated = False

    def close(is_repeated):
        nonlocal current, repeated
        if any(bar.strip() for bar, _ in current):
            found.append((current, is_repeated))
        current, repeated = [], False

    for bar, line, number in items:
        if bar.strip():
            current.append((bar, ending))
        if line.startswith(":") and line != ":":
            if number.startswith("2"):
                ending, repeated = "2", True
                continue
            close(True)
            ending = ""
        elif line.endswith(":"):
            close(ending == "2")
            ending = ""
        elif "||" in line or "]" in line:
            close(repeated)
            ending = ""
        if number.startswith(("1", "2")):
            ending = number[0]
        elif number:
            return None
    close(repeated)
    if len(found) > 26:
        return None
    played = []
    for index, (bars, is_repeated) in enumerate(found):
        letter = chr(65 + index)
        if is_repeated:
            played += [(letter, [bar for bar, end in bars if end in ("", turn)]) for turn in "12"]
        else:
            played.append((letter, [bar for bar, _ in bars]))
    return played


class Form:
    """A tune whose bars are all full, but for upbeats; lengths in units of L."""

    def __init__(self, abc, turns):
        header, text = read(abc)
        self.header, self.bar = header, Fraction(header["M"]) / Fraction(header.get("L", "1/8"))
        played = parts(text) * turns
        position, starts = Fraction(0), []
        self.bars = []
        for letter, bars in played:
            lengths = [length(bar) for bar in bars]
            full = [index for index, value in enumerate(lengths) if value == self.bar]
            well_formed = (
                len(bars) >= 2 and None not in lengths and max(lengths) <= self.bar and full and full[0] <= 1
                and all(value == self.bar for value in lengths[1:-1])
            )
            if not well_formed:
                raise ValueError("bars that are not full")
            lead = lengths[0] if full[0] == 1 else Fraction(0)
            if position == 0:
                self.upbeat = lead
            start = position + lead
            if (start - self.upbeat) % self.bar:
                raise ValueError("a part that does not begin with a bar")
            starts.append((letter, int((start - self.upbeat) / self.bar)))
            self.bars += bars
            position += sum(lengths)
        self.bar_count = -int(-(position - self.upbeat) // self.bar)
        ends = [first for _, first in starts[1:]] + [self.bar_count]
        self.sections = [
            {"label": letter, "first_bar": first, "bar_count": end - first} for (letter, first), end in zip(starts, ends)
        ]
        if any(section["bar_count"] < 2 for section in self.sections):
            raise ValueError("a part of less than two bars")
