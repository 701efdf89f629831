"""Beat trackers side by side; writes the tables between the marks in Docs/Benchmarks.md.

    python3 Tests/Benchmarks/beats/benchmark.py [--tunes FILE] [--violin FOLDER] [--program FILE] [--peers FOLDER]
        [--training PYTHON] [--work FOLDER] [--clips N] [--print]
        [--own] [--seconds N] [--anywhere] [--skip N]

Renders test tunes (unseen tunes, unseen sound font), runs `neckenml beats` and the peers over them, over tunes that abc2midi
and FluidSynth play (plain.py) and over the real violin, and measures all with `neckenml evaluate beats`, which equals mir_eval.
Standard library only. With --own no peer takes part and the tables are printed: also for clips that are longer, begin
anywhere, or are more of each set, and then for these alone.
"""

import argparse
import datetime
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
BEGIN, END = "<!-- beats: begin -->", "<!-- beats: end -->"
# Rendered sets: name → arguments of `neckentrain render`. A set's clips are drawn anew, so the counts may be changed.
SETS = {
    "polska": ["--dance", "polska"], "polska even": ["--dance", "polska", "--even"], "slängpolska": ["--dance", "slängpolska"],
    "vals": ["--dance", "vals"], "schottis": ["--dance", "schottis"], "engelska": ["--dance", "engelska"],
    "polka": ["--dance", "polka"], "marsch": ["--dance", "marsch"], "any folk tune": [], "jig": ["--style", "jig"],
    "unaccompanied lines": ["--style", "lines"], "string quartet": ["--style", "quartet"], "band with drums": ["--style", "band"],
}
FIRST_SEED, CLIP_SECONDS = 100, 40.0
PLAIN = {"even": [], "uneven": ["--uneven"]}  # sets that are not the generator's: name → arguments of plain.py
PLAIN_CLIPS = 5  # of each for every clip of a set
PEERS = (
    "Peers with their defaults: madmom 0.16.1 (RNN and DBN, bars of 2, 3, 4), librosa 0.10.2, Essentia 2.1b6 (RhythmExtractor2013),",
    "aubio 0.4.9. librosa, Essentia and aubio know no downbeats.",
)
INSTRUMENTS = ((-1, "fiddle (own synthesis)"), (40, "violin"), (110, "fiddle"), (21, "accordion"), (71, "clarinet"), (73, "flute"))
PUT_RIGHT = sorted((HERE / "labels").glob("*.beats"))  # labels of the violin that stand in for those given
UNEVEN = 0.02  # a tune whose median shares are farther than this from even
MEASURES = (("beat_f_70ms", "beat F"), ("cmlt", "CMLt"), ("amlt", "AMLt"), ("downbeat_f_70ms", "downbeat F"), ("meter", "meter"),
            ("ternary", "ternary or not"), ("beat_share_error", "share error"))


def render(options, folder):
    """The test tunes as WAV with .beats and .json; kept when they are there."""
    for index, (name, arguments) in enumerate(SETS.items()):
        target = folder / name
        if target.exists():
            continue
        make_clips(options, target, ["-m", "neckentrain", "render"], [
            "--font", "timgm", "--first", FIRST_SEED * (index + 1) + options.skip, "--count", options.clips,
            "--seconds", options.seconds, *(["--anywhere"] if options.anywhere else []), *arguments,
        ])


def make_clips(options, target, maker, arguments):
    """Has the training's Python make clips of the test tunes."""
    command = [options.training, *maker, "--tunes", options.tunes, "--split", "test", "--out", target, *arguments]
    subprocess.run(list(map(str, command)), check=True, env={**os.environ, "PYTHONPATH": str(ROOT / "Models/Training")})


def kind_of(options):
    """How clips differ from the page's; nothing where they do not. Those of another kind are kept apart, so that one never stands in for another."""
    return [name for name, wanted in (
        (f"{options.seconds:g}-s", options.seconds != CLIP_SECONDS), ("anywhere", options.anywhere), (f"from-{options.skip}", options.skip),
    ) if wanted]


def gather(folder):
    """All files in one folder under names of their own: {name: (group, labels or None)}; and their paths."""
    flat = folder / "all"
    shutil.rmtree(flat, ignore_errors=True)
    flat.mkdir()
    known, paths = {}, []
    for group in SETS:
        for wav in sorted((folder / group).glob("*.wav")):
            name = f"{group}-{wav.stem}".replace(" ", "-")
            os.link(wav, flat / f"{name}.wav")
            shutil.copy(wav.with_suffix(".beats"), flat / f"{name}.beats")
            known[name] = (group, json.loads(wav.with_suffix(".json").read_text()))
            paths.append(flat / f"{name}.wav")
    return flat, known, paths


def scores(program, references, estimates):
    """{name: {measure: value or None}} by our own evaluation."""
    found = subprocess.run([program, "evaluate", "beats", references, estimates, "--json"], check=True, capture_output=True)
    return {entry["file"]: entry["scores"] for entry in json.loads(found.stdout)["files"]}


def run_all(options, references, paths, out):
    """Runs every tracker: ({tracker: scores}, {tracker: seconds})."""
    start = time.perf_counter()
    subprocess.run([options.program, "beats", "--jobs", "1", *paths, "-o", out / "neckenml"], check=True, stdout=subprocess.DEVNULL)
    seconds = {"neckenml": time.perf_counter() - start}
    if not options.own:
        if not (out / "seconds.json").exists():
            run_peers(options, paths, out)
        seconds |= json.loads((out / "seconds.json").read_text())
    return {tracker: scores(options.program, references, out / tracker) for tracker in seconds}, seconds


def run_peers(options, paths, out):
    """Writes the peers' beats and times; in a folder given by --work they are kept from one run to the next."""
    threads = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "NUMBA")}
    command = [options.peers / "bin/python", HERE / "trackers.py", out, *paths]
    subprocess.run(list(map(str, command)), check=True, env={**os.environ, **threads}, stderr=subprocess.DEVNULL)


def mean(values):
    values = [value for value in values if value is not None]
    return sum(values) / len(values) if values else None


def shown(value):
    return "–" if value is None else f"{value:.3f}".removeprefix("0")


def has_downbeats(tracker):
    return tracker in ("neckenml", "madmom")


def whole_table(results, names):
    """Every measure of every tracker over some files."""
    lines = ["| tracker | " + " | ".join(title for _, title in MEASURES) + " |", "|---" * (len(MEASURES) + 1) + "|"]
    for tracker, found in results.items():
        cells = []
        for measure, _ in MEASURES:
            unknown = measure not in ("beat_f_70ms", "cmlt", "amlt") and not has_downbeats(tracker)
            cells.append(shown(None if unknown else mean([found[n].get(measure) for n in names if n in found])))
        lines.append(f"| {tracker} | " + " | ".join(cells) + " |")
    return lines


def group_table(results, groups, title):
    """Beat F, and downbeat F where there is one, of every tracker for each group of files."""
    lines = [f"| {title} | files | " + " | ".join(results) + " |", "|---" * (len(results) + 2) + "|"]
    for group, names in groups.items():
        cells = []
        for tracker, found in results.items():
            beat = shown(mean([found[n]["beat_f_70ms"] for n in names if n in found]))
            down = " / " + shown(mean([found[n]["downbeat_f_70ms"] for n in names if n in found])) if has_downbeats(tracker) else ""
            cells.append(beat + down)
        lines.append(f"| {group} | {len(names)} | " + " | ".join(cells) + " |")
    return lines


def is_uneven(labels):
    shares = labels["medianShares"]
    return bool(shares) and max(abs(share - 1 / len(shares)) for share in shares) > UNEVEN


def rendered_part(options, work):
    render(options, work)
    flat, known, paths = gather(work)
    results, seconds = run_all(options, flat, paths, work / "estimates")
    minutes = len(paths) * options.seconds / 60
    uneven = [n for n, (_, labels) in known.items() if is_uneven(labels)]
    even = [n for n in known if n not in set(uneven)]
    by_dance = {group: [n for n, (g, _) in known.items() if g == group] for group in SETS}
    by_instrument = {title: [n for n, (_, labels) in known.items() if labels["melodyProgram"] == number] for number, title in INSTRUMENTS}
    speed = ", ".join(f"{tracker} {spent / minutes:.2f} s" for tracker, spent in seconds.items())
    return [
        f"Rendered test tunes: {len(known)} clips of {options.seconds:g} s, tunes and sound font (TimGM6mb) that training has not seen, most of them with",
        f"rooms, noise or codecs. One core, seconds for each minute of sound, files read included: {speed}.", "",
        f"Even beats ({len(even)} clips):", "", *whole_table(results, even), "",
        f"Uneven beats ({len(uneven)} clips; median shares more than {UNEVEN} from even):", "", *whole_table(results, uneven), "",
        "Beat F / downbeat F by what is played:", "", *group_table(results, by_dance, "set"), "",
        *group_table(results, {k: v for k, v in by_instrument.items() if v}, "instrument of the melody"), "",
    ]


def plain_part(options, work):
    """Tunes as abc2midi and FluidSynth play them."""
    lines = [
        "Test tunes as abc2midi reads and FluidSynth plays them (`Tests/Benchmarks/beats/plain.py`), which share with the training no notes,",
        "timing or playing, 40 s at the most, TimGM6mb: one voice or those written, no feet, no accompaniment. Uneven: polskor, pols,",
        "springlekar and hambor in one of five patterns each, whatever the melody is.", "",
    ]
    for name, arguments in PLAIN.items():
        target = work / f"plain {name}"
        if not target.exists():
            make_clips(options, target, [HERE / "plain.py"], ["--count", PLAIN_CLIPS * options.clips, *arguments])
        paths = sorted(target.glob("*.wav"))
        results, _ = run_all(options, target, paths, work / f"plain {name} estimates")
        lines += [f"{name.capitalize()} beats ({len(paths)} clips):", "", *whole_table(results, [path.stem for path in paths]), ""]
    return lines


def real_part(options, work):
    if not options.violin.exists():
        return [f"Real violin: not measured, {options.violin} is absent.", ""]
    flat = work / "violin"
    shutil.rmtree(flat, ignore_errors=True)
    flat.mkdir()
    paths = []
    for reference in sorted(options.violin.glob("*.beats")):
        recording = reference.with_suffix(".mp3")
        shutil.copy(reference, flat)
        wav = flat / f"{reference.stem}.wav"
        subprocess.run(["ffmpeg", "-v", "error", "-i", recording, "-ac", "1", wav], check=True)
        paths.append(wav)
    names, estimates = [path.stem for path in paths], work / "violin-estimates"
    as_labelled, _ = run_all(options, flat, paths, estimates)
    for label in PUT_RIGHT:
        if (flat / label.name).exists():
            shutil.copy(label, flat)
    put_right = {tracker: scores(options.program, flat, estimates / tracker) for tracker in as_labelled}
    return [f"Real solo violin ({len(names)} recordings, `../shared/data/violin`; used in development, so no test), the eighth movement's label put",
            "right, which has its beats an eighth too early (Tests/Benchmarks/beats/labels):", "", *whole_table(put_right, names), "",
            "The same as labelled:", "", *whole_table(as_labelled, names), ""]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tunes", type=pathlib.Path, default=ROOT / "../shared/data/folkwiki.json")
    parser.add_argument("--violin", type=pathlib.Path, default=ROOT / "../shared/data/violin")
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / ".build/release/neckenml")
    parser.add_argument("--peers", type=pathlib.Path, default=ROOT / ".build/benchmark-peers")
    parser.add_argument("--training", type=pathlib.Path, default=ROOT / ".build/benchmark-training/bin/python")
    parser.add_argument("--work", type=pathlib.Path, help="folder to keep the clips in; a temporary one by default")
    parser.add_argument("--clips", type=int, default=12, help="clips of each set")
    parser.add_argument("--print", action="store_true", help="print the tables and leave Docs/Benchmarks.md alone")
    parser.add_argument("--own", action="store_true", help="without the peers; prints")
    parser.add_argument("--seconds", type=float, default=CLIP_SECONDS, help="length of a clip")
    parser.add_argument("--anywhere", action="store_true", help="clips that do not begin with their music")
    parser.add_argument("--skip", type=int, default=0, help="so many clips of each set, e.g. those measured before")
    options = parser.parse_args()
    kind = kind_of(options)
    if kind and not options.own:
        parser.error("other clips than the page's are measured with --own only")
    if not options.tunes.exists():
        raise SystemExit(f"benchmark: {options.tunes} is absent; name a JSON list of tunes with --tunes")
    with tempfile.TemporaryDirectory() as temporary:
        work = (options.work or pathlib.Path(temporary)).joinpath(*kind)
        work.mkdir(parents=True, exist_ok=True)
        command = " ".join(sys.argv) if options.own else "make benchmark-beats"
        version = json.loads((ROOT / "Models/beat-network.json").read_text())["version"]
        text = "\n".join([
            BEGIN, "## Beats, beside the peers", "",
            f"`{command}`, {datetime.date.today()}, beat network {version}; all measured by `neckenml evaluate beats` from 5 s on.",
            *([] if options.own else PEERS), "",
            *rendered_part(options, work), *([] if kind else plain_part(options, work) + real_part(options, work)), END,
        ])
    if options.print or options.own:
        print(text)
        return
    page = ROOT / "Docs/Benchmarks.md"
    old = page.read_text()
    if BEGIN in old and END in old:
        new = old[: old.index(BEGIN)] + text + old[old.index(END) + len(END) :]
    else:
        new = old.rstrip() + "\n\n" + text + "\n"
    page.write_text(new)
    print(text)


if __name__ == "__main__":
    main()
