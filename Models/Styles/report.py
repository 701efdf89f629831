"""Writes what `evaluate styles` found on the test tunes into the marked section of Docs/Benchmarks.md."""

import datetime
import json
import os
import re
import sys

MARK = "<!-- styles: %s -->"


def percent(share):
    """0.874 → 87.4 %."""
    return f"{100 * share:.1f} %"


def table(methods):
    """One row a way of judging."""
    lines = [
        "| by | right | macro-F1 | cost | across meters | calibration error | answered | right of those | answered at 90 % right |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for m in methods:
        lines.append(
            f"| {m['name']} | {percent(m['accuracy'])} | {m['macro_f1']:.3f} | {m['mean_cost']:.3f} | {percent(m['across_meters'])} "
            f"| {m['calibration_error']:.3f} | {percent(m['answered_share'])} | {percent(m['accuracy_when_answered'])} | {percent(m['coverage'])} |"
        )
    return lines


def confusion(matrix):
    """Rows are the truth."""
    labels = matrix["labels"]
    lines = ["| truth \\ answer | " + " | ".join(labels) + " |", "|---" * (len(labels) + 1) + "|"]
    return lines + [f"| {label} | " + " | ".join(map(str, row)) + " |" for label, row in zip(labels, matrix["counts"])]


def main(work, benchmarks, catalog):
    """Replaces the section, or adds it at the end."""
    with open(catalog, encoding="utf-8") as file:
        versions = {model["name"]: model["version"] for model in json.load(file)["models"]}
    lines = [
        MARK % "begin", "## Dances, on rendered music", "",
        f"`Models/Styles/train.sh`, {datetime.date.today()}, beat network {versions['beat-network']}, "
        f"bar reader {versions['bar-reader']}, dance reader {versions['dance-reader']}, head {versions['style-head']}. **Rendered**: tunes that nothing was "
        "trained on, played in each dance's manner as SPEC 6 has it (`neckentrain/manners.py`), 50 s each, in a sound font not heard "
        "in training, with rooms, noise and codecs; beats as tracked. The label Unknown stands for music that is none of the "
        "dances (session tunes, classical textures, bands, noise); a session tune called a jig, slip jig, reel, hornpipe or strathspey that "
        "is one counts as right. *Sound* is head and heuristics without any title; rendered files "
        "have no titles. *Answered at 90 % right* is of the dances' recordings, whereas music that is none of the dances and is "
        "called one counts among the wrong answers. Clips of a tune are right or wrong together and there are few tunes, so calibration "
        "errors of .02 and .05 do not differ (decision 0151). Figures from before 2026-11-26, 18:00 are not comparable: fewer clips, snoa from polkor too, "
        "jigs called jigs counted as wrong.", "",
    ]
    for split, words in (("test", "Test tunes"), ("dev", "Development tunes, on which the head was chosen and calibrated")):
        with open(os.path.join(work, split + ".json"), encoding="utf-8") as file:
            methods = json.load(file)["methods"]
        methods = [m for m in methods if m["name"] not in ("title", "everything")]
        lines += [f"{words} ({methods[0]['samples']}):", "", *table(methods), ""]
        if split == "test":
            lines += [*confusion(next(m for m in methods if m["name"] == "sound")["confusion"]), ""]
    lines.append(MARK % "end")
    with open(benchmarks, encoding="utf-8") as file:
        text = file.read()
    section = "\n".join(lines)
    pattern = re.escape(MARK % "begin") + ".*?" + re.escape(MARK % "end")
    text = re.sub(pattern, lambda _: section, text, flags=re.DOTALL) if MARK % "begin" in text else text.rstrip() + "\n\n" + section + "\n"
    with open(benchmarks, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
