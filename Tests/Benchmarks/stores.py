"""Measures bulk reclassification on SQLite and PostgreSQL and writes the table of stores in Docs/Benchmarks.md.

    python3 Tests/Benchmarks/stores.py [--tracks 10000] [--many 100000] [--program FILE] [--print]

One recording is analysed and saved, and its rows copied, without what was derived, so that every track must be
read, judged and written. Program and server share one core. Standard library and PostgreSQL's own programs only.
"""

import argparse
import datetime
import os
import pathlib
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
BEGIN, END = "<!-- stores: begin -->", "<!-- stores: end -->"
CORE = ["taskset", "-c", "0"]


class Server:
    """A PostgreSQL server in a temporary folder, with the settings it comes with."""

    def __init__(self):
        versions = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        if not versions:
            raise SystemExit("benchmark: PostgreSQL's server is not installed; run scripts/setup.sh --tests")
        self.programs = versions[-1].parent
        self.folder = pathlib.Path(f"/tmp/neckenml-bench-{secrets.token_hex(4)}")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def as_user(self, *command, check=True):
        root = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        subprocess.run([*root, *map(str, command)], check=check, stdout=subprocess.DEVNULL, cwd="/tmp")

    def __enter__(self):
        self.as_user("mkdir", self.folder)
        self.as_user(
            self.programs / "initdb", "-D", self.folder / "data", "-U", "necken", "--auth=trust", "-E", "UTF8",
            "--locale=C.UTF-8")
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        self.as_user(
            *CORE, self.programs / "pg_ctl", "-D", self.folder / "data", "-l", self.folder / "log", "-o", options, "-w",
            "start")
        return self

    def __exit__(self, *_):
        self.as_user(self.programs / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "-w", "stop", check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def processor_seconds(self):
        """What the server's processes that have ended took: one for each connection."""
        process = int((self.folder / "data/postmaster.pid").read_text().split()[0])
        fields = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")

    @property
    def url(self):
        return f"postgresql://necken@127.0.0.1:{self.port}/postgres"

    def sql(self, text):
        command = [self.programs / "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", self.url, "-c", text]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def execute(self, statements):
        self.sql("; ".join(statements))
        self.sql("VACUUM ANALYZE")

    def columns(self, table):
        return self.sql(
            f"SELECT attname FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped "
            "AND attgenerated = ''"
        ).splitlines()

    numbers = "generate_series(1, {}) AS series(number)"
    new_id = "md5(number::text)::uuid::text"


class File:
    """A SQLite file, asked for the same things."""

    def __init__(self, path):
        self.url = str(path)

    def processor_seconds(self):
        return 0

    def execute(self, statements):
        with sqlite3.connect(self.url) as connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()

    def columns(self, table):
        connection = sqlite3.connect(self.url)
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        connection.close()
        return names

    numbers = "(WITH RECURSIVE count(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM count WHERE number < {}) SELECT number FROM count) AS series"
    new_id = "printf('%08x-0000-4000-8000-000000000000', number * 2654435761 % 4294967296)"


def multiply(store, wanted):
    """Copies the one track and its artifacts; order of identifier and order in the table have nothing to do with each other."""
    kept = {
        "tracks": {"id": store.new_id, "file_path": "file_path || '.' || number", "analysis_version": "NULL"},
        "analysis_sources": {"id": store.new_id, "track_id": store.new_id},
    }
    derived = ["tempo_bpm", "bars", "sections", "section_labels", "duration_ms"]
    statements = []
    for table, values in kept.items():
        names = store.columns(table)
        values |= {name: "NULL" for name in derived}
        expressions = ", ".join(values.get(name, name) for name in names)
        numbers = store.numbers.format(wanted - 1)
        statements.append(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {expressions} FROM (SELECT * FROM {table}) AS one, {numbers}")
    store.execute(statements)


def run(command):
    """Seconds on the clock, of the processor, and the peak memory of the program in MB."""
    start = time.perf_counter()
    process = subprocess.Popen([*CORE, *map(str, command)], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"benchmark: {' '.join(map(str, command))} ended with {process.returncode}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(name, store, program, recording, tracks, only_written=False):
    run([program, "analyze", "--save", "--database", store.url, recording])
    multiply(store, tracks)
    reclassify = [program, "reclassify", "--jobs", "1", "--database", store.url]
    runs = [("read and judged (`--dry-run`)", [*reclassify, "--dry-run"]), ("and written", reclassify),
            ("once more, nothing changed", reclassify)]
    for what, command in runs[1:2] if only_written else runs:
        before = store.processor_seconds()
        seconds, processor, megabytes = run(command)
        time.sleep(0.5)  # until the server has noted the end of its processes
        processor += store.processor_seconds() - before
        yield (f"| {name} | {tracks} | {what} | {seconds:.1f} | {processor:.1f} | {tracks / seconds:.0f} | "
               f"{megabytes:.0f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tracks", type=int, default=10_000)
    parser.add_argument("--many", type=int, default=100_000, help="0 to leave the large collection out")
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / ".build/release/neckenml")
    parser.add_argument("--print", action="store_true", help="print the table and leave Docs/Benchmarks.md alone")
    options = parser.parse_args()
    # Ended from outside, it takes its server down all the same.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    load = os.getloadavg()[0]
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        recording = folder / "tune.wav"
        subprocess.run([sys.executable, HERE / "make_tune.py", "180", recording], check=True)
        for tracks in filter(None, [options.tracks, options.many]):
            job = (options.program, recording, tracks, tracks == options.many)
            rows += measure("SQLite", File(folder / f"{tracks}.sqlite"), *job)
            with Server() as server:
                rows += measure("PostgreSQL", server, *job)
    text = "\n".join([
        BEGIN,
        "## Stores",
        "",
        f"`make benchmark`, {datetime.date.today()}, load average {load:.1f} at the start. Artifacts of a rendered "
        "three-minute tune, copied; `reclassify --jobs 1`; program and server on one core. Memory is the program's.",
        "",
        "| store | tracks | what | seconds | of processor, server included | tracks/s | peak MB |",
        "|---|---|---|---|---|---|---|",
        *rows,
        "",
        "Wanted: 2000 tracks/s on SQLite, 1500 on PostgreSQL, read, judged and written; 100 000 tracks in 250 MB.",
        END,
    ])
    print(text)
    if options.print:
        return
    page = ROOT / "Docs/Benchmarks.md"
    old = page.read_text()
    if BEGIN in old and END in old:
        page.write_text(old[: old.index(BEGIN)] + text + old[old.index(END) + len(END):])
    else:
        page.write_text(old.rstrip() + "\n\n" + text + "\n")


main()
