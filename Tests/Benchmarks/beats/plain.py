"""Tunes as abc2midi reads and FluidSynth plays them, with known beats: a second opinion on the training's own generator.

    PYTHONPATH=Models/Training python Tests/Benchmarks/beats/plain.py --tunes FILE --out FOLDER --first N --count N
        [--split dev] [--font fluid] [--uneven]

Of `neckentrain` only the split of the tunes, the writer of MIDI files and the call of FluidSynth take part: notes, bar lines,
tempo, uneven beats and playing are made here, so that a network cannot profit from the generator that it learned from.
Bar lines are where abc2midi puts its loudest notes. One voice or those written, no accompaniment, no feet. With --uneven only dances that are played so, in one of `UNEVEN`, whatever the melody is.
Debian: `apt-get install abcmidi`, and what Models/Training/README.md names.
"""

import argparse
import json
import os
import re
import struct
import subprocess
import tempfile

import numpy as np

from neckentrain.audio import write_clip
from neckentrain.dataset import split_of
from neckentrain.features import SAMPLE_RATE
from neckentrain.midi import MidiFile
from neckentrain.render import sampled

BPM = {  # SPEC 6; others as OTHER_BPM
    "polska": (98, 142), "slängpolska": (96, 116), "hambo": (100, 149), "vals": (134, 200), "mazurka": (124, 174), "menuett": (77, 140),
    "schottis": (132, 168), "snoa": (80, 116), "polka": (100, 135), "engelska": (80, 130), "gånglåt": (60, 123), "marsch": (60, 123),
    "halling": (95, 106),
}
OTHER_BPM = (90, 130)
METERS = {"2/4": (2, 2), "3/4": (3, 3), "4/4": (4, 4), "C": (4, 4), "6/8": (2, 3), "9/8": (3, 4.5)}  # beats and quarters in a bar
UNEVEN = ((0.27, 0.42, 0.31), (0.22, 0.44, 0.34), (0.39, 0.33, 0.28), (0.37, 0.36, 0.27), (0.30, 0.38, 0.32))  # shares of the bar, ALGORITHMS.md
UNEVEN_DANCES = {"polska", "hambo", "pols", "springlek"}
PROGRAMS = (40, 40, 40, 110, 110, 21, 22, 71, 73, 0, 24)  # General MIDI, from 0: violin, fiddle, accordion …
SHARE_SPREAD, UNEVEN_SHARE_SPREAD = 0.003, 0.012  # standard deviation of a beat's share, bar by bar
DRIFT_STEP, DRIFT_KEPT = 0.006, 0.9  # random walk of the bars' lengths, pulled home
EARLY_OR_LATE, TOUCH = 0.008, 0.02  # seconds: standard deviation of onsets, and what a note ends before the next
LOUDEST, MARKED = 127, "%%MIDI beat 127 90 60 1"  # how abc2midi plays the first note of a bar, and how it is asked to
SURE = 0.75  # share of the loudest notes that must agree where bars begin
FEWEST_NOTES, SHORTEST, LONGEST = 20, 25.0, 40.0  # of a tune, and seconds of a clip
NOISE_DB = (-60, -35)


def midi_notes(data):
    """(start, end, pitch, velocity) of all notes of a Standard MIDI File, in quarters."""
    ticks = struct.unpack(">H", data[12:14])[0]
    notes, at = [], 14
    while at < len(data):
        size = struct.unpack(">I", data[at + 4 : at + 8])[0]
        notes += track_notes(data[at + 8 : at + 8 + size])
        at += 8 + size
    return [(start / ticks, end / ticks, pitch, velocity) for start, end, pitch, velocity in notes]


def track_notes(track):
    """The same of one track, in ticks."""
    at, now, status, sounding, notes = 0, 0, 0, {}, []

    def number():
        nonlocal at
        value = 0
        while True:
            byte = track[at]
            at, value = at + 1, value << 7 | byte & 0x7F
            if byte < 0x80:
                return value

    while at < len(track):
        now += number()
        if track[at] >= 0x80:
            status, at = track[at], at + 1
        if status >= 0xF0:  # text, tempo, system exclusive: passed over
            at += status == 0xFF
            size = number()
            at += size
            continue
        kind, pitch = status >> 4, track[at]
        if kind in (8, 9):
            velocity = track[at + 1] if kind == 9 else 0
            if velocity:
                sounding[pitch] = (now, velocity)
            elif pitch in sounding:
                start, loud = sounding.pop(pitch)
                notes.append((start, now, pitch, loud))
        at += 1 if kind in (12, 13) else 2
    return notes


def read(tune):
    """A tune's notes in quarters and where its first bar begins; nothing where abc2midi cannot read it or bars are doubtful."""
    marked = re.sub(r"(\nK:.*)", rf"\1\n{MARKED}", tune["abc"], count=1)  # behind the head, which ends with the key
    with tempfile.TemporaryDirectory() as folder:
        source, target = os.path.join(folder, "tune.abc"), os.path.join(folder, "tune.mid")
        with open(source, "w", encoding="utf-8") as file:
            file.write(marked + "\n")
        subprocess.run(["abc2midi", source, "-o", target], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        if not os.path.exists(target):
            return None
        with open(target, "rb") as file:
            notes = midi_notes(file.read())
    bar = METERS[tune["M"]][1]
    places = [round(start % bar, 3) for start, _, _, velocity in notes if velocity == LOUDEST]
    if len(notes) < FEWEST_NOTES or not places:
        return None
    values, counts = np.unique(places, return_counts=True)
    return (notes, float(values[counts.argmax()])) if counts.max() >= SURE * len(places) else None


def beat_seconds(count, bpm, base, spread, rng):
    """When the beats of so many bars begin, and when the last bar ends."""
    drift, ends = 0.0, [0.5]
    for _ in range(count):
        drift = DRIFT_KEPT * drift + rng.normal(0, DRIFT_STEP)
        shares = base + rng.normal(0, spread, len(base))
        ends += list(ends[-1] + np.cumsum(shares / shares.sum()) * 60 / bpm * len(base) * (1 + drift))
    return np.array(ends)


def clip(tune, font, uneven, rng):
    """Samples, beats (seconds, numbers) and labels; nothing where the tune cannot be used."""
    found = read(tune)
    if found is None:
        return None
    notes, first = found
    beats, bar = METERS[tune["M"]]
    bpm = rng.uniform(*BPM.get(tune["type"], OTHER_BPM)) / (2 if tune["type"] == "schottis" and beats == 2 else 1)
    base = np.array(UNEVEN[rng.integers(len(UNEVEN))]) if uneven else np.full(beats, 1 / beats)
    last = max(end for _, end, _, _ in notes)
    count = int((last - first) // bar) + 3
    times = beat_seconds(count, bpm, base, UNEVEN_SHARE_SPREAD if uneven else SHARE_SPREAD, rng)
    places = first + bar * (np.arange(len(times)) / beats - 1)
    midi, program = MidiFile(), int(rng.choice(PROGRAMS))
    midi.program(0, program, 100, 40)
    for start, end, pitch, velocity in notes:
        begins = np.interp(start, places, times) + rng.normal(0, EARLY_OR_LATE)
        ends = max(begins + 0.05, np.interp(end, places, times) - TOUCH)
        midi.note(begins, ends, 0, pitch, np.clip(70 + (velocity - 75) / 4 + rng.normal(0, 7), 30, 120) / 127)
    heard = [float(np.interp(place, places, times)) for place in (min(note[0] for note in notes), last)]
    begin = max(0.0, rng.uniform(heard[0] - 0.5, max(heard[0], heard[1] - LONGEST)))
    signal = sampled(midi, font, heard[1] + 1, wet=True)
    signal = signal[int(begin * SAMPLE_RATE) : int((begin + LONGEST) * SAMPLE_RATE)]
    seconds = len(signal) / SAMPLE_RATE
    if seconds < SHORTEST:
        return None
    signal = signal / max(np.abs(signal).max(), 1e-6) / 2
    signal = signal + rng.normal(0, 10 ** (rng.uniform(*NOISE_DB) / 20) / 2, len(signal))
    rows = [(time - begin, index % beats + 1) for index, time in enumerate(times) if heard[0] - 0.05 <= time <= heard[1] and begin <= time < begin + seconds]
    labels = {"title": tune["T"], "dance": tune["type"], "beatsPerBar": beats, "bpm": round(bpm, 3), "melodyProgram": program,
              "font": font, "medianShares": [round(float(share), 4) for share in base]}
    return signal, rows, labels


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tunes", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--split", default="dev", choices=["train", "dev", "test"])
    parser.add_argument("--font", default="timgm", choices=["fluid", "musescore", "timgm"])
    parser.add_argument("--uneven", action="store_true")
    options = parser.parse_args()
    with open(options.tunes, encoding="utf-8") as file:
        tunes = [tune for tune in json.load(file) if split_of(tune["T"]) == options.split and tune["M"] in METERS and tune["abc"].count("\nM:") == 1]
    if options.uneven:
        tunes = [tune for tune in tunes if tune["type"] in UNEVEN_DANCES and tune["M"] == "3/4"]
    os.makedirs(options.out, exist_ok=True)
    seed, made = options.first, 0
    while made < options.count:
        rng = np.random.default_rng([seed, options.uneven])
        made_clip = clip(tunes[rng.integers(len(tunes))], options.font, options.uneven, rng)
        if made_clip is not None:
            write_clip(os.path.join(options.out, f"plain-{seed:04d}"), *made_clip)
            made += 1
        seed += 1


if __name__ == "__main__":
    main()
