"""Recordings with known beats, cut into stretches that overlap: what a program makes of a passage, and how easily it changes its mind.

    python3 Tests/Benchmarks/beats/excerpts.py --recordings ../shared/data/violin [--labels Tests/Benchmarks/beats/labels] --out FOLDER
        [--seconds 40] [--hop 12]

A recording is one answer, right or wrong at its tempo; its stretches are many. `neckenml beats FOLDER -o EST` and
`neckenml evaluate beats FOLDER EST` judge them. Stretches of few recordings are few recordings still: a means of development.
Standard library and ffmpeg.
"""

import argparse
import pathlib
import subprocess


def labels_of(path):
    """(seconds, number in the bar) of a beats file."""
    with open(path, encoding="utf-8") as file:
        rows = [line.split() for line in file if line.strip()]
    return [(float(row[0]), row[1]) for row in rows]


def cut(recording, beats, out, seconds, hop):
    """Writes the stretches of one recording that lie between its first and its last label."""
    first = 0.0
    while first + seconds <= beats[-1][0] + hop / 4:
        target = out / f"{recording.stem}-{first:03.0f}"
        command = ["ffmpeg", "-v", "error", "-y", "-ss", str(first), "-t", str(seconds), "-i", recording, target.with_suffix(".wav")]
        subprocess.run(command, check=True)
        with open(target.with_suffix(".beats"), "w", encoding="utf-8") as file:
            file.writelines(f"{time - first:.3f}\t{number}\n" for time, number in beats if first <= time < first + seconds)
        first += hop


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--recordings", type=pathlib.Path, required=True)
    parser.add_argument("--labels", type=pathlib.Path, help="labels to be used in place of those beside the recordings, where there are")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--seconds", type=float, default=40.0)
    parser.add_argument("--hop", type=float, default=12.0)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for beside in sorted(options.recordings.glob("*.beats")):
        better = options.labels / beside.name if options.labels else beside
        beats = labels_of(better if better.exists() else beside)
        recording = next(path for path in sorted(options.recordings.glob(beside.stem + ".*")) if path.suffix != ".beats")
        cut(recording, beats, options.out, options.seconds, options.hop)


if __name__ == "__main__":
    main()
