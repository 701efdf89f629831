"""Compares neckenml with the Python route on one recording and writes Docs/Benchmarks.md's speed table.

    python3 Tests/Benchmarks/benchmark.py [--skip-peers] [--two-hours] [--wav FILE] [--program FILE] [--print]

Standard library only. Run by `make benchmark`, which builds the program and the peers first.
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
import wave

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
BEGIN, END = "<!-- speed: begin -->", "<!-- speed: end -->"
ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "NUMBA")}


class Measured:
    """One run of a command: seconds on the clock and on the processor, peak memory in MB, what it wrote."""

    def __init__(self, command, cores="0"):
        if cores is not None:
            command = ["taskset", "-c", cores, *command]
        with tempfile.TemporaryFile() as output:
            start = time.perf_counter()
            process = subprocess.Popen(
                list(map(str, command)), stdout=output, stderr=subprocess.DEVNULL, env={**os.environ, **ONE_THREAD}
            )
            _, status, usage = os.wait4(process.pid, 0)
            self.seconds = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            self.output = output.read().decode()
        self.cpu = usage.ru_utime + usage.ru_stime
        self.megabytes = usage.ru_maxrss / 1024
        if process.returncode != 0:
            raise SystemExit(f"benchmark: {' '.join(map(str, command))} ended with {process.returncode}")


def fastest(command, runs, **options):
    return min((Measured(command, **options) for _ in range(runs)), key=lambda run: run.seconds)


def multiply_tracks(database, wanted):
    """Copies the one saved track until there are `wanted`, without what was derived, so that all must be written."""
    with sqlite3.connect(database) as connection:
        columns = {
            table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            for table in ("tracks", "analysis_sources")
        }
        track = connection.execute("SELECT * FROM tracks").fetchone()
        source = connection.execute("SELECT * FROM analysis_sources").fetchone()
        for number in range(1, wanted):
            new = dict(zip(columns["tracks"], track))
            new.update(id=str(uuid.UUID(int=number)), file_path=f"{new['file_path']}.{number}", tempo_bpm=None)
            insert(connection, "tracks", new)
            copy = dict(zip(columns["analysis_sources"], source))
            copy.update(id=str(uuid.UUID(int=number)), track_id=new["id"])
            insert(connection, "analysis_sources", copy)
    connection.close()


def insert(connection, table, row):
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))


def collection_rows(program, recording, folder, tracks=10_000):
    database = folder / "library.sqlite"
    Measured([program, "analyze", "--save", "--database", database, recording])
    multiply_tracks(database, tracks)
    derive = Measured([program, "reclassify", "--dry-run", "--jobs", "1", "--database", database])
    write = Measured([program, "reclassify", "--jobs", "1", "--database", database])
    return [
        row(f"`reclassify --dry-run --jobs 1`, {tracks} tracks: read, re-analyse, classify", derive)
        + f" {1000 * derive.seconds / tracks:.2f} ms a track |",
        row(f"`reclassify --jobs 1`, {tracks} tracks: the same, and written", write)
        + f" {tracks / write.seconds:.0f} tracks/s |",
    ]


def row(name, run):
    return f"| {name} | {run.seconds:.2f} | {run.cpu:.2f} | {run.megabytes:.0f} |"


def peer_rows(home, recording, folder):
    python, network = home / "bin/python", home / "musicnn.onnx"
    if not network.exists():
        raise SystemExit(f"benchmark: {network} is missing; run Tests/Benchmarks/setup_peers.sh")
    # Once on a few seconds, so that compiling librosa's inner loops is not counted.
    short = folder / "short.wav"
    subprocess.run([sys.executable, HERE / "make_tune.py", "6", short], check=True)
    route = HERE / "peers" / "python_route.py"
    Measured([python, route, short, network])
    run = Measured([python, route, recording, network])
    report = json.loads(run.output.splitlines()[-1])
    rows = [f"| – {step} | {seconds:.2f} | | | |" for step, seconds in report["seconds"].items()]
    return run, [row("Python route, whole", run) + " |", *rows], report


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor()


def duration(recording):
    try:
        with wave.open(str(recording)) as sound:
            return sound.getnframes() / sound.getframerate()
    except wave.Error:
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--skip-peers", action="store_true")
    parser.add_argument("--two-hours", action="store_true")
    parser.add_argument("--wav", type=pathlib.Path)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / ".build/release/neckenml")
    parser.add_argument("--peers", type=pathlib.Path, default=ROOT / ".build/benchmark-peers")
    parser.add_argument("--print", action="store_true", help="print the table and leave Docs/Benchmarks.md alone")
    options = parser.parse_args()

    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        recording = options.wav or folder / "tune.wav"
        if not options.wav:
            subprocess.run([sys.executable, HERE / "make_tune.py", "180", recording], check=True)
        program = options.program
        rows, ratios = [], []
        whole = fastest([program, "analyze", "--json", "--jobs", "1", recording], runs=3)
        plain = fastest([program, "analyze", "--json", "--jobs", "1", "--no-embedding", recording], runs=3)
        found = json.loads(whole.output.splitlines()[-1])
        rows.append(row("`neckenml analyze`", whole) + " |")
        rows.append(row("`neckenml analyze --no-embedding`", plain) + " |")
        musicnn = ""
        if not options.skip_peers:
            peers, lines, report = peer_rows(options.peers, recording, folder)
            rows += lines
            musicnn = f" MusiCNN in the Python route: {report['musicnn']}."
            ratios = [
                f"`neckenml analyze` is {peers.seconds / whole.seconds:.1f} times as fast as the Python route "
                f"({peers.cpu / whole.cpu:.1f} times by processor time), without the embedding "
                f"{peers.seconds / plain.seconds:.1f} times ({peers.cpu / plain.cpu:.1f} times). "
                f"Wanted: 15 and 60 times."
            ]
        starts = [Measured([program, "--help"]).seconds for _ in range(20)]
        rows += collection_rows(program, recording, folder)
        if options.two_hours:
            reel = folder / "reel.wav"
            subprocess.run([sys.executable, HERE / "make_tune.py", "7200", reel, "22050"], check=True)
            hours = Measured([program, "analyze", "--json", "--jobs", "1", reel])
            rows.append(row("`neckenml analyze`, two hours", hours) + " |")

    seconds = duration(options.wav) if options.wav else 180
    length = f"{seconds:.0f} s" if seconds else "of unknown length"
    kind = "rendered by `make_tune.py`, 180 s, 44.1 kHz"
    if options.wav:
        kind = f"`{options.wav.name}`, given by the user, {length}"
    text = "\n".join(
        [
            BEGIN,
            "## Speed",
            "",
            f"`make benchmark`, {datetime.date.today()}, {processor()}, one core each, load average {load:.1f} at the "
            f"start. Recording: {kind}; embedding {'used' if found.get('embedding_available') else 'NOT available'}; "
            f"fastest of three runs for neckenml, one for the peers.{musicnn}",
            "",
            "| what | seconds | of processor | peak MB | rate |",
            "|---|---|---|---|---|",
            *rows,
            "",
            *ratios,
            f"Start-up: `neckenml --help` {1000 * statistics.median(starts):.0f} ms (median of 20).",
            END,
        ]
    )
    if options.print:
        print(text)
        return
    page = ROOT / "Docs/Benchmarks.md"
    old = page.read_text() if page.exists() else "# Benchmarks\n"
    if BEGIN in old and END in old:
        new = old[: old.index(BEGIN)] + text + old[old.index(END) + len(END) :]
    else:
        new = old.rstrip() + "\n\n" + text + "\n"
    page.write_text(new)
    print(text)


main()
