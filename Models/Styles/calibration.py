#!/usr/bin/env python3
"""What `neckenml train --calibrate default` brings with few labelled recordings, and what it costs where nothing is wrong.

    Models/Styles/calibration.py WORK DEV.sqlite TEST.sqlite [--wrong SHARE] [--program FILE]

WORK has dev.csv and test.csv as clips.sh makes them; the databases have those recordings as the program tracked them. Calibrates on
so many development recordings, each of another tune, and measures on the test recordings. With --wrong a share of all labels, of
development and test alike, is drawn at random: a head that is surer than it is right. Standard library only.
"""

import argparse
import csv
import json
import pathlib
import random
import subprocess
import tempfile

COUNTS, DRAWS = (50, 100, 200), 3
KEYS = ("calibration_error", "macro_f1", "mean_cost", "answered_share", "accuracy_when_answered")
STYLE, GROUP, ALSO = 1, 3, 6  # columns


def table(path, wrong):
    """Header and rows, some with a random label."""
    with open(path, newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    rng, styles = random.Random(5), sorted({row[STYLE] for row in rows})
    for row in rows:
        if rng.random() < wrong:
            row[STYLE], row[ALSO] = rng.choice(styles), ""
    return header, rows


def write(path, header, rows):
    """A table as the program reads it."""
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])


def drawn(rows, count, seed):
    """So many rows of different tunes."""
    shuffled = random.Random(seed).sample(rows, len(rows))
    return list({row[GROUP]: row for row in shuffled}.values())[:count]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("dev")
    parser.add_argument("test")
    parser.add_argument("--wrong", type=float, default=0.0)
    parser.add_argument("--program", default=str(pathlib.Path(__file__).parents[2] / ".build/release/neckenml"))
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        labels, head, truth = (f"{folder}/{name}" for name in ("labels.csv", "head.json", "test.csv"))
        write(truth, *table(options.work / "test.csv", options.wrong))
        header, rows = table(options.work / "dev.csv", options.wrong)

        def measured(*extra):
            command = [options.program, "evaluate", "styles", truth, "--database", options.test, "--json", *extra]
            methods = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["methods"]
            return {key: round(next(m for m in methods if m["name"] == "sound")[key], 3) for key in KEYS}

        print("as built in", measured())
        for count in COUNTS:
            for seed in range(DRAWS):
                write(labels, header, drawn(rows, count, seed))
                command = [options.program, "train", "--calibrate", "default", "--labels", labels, "--database", options.dev, "-o", head]
                subprocess.run(command, check=True, capture_output=True)
                print(count, "recordings", measured("--head", head), flush=True)


if __name__ == "__main__":
    main()
