"""Recordings as samples."""

import subprocess

import numpy as np

from .features import SAMPLE_RATE


def read_audio(path):
    """Any file FFmpeg reads, as mono float32 at the features' rate."""
    command = ["ffmpeg", "-v", "error", "-i", path, "-ac", "1", "-ar", str(SAMPLE_RATE), "-f", "f32le", "-"]
    return np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, dtype=np.float32)
