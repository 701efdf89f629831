"""Real recordings without annotations as training material: our own beats, where another tracker hears them too.

The present network and its decoder label a recording (`neckenml analyze --json`); a stretch is kept where librosa's
tracker, which knows nothing of either, agrees on the beats at this level or at half or double of it. Two trackers that
err differently seldom agree on an error (Holzapfel et al., "Selective sampling for beat tracking evaluation", 2012).
Bar lines are only believed where the meter is nearly certain. Student sees them augmented, which the teacher did not.
"""

import json
import os

import numpy as np

from .audio import read_if_possible
from .collection import CLIP_FRAMES, UNLABELLED, filled, write_part
from .dataset import CLIP_SECONDS
from .features import FRAMES_PER_SECOND, SAMPLE_RATE, beat_features

WITHIN_SECONDS = 0.07
AGREED = 0.85  # part of the sparser tracker's beats that the other has too
LIKENESS_OF_LEVELS = 0.12  # tolerance of the ratio of beat counts to 1, 2 or 1/2, natural logarithm
SURE_METER = 0.85
FEWEST_BEATS = 24
MOST_OVERHEARD = 6  # stretches of one recording without labels
WEIGHT = 3  # each stretch is drawn so many times as often as a rendered clip, on a GPU


def other_beats(signal):
    """Beats in seconds by librosa's tracker (Ellis 2007)."""
    import librosa

    _, beats = librosa.beat.beat_track(y=signal, sr=SAMPLE_RATE, units="time")
    return np.atleast_1d(beats)


def agree(ours, theirs):
    """Whether two trackers' beats of one stretch say the same."""
    if len(ours) < FEWEST_BEATS or len(theirs) < FEWEST_BEATS / 2:
        return False
    ratio = np.log(len(ours) / len(theirs))
    if min(abs(ratio - level) for level in (0.0, np.log(2), -np.log(2))) > LIKENESS_OF_LEVELS:
        return False
    few, many = sorted((ours, theirs), key=len)
    near = np.abs(few[:, None] - many[None, :]).min(axis=1)
    return float((near <= WITHIN_SECONDS).mean()) >= AGREED


def stretches(beats, other, seconds):
    """Starts of the stretches, as long as a clip, on which both trackers agree."""
    step = CLIP_SECONDS / 2
    for start in np.arange(0, max(seconds - CLIP_SECONDS, 0) + 1e-6, step):
        inside = [b[(b >= start) & (b < start + CLIP_SECONDS)] for b in (beats, other)]
        if agree(*inside):
            yield float(start)


def collect(lines, root, folder, name="train-900500"):
    """Writes the stretches of all recordings named in `lines` (JSON of `neckenml analyze`) as one part of a collection."""
    arrays, labels = [], []
    for line in lines:
        known = json.loads(line)
        beats, numbers = np.array(known["beats"]), np.array(known["beat_numbers"])
        if len(beats) < FEWEST_BEATS:
            continue
        signal = read_if_possible(os.path.join(root, known["file"]))
        if signal is None:
            continue
        features = beat_features(signal).astype(np.float16)
        for start in stretches(beats, other_beats(signal), len(signal) / SAMPLE_RATE):
            first = int(round(start * FRAMES_PER_SECOND))
            inside = (beats >= start) & (beats < start + CLIP_SECONDS)
            sure = known["meter_probability"] >= SURE_METER
            arrays.append(filled(features[first:]))
            labels.append({
                "title": os.path.basename(known["file"]), "dance": "real", "beatsPerBar": known["beats_per_bar"] if sure else None,
                "beats": [round(float(t), 4) for t in beats[inside] - first / FRAMES_PER_SECOND],
                "numbers": [int(n) for n in numbers[inside]], "weight": WEIGHT,
            })
    if not arrays:
        raise ValueError(f"{root}: no stretch of {CLIP_SECONDS:.0f} s on which both trackers agree")
    return write_part(os.path.join(folder, f"{name}-{len(arrays)}"), arrays, labels)


def overhear(recordings, folder, name=UNLABELLED + "-0"):
    """Writes stretches of all sound files in a folder, spread over each, without saying anything of them; names what cannot be read."""
    arrays, labels = [], []
    for file in sorted(os.listdir(recordings)):
        signal = read_if_possible(os.path.join(recordings, file))
        if signal is None:
            continue
        features = beat_features(signal).astype(np.float16)
        count = min(MOST_OVERHEARD, len(features) // CLIP_FRAMES)
        for first in np.linspace(0, len(features) - CLIP_FRAMES, count).astype(int) if count else ():
            arrays.append(features[first : first + CLIP_FRAMES])
            labels.append({"title": file, "first": int(first)})
    if not arrays:
        raise ValueError(f"{recordings}: no recording of {CLIP_SECONDS:.0f} s or more that can be read")
    return write_part(os.path.join(folder, f"{name}-{len(arrays)}"), arrays, labels)
