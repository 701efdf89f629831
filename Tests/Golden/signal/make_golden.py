#!/usr/bin/env python3
"""Makes the golden values of NeckenSignal from librosa's own.

    python3 -m venv venv && venv/bin/pip install librosa==0.11.0 soundfile
    venv/bin/python make_golden.py FOLDER_WITH_THE_MP3_FILES

The excerpts are of John Garner's recordings of Bach's BWV 1002 (CC BY 3.0), mixed to mono,
resampled to 22 050 Hz and stored as 16-bit FLAC; all values are computed from those files.
"""

import json
import sys
from pathlib import Path

import librosa
import numpy as np
import soundfile

HERE = Path(__file__).parent
EXCERPTS = {
    "borea": ("john-garner_bwv1002_mov7.mp3", 20.0, 9.0),
    "sarabande-double": ("john-garner_bwv1002_mov6.mp3", 10.0, 6.0),
}
RATE = 22050


def rounded(values, digits=6):
    """Nested lists of so many significant digits."""
    values = np.asarray(values, dtype=float)
    if values.ndim == 0:
        return float(f"{values:.{digits}g}")
    return [rounded(value, digits) for value in values]


def golden(y):
    mel = librosa.feature.melspectrogram(y=y, sr=RATE)
    chroma_tuning = librosa.estimate_tuning(
        S=np.abs(librosa.stft(y)) ** 2, sr=RATE, n_fft=2048, bins_per_octave=12
    )
    musicnn = librosa.feature.melspectrogram(y=y, sr=16000, n_fft=512, hop_length=256, n_mels=96)
    return {
        "sample_count": len(y),
        "stft_stride": 64,
        "stft": rounded(np.abs(librosa.stft(y))[:, ::64].T),
        "mel_stride": 16,
        "mel": rounded(mel[:, ::16].T),
        "mfcc_stride": 4,
        "mfcc": rounded(librosa.feature.mfcc(y=y, sr=RATE, n_mfcc=13)[:, ::4].T),
        "chroma_tuning": rounded(chroma_tuning),
        "chroma_stride": 4,
        "chroma": rounded(librosa.feature.chroma_stft(y=y, sr=RATE)[:, ::4].T),
        "chroma_sharp": rounded(librosa.feature.chroma_stft(y=y, sr=RATE, tuning=0.3)[:, ::32].T),
        "chroma_sharp_stride": 32,
        "musicnn_stride": 32,
        "musicnn": rounded(np.log10(1 + 10000 * musicnn[:, ::32].T)),
        "onset_strength": rounded(librosa.onset.onset_strength(y=y, sr=RATE)),
        "onset_times": rounded(librosa.onset.onset_detect(y=y, sr=RATE, units="time"), 8),
        "rms_stride": 4,
        "rms": rounded(librosa.feature.rms(y=y, frame_length=2048, hop_length=512)[0, ::4]),
        "zero_crossing_rate": rounded(np.mean(librosa.zero_crossings(y, pad=False)[1:])),
    }


def main():
    source = Path(sys.argv[1])
    for name, (file, start, duration) in EXCERPTS.items():
        y, _ = librosa.load(source / file, sr=RATE, mono=True, offset=start, duration=duration)
        soundfile.write(HERE / f"{name}.flac", y, RATE, subtype="PCM_16")
        y, _ = librosa.load(HERE / f"{name}.flac", sr=None)
        values = golden(y)
        text = json.dumps({"librosa": librosa.__version__, **values}, separators=(",", ":"))
        (HERE / f"{name}.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
