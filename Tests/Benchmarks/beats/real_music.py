"""Real recordings whose beats nobody has written down: music of Debian's games. How far trackers agree on it, and how often it is called a dance.

    python3 Tests/Benchmarks/beats/real_music.py [--program FILE] [--peers FOLDER] [--work FOLDER] [--own]

Fetches the packages (2.5 GB), takes 40 s of each recording, and prints how like the beats of each tracker are to madmom's: on all stretches, and on
those where madmom and Essentia agree, which are as near to a truth as can be had. Parts of some recordings were among those that the beat network
has been taught its own beats of, so this is development, not a test. None of it is one of the Nordic dances, though some of it could be danced: what is
called one is mostly an error, more surely so the surer it was. With --own only that is counted. Needs apt-get, dpkg, ffmpeg and the peers (`setup.sh`); some twenty minutes of one core, nearly all madmom's.
"""

import argparse
import json
import pathlib
import subprocess
import tempfile
import zipfile

import benchmark

PACKAGES = ("0ad-data", "fillets-ng-data", "freecol", "lincity-ng-data", "unknown-horizons", "wesnoth-1.16-music", "widelands-data")
MUSIC = ("music", "fillets", "freecol")  # in the path of a recording, not of a noise
FEWEST_BYTES, SECONDS, LONG_SECONDS = 700_000, 40, 90  # of a long recording the stretch begins after a third
SURE = (0.5, 0.7)
AGREED = 0.8  # F-measure of Essentia's beats with madmom's


def fetch(folder):
    """The packages' files; those that are there are kept."""
    for package in PACKAGES:
        target = folder / package
        if target.exists():
            continue
        subprocess.run(["apt-get", "download", "-qq", package], check=True, cwd=folder)
        archive = next(folder.glob(f"{package}_*.deb"))
        subprocess.run(["dpkg", "-x", archive, f"{target}.part"], check=True)
        archive.unlink()
        for packed in pathlib.Path(f"{target}.part").rglob("*.zip"):
            with zipfile.ZipFile(packed) as members:
                members.extractall(packed.parent, [name for name in members.namelist() if name.endswith(".ogg") and "music" in name])
            packed.unlink()
        pathlib.Path(f"{target}.part").rename(target)


def cut(folder, out):
    """40 s of each recording as WAV; one that cannot be read is said and left out."""
    out.mkdir(exist_ok=True)
    for recording in sorted(folder.rglob("*.ogg")):
        package = recording.relative_to(folder).parts[0]
        place = str(recording).lower()
        wav = out / f"{package}-{recording.stem}.wav".replace(" ", "-")
        if wav.exists() or recording.stat().st_size < FEWEST_BYTES or not any(word in place for word in MUSIC):
            continue
        asked = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", recording]
        told = subprocess.run(asked, capture_output=True, text=True)
        if told.returncode:
            print(f"{recording}: cannot be read, left out")
            continue
        seconds = float(told.stdout)
        if seconds < SECONDS:
            continue
        start = seconds / 3 if seconds > LONG_SECONDS else 0
        command = ["ffmpeg", "-v", "error", "-y", "-ss", f"{start:.1f}", "-t", str(SECONDS), "-i", recording, "-ac", "1", wav]
        if subprocess.run(command).returncode:
            print(f"{recording}: cannot be read, left out")
            wav.unlink(missing_ok=True)
    return sorted(out.glob("*.wav"))


def called_dances(program, paths):
    """How many stretches are called a dance, by the least confidence with which they are."""
    found = subprocess.run([program, "analyze", "--json", "--no-embedding", *paths], check=True, capture_output=True, text=True)
    answers = [json.loads(line)["styles"][0] for line in found.stdout.splitlines()]
    sure = [answer["confidence"] for answer in answers if answer["style"] != "Unknown"]
    counts = [f"{sum(value >= least for value in sure)} with {least:g} or more" for least in SURE]
    return f"{len(sure)} of {len(answers)} stretches are called a dance, {', '.join(counts)}."


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=pathlib.Path, default=benchmark.ROOT / ".build/release/neckenml")
    parser.add_argument("--peers", type=pathlib.Path, default=benchmark.ROOT / ".build/benchmark-peers")
    parser.add_argument("--work", type=pathlib.Path, help="folder to keep recordings and peers' beats in; a temporary one by default")
    parser.add_argument("--own", action="store_true", help="without the peers: count dances alone")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or pathlib.Path(temporary)
        (work / "packages").mkdir(parents=True, exist_ok=True)
        fetch(work / "packages")
        paths = cut(work / "packages", work / "stretches")
        print(called_dances(options.program, paths) + "\n")
        if options.own:
            return
        estimates = work / "estimates"
        likeness, _ = benchmark.run_all(options, estimates / "madmom", paths, estimates)
    del likeness["madmom"]
    agreed = [name for name, found in likeness["Essentia"].items() if found["beat_f_70ms"] >= AGREED]
    for title, names in ((f"All {len(paths)} stretches", [path.stem for path in paths]), (f"The {len(agreed)} where madmom and Essentia agree", agreed)):
        print("\n".join([f"{title}; likeness to madmom's beats:", "", *benchmark.whole_table(likeness, names), ""]))


if __name__ == "__main__":
    main()
