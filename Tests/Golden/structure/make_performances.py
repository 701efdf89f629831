"""Renders performances of FolkWiki tunes with exactly known bars and parts, to measure structure by.

    python3 make_performances.py FOLKWIKI.json FOLDER COUNT SEED development|test

Needs abc2midi, FluidSynth with the fonts FluidR3 and TimGM6mb (Debian: abcmidi, fluidsynth, fluid-soundfont-gm,
timgm6mb-soundfont), and mido, NumPy, soundfile from PyPI. A tune is in development or in test by its title. Writes
NAME.wav (22.05 kHz mono), NAME.beats and NAME.json. The same arguments give the same performances.

Figures in Docs/Algorithms/structure.md: "60 1 development" and "150 11 development" into one folder; "60 2 test" into
another; then NECKEN_PERFORMANCES=FOLDER swift test -c release --filter PerformancesMeasure
"""

import hashlib
import json
import pathlib
import random
import subprocess
import sys
from fractions import Fraction

import mido
import numpy as np
import soundfile
from abc_form import Form

FONTS = ["FluidR3_GM.sf2", "TimGM6mb.sf2"]
PROGRAMS = [40, 40, 40, 110, 21, 71, 73, 22]
UNEVEN = [[0.27, 0.41, 0.32], [0.38, 0.33, 0.29]]


def beats_of(meter):
    """Beats in the bar and one beat's note value; None for meters left out."""
    above, below = map(int, meter.split("/"))
    if below == 8 and above % 3 == 0:
        return above // 3, Fraction(3, 8)
    return (above, Fraction(1, below)) if below in (2, 4) else None


def notes(path):
    """(start, end, pitch) of a MIDI file, in quarters."""
    midi = mido.MidiFile(path)
    found = []
    for track in midi.tracks:
        tick, sounding = 0, {}
        for message in track:
            tick += message.time
            if message.type == "note_on" and message.velocity > 0:
                sounding[message.note] = tick
            elif message.type in ("note_off", "note_on") and message.note in sounding:
                start = sounding.pop(message.note)
                found.append((start / midi.ticks_per_beat, tick / midi.ticks_per_beat, message.note))
    return found


class Timing:
    """Where each quarter of the written tune falls, in seconds: bars vary a little, beats may be uneven."""

    def __init__(self, bar_seconds, bar_quarters, upbeat_quarters, shares, lengths):
        self.quarters, self.upbeat, self.lengths = bar_quarters, upbeat_quarters, lengths
        self.bar_seconds = bar_seconds
        self.cumulated = np.concatenate([[0], np.cumsum(shares)])
        self.beats = len(shares)
        self.starts = np.concatenate([[0], np.cumsum(lengths)])
        self.first = 0.4 + upbeat_quarters / bar_quarters * bar_seconds

    def __call__(self, quarter):
        position = (quarter - self.upbeat) / self.quarters
        if position < 0:
            return self.first + position * self.bar_seconds
        bar = min(int(position + 1e-9), len(self.lengths) - 2)
        beat = (position - bar) * self.beats
        index = min(int(beat + 1e-9), self.beats - 1)
        inside = self.cumulated[index] + (beat - index) * (self.cumulated[index + 1] - self.cumulated[index])
        return self.first + self.starts[bar] + inside * self.lengths[bar]


def perform(written, timing, total, rng):
    """Note events (second, on, pitch, velocity): some notes left out, some others played, none quite in time."""
    events = []
    for start, end, pitch in written:
        chance = rng.random()
        if chance < 0.04:
            continue
        if chance < 0.08:
            pitch += rng.choice([-2, 2, 3, -3])
        on = timing(start) + rng.gauss(0, 0.012)
        off = max(on + 0.05, timing(end) - 0.01)
        velocity = int(np.clip(rng.gauss(85, 12), 40, 120))
        events += [(max(on, 0), 1, pitch, velocity), (off, 0, pitch, 0)]
        if chance > 0.93 and end - start >= 0.5:
            events += [(max(on - 0.06, 0), 1, pitch + 2, 60), (on, 0, pitch + 2, 0)]
    if rng.random() < 0.3:
        events += [(0.3, 1, 50, 60), (timing(total), 0, 50, 0)]
    return sorted(events, key=lambda event: event[:2])


def render(events, program, font, folder, name):
    track = mido.MidiTrack()
    track.append(mido.MetaMessage("set_tempo", tempo=1_000_000))
    track.append(mido.Message("program_change", program=program))
    now = 0
    for second, on, pitch, velocity in events:
        tick = round(second * 1000)
        kind = "note_on" if on else "note_off"
        note = int(np.clip(pitch, 20, 110))
        track.append(mido.Message(kind, note=note, velocity=velocity, time=tick - now))
        now = tick
    midi = mido.MidiFile(ticks_per_beat=1000)
    midi.tracks.append(track)
    midi.save(folder / f"{name}.mid")
    stereo = folder / f"{name}_stereo.wav"
    subprocess.run(
        ["fluidsynth", "-ni", "-q", "-g", "0.6", "-r", "22050", "-F", stereo, f"/usr/share/sounds/sf2/{font}",
         folder / f"{name}.mid"], capture_output=True, check=True)
    samples, _ = soundfile.read(stereo)
    stereo.unlink()
    mono = samples.mean(axis=1)
    return mono / np.abs(mono).max() * 0.7


def make(tune, index, seed, turns, rng, folder, name):
    """Writes one performance; False where the tune cannot be used."""
    try:
        form = Form(tune["abc"], turns)
    except (ValueError, TypeError, KeyError, ZeroDivisionError):
        return False
    header = form.header
    meter, unit = header["M"], Fraction(header.get("L", "1/8"))
    if not 16 <= form.bar_count <= 200 or not beats_of(meter):
        return False
    beats, beat_value = beats_of(meter)
    bpm = round(rng.uniform(90, 150))
    lines = ["|".join(form.bars[first : first + 4]) + "|" for first in range(0, len(form.bars), 4)]
    fields = ["X:1", "T:x", f"M:{meter}", f"L:{unit}", f"Q:{beat_value}={bpm}", f"K:{header['K']}", "%%MIDI gchordoff"]
    (folder / f"{name}.abc").write_text("\n".join(fields + lines) + "\n")
    subprocess.run(
        ["abc2midi", folder / f"{name}.abc", "-o", folder / f"{name}.mid", "-silent"], capture_output=True, check=False)
    written = notes(folder / f"{name}.mid")
    bar_quarters, upbeat_quarters = float(form.bar * unit * 4), float(form.upbeat * unit * 4)
    total = form.bar_count * bar_quarters + upbeat_quarters
    if not written or abs(max(end for _, end, _ in written) - total) > 0.8 * bar_quarters:
        return False

    bar_seconds = bar_quarters * 60 / bpm / float(beat_value * 4)
    noise = np.random.default_rng(index + seed)
    lengths = bar_seconds * (1 + 0.015 * noise.normal(size=form.bar_count + 2))
    shares = np.ones(beats) / beats
    if beats == 3 and rng.random() < 0.4:
        shares = np.array(rng.choice(UNEVEN))
    timing = Timing(bar_seconds, bar_quarters, upbeat_quarters, shares, lengths)
    program = rng.choice(PROGRAMS)
    events = perform(written, timing, total, rng)
    samples = render(events, program, rng.choice(FONTS), folder, name)
    samples += noise.normal(size=len(samples)) * rng.choice([0.0005, 0.003, 0.01])
    soundfile.write(folder / f"{name}.wav", samples, 22050, subtype="PCM_16")
    rows = [
        f"{timing(upbeat_quarters + bar_quarters * (bar + beat / beats)):.3f}\t{beat + 1}\n"
        for bar in range(form.bar_count) for beat in range(beats)
    ]
    (folder / f"{name}.beats").write_text("".join(rows))
    about = {"title": tune["T"], "type": tune["type"], "program": program, "sections": form.sections}
    (folder / f"{name}.json").write_text(json.dumps(about))
    return True


def main():
    source, folder, count, seed, split = sys.argv[1:]
    folder, seed = pathlib.Path(folder), int(seed)
    folder.mkdir(parents=True, exist_ok=True)
    tunes = json.loads(pathlib.Path(source).read_text())
    rng = random.Random(seed)
    order = list(range(len(tunes)))
    rng.shuffle(order)
    made = 0
    for index in order:
        if made == int(count):
            break
        is_development = int(hashlib.md5(tunes[index]["T"].encode()).hexdigest(), 16) % 2 == 0
        if is_development == (split == "development"):
            turns = rng.choice([1, 2, 2, 3])
            made += make(tunes[index], index, seed, turns, rng, folder, f"{split}_{index:04d}")


main()
