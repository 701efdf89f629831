"""Performances to sound: sampled instruments through FluidSynth, bowed strings and feet of our own."""

import os
import tempfile

import numpy as np

from .bow import Fiddle, feet
from .features import SAMPLE_RATE
from .midi import MidiFile
from .sampler import play_midi

TRAINING_FONTS = ("fluid", "musescore")
TEST_FONT = "timgm"
BOW = -1  # our own fiddle instead of a General MIDI program

PIANOS, PLUCKED, ORGANS = (0, 0, 1, 3), (24, 25, 46, 26, 105, 15), (16, 19, 20, 21, 21, 22)
SOLO_STRINGS, WINDS, ENSEMBLES = (40, 40, 110, 41, 42), (73, 71, 68, 74, 70, 75, 60), (48, 49, 44)
MELODY_BY_STYLE = {
    "figures": (BOW, BOW, BOW, BOW, BOW, 40, 40, 110, 41, 42, 6, 73), "doubles": (BOW, BOW, BOW, BOW, BOW, 40, 40, 110, 41, 73), "lines": (BOW, BOW, BOW, BOW, BOW, 40, 40, 40, 110, 41, 73), "solo": (BOW, BOW, BOW, BOW, 40, 40, 110, 42, 73, 68),
    "chorale": (19, 48, 52, 0, 21, 40, 61, 20, BOW), "keyboard": (0, 0, 0, 0, 6, 1, 46, 40, 73, BOW),
    "quartet": (40, 40, BOW, BOW, 48, 73, 68, 71, 0), "trio": (40, BOW, BOW, 73, 68, 6, 74),
    "band": (BOW, 81, 27, 29, 30, 65, 66, 56, 53, 54, 85, 0, 80, 4, 62, 25),
}
FOLK_MELODY = (BOW, BOW, BOW, BOW, BOW, 40, 40, 110, 21, 22, 71, 73, 74, 109, 25, 20, 15, 105)
BY_ROLE = {
    "bass": (32, 43, 33, 42, 58, 70, 0, 0), "drone": (42, BOW, 20, 109, 48, 21), "figure": (0, 0, 0, 24, 6, 46, 4, 40),
    "chords": (0, 0, 24, 25, 21, 21, 19, 48, 48, 20, 105, 60, 61),
}
SUSTAINED = set(range(16, 24)) | set(range(40, 45)) | set(range(48, 80)) | {109, 110, 81, 80, 85}


def choose_program(role, style, melody_program, rng):
    """The instrument for a part."""
    if role == "melody":
        choices = MELODY_BY_STYLE.get(style, FOLK_MELODY)
    elif role == "second":
        choices = (melody_program,) * 3 + (BOW, 40, 41, 21, 71)
    elif style in ("keyboard",):
        choices = (melody_program if melody_program != BOW else 0,) * 4 + (0, 6)
    elif style in ("quartet", "trio") and role in ("chords", "figure", "bass"):
        choices = (41, 48, 48, 49, 40) if role != "bass" else (42, 42, 43, 48, 6)
    else:
        choices = BY_ROLE[role]
    return int(rng.choice(choices))


def sampled_part(midi, channel, program, events, detune, rng):
    """Writes one part: soft attacks, slurs by bending, vibrato, where the instrument can."""
    midi.program(channel, program, int(rng.integers(70, 120)), int(rng.integers(0, 60)))
    midi.bend(0, channel, detune)
    single = all(b.start >= a.end - 0.09 for a, b in zip(events, events[1:]))
    can_bend = single and program in SUSTAINED
    soft = program in SUSTAINED and rng.random() < 0.6
    rise, floor = rng.uniform(0.02, 0.15), rng.uniform(20, 80)
    vibrato = rng.uniform(0.05, 0.35) if can_bend and rng.random() < 0.5 else 0.0
    bend_slurs = can_bend and rng.random() < 0.7
    index = 0
    while index < len(events):
        event, end, joined = events[index], events[index].end, 1
        if bend_slurs:
            while index + joined < len(events):
                following = events[index + joined]
                if not following.slurred or abs(following.pitch - event.pitch) > 9 or following.start - end > 0.06:
                    break
                midi.bend(following.start, channel, detune + following.pitch - event.pitch)
                end, joined = following.end, joined + 1
        if joined > 1:
            midi.bend(end + 0.02, channel, detune)
        elif vibrato and end - event.start > 0.3:
            rate, t = rng.uniform(4.8, 6.6), event.start + 0.15
            while t < end:
                midi.bend(t, channel, detune + vibrato * np.sin(2 * np.pi * rate * (t - event.start)))
                t += 0.025
            midi.bend(end + 0.01, channel, detune)
        if soft and not event.slurred:
            for step in range(5):
                midi.control(event.start + rise * step / 4, channel, 11, floor + (115 - floor) * step / 4)
        midi.note(event.start, end, channel, event.pitch, event.velocity)
        index += joined


def sampled(midi, font, seconds, wet):
    """Plays a MIDI file's parts; mono float32 of the wanted length."""
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        path = os.path.join(folder, "performance.mid")
        midi.write(path)
        return play_midi(path, font, seconds, wet)


def level(signal):
    """Root mean square of what sounds."""
    return float(np.sqrt(np.mean(signal**2))) + 1e-9


def render(performance, style, font, seconds, rng, melody_program=None):
    """A performance as mono float32 at 22 050 Hz; returns (signal, melody program)."""
    midi, layers, channel, written = MidiFile(), [], 0, False
    detune = float(rng.normal(0, 0.15) if rng.random() < 0.7 else rng.uniform(-0.5, 0.5))
    if melody_program is None:
        melody_program = choose_program("melody", style, 0, rng)
    for index, (role, events) in enumerate(performance.tracks):
        if not events:
            continue
        if role == "feet":
            layers.append((feet(events, seconds, rng), rng.uniform(0.15, 0.9)))
            continue
        if role == "drums":
            midi.program(9, int(rng.choice([0, 0, 8, 16, 40])), int(rng.integers(70, 120)), 20)
            for event in events:
                midi.note(event.start, event.end, 9, event.pitch, event.velocity)
            written = True
            continue
        program = melody_program if index == 0 else choose_program(role, style, melody_program, rng)
        if program == BOW:
            layers.append((Fiddle(rng).play(events, seconds, detune), 1.0 if index == 0 else rng.uniform(0.3, 0.9)))
        else:
            channel += 1 if channel != 8 else 2
            sampled_part(midi, channel, program, events, detune, rng)
            written = True
    mix = np.zeros(int(seconds * SAMPLE_RATE), dtype=np.float32)
    if written:
        sound = sampled(midi, font, seconds, rng.random() < 0.5)
        mix += sound / level(sound) * np.float32(rng.uniform(0.4, 1.0) if layers else 1.0)
    for sound, gain in layers:
        mix += sound / level(sound) * np.float32(gain)
    return mix * np.float32(0.1 / level(mix)), melody_program
