"""Recordings as samples, and clips as files."""

import json
import subprocess

import numpy as np
import soundfile

from .features import SAMPLE_RATE


def read_audio(path):
    """Any file FFmpeg reads, as mono float32 at the features' rate."""
    command = ["ffmpeg", "-v", "error", "-i", path, "-ac", "1", "-ar", str(SAMPLE_RATE), "-f", "f32le", "-"]
    return np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, dtype=np.float32)


def read_if_possible(path):
    """As `read_audio`; says so and gives None where FFmpeg cannot read the file, so that one bad file does not stop the others."""
    try:
        return read_audio(path)
    except subprocess.CalledProcessError as error:
        print(f"{path}: left out, FFmpeg cannot read it: {error.stderr.decode(errors='replace').strip()}", flush=True)
        return None


def write_clip(name, signal, beats, labels):
    """NAME.wav; NAME.beats, with a beat's seconds and number in its bar in each row; NAME.json, what else is known."""
    soundfile.write(name + ".wav", signal, SAMPLE_RATE)
    with open(name + ".beats", "w", encoding="utf-8") as file:
        file.writelines(f"{time:.4f}\t{number}\n" for time, number in beats)
    with open(name + ".json", "w", encoding="utf-8") as file:
        json.dump(labels, file, ensure_ascii=False, indent=1)
