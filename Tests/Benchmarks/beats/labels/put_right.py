"""The Borea's double with its beats where the score has them: `put_right.py LABEL`; see README.md beside it. Standard library only."""

import pathlib
import sys

JOIN = (30.3, 34.05)  # seconds from which and to which beats are those below
JOIN_BEATS = (  # onsets of the notes on the beats, and the beats' numbers
    (30.496, 1), (31.105, 2), (31.547, 3), (32.144, 4), (32.493, 1), (32.888, 2), (33.224, 3), (33.555, 4), (33.915, 1),
)


def put_right(rows):
    """Beats (seconds, number) an eighth later."""
    times = [time for time, _ in rows]
    steps = [after - before for before, after in zip(times, times[1:])]
    later = [(time + step / 2, number) for (time, number), step in zip(rows, [*steps, steps[-1]])]
    return sorted([row for row in later if not JOIN[0] < row[0] < JOIN[1]] + list(JOIN_BEATS))


def main():
    label = pathlib.Path(sys.argv[1])
    rows = [(float(time), int(number)) for time, number in (line.split() for line in label.read_text().splitlines())]
    lines = [f"{time:.3f}\t{number}\n" for time, number in put_right(rows)]
    (pathlib.Path(__file__).parent / label.name).write_text("".join(lines))


if __name__ == "__main__":
    main()
