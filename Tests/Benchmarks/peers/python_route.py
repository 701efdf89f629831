"""Times the Python route on one recording; prints one JSON object of seconds.

    python python_route.py FILE.wav MUSICNN.onnx

Each step loads the audio itself, as the Python neckenml does. Imports are timed apart.
"""

import json
import sys
import time

seconds = {}


class timed:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        self.start = time.perf_counter()

    def __exit__(self, *_):
        seconds[self.name] = time.perf_counter() - self.start


def main():
    recording, network = sys.argv[1:3]
    with timed("imports"):
        import librosa
        import numpy as np
        import onnxruntime
        from madmom.features.downbeats import DBNDownBeatTrackingProcessor, RNNDownBeatProcessor

    with timed("madmom RNN downbeats"):
        activations = RNNDownBeatProcessor()(recording)
    with timed("madmom bar decoder"):
        beats = DBNDownBeatTrackingProcessor(beats_per_bar=[2, 3, 4], fps=100)(activations)
    with timed("MusiCNN"):
        samples, rate = librosa.load(recording, sr=16000)
        power = librosa.feature.melspectrogram(y=samples, sr=rate, n_fft=512, hop_length=256, n_mels=96)
        frames = np.log10(1 + 10000 * power).T.astype(np.float32)
        patches = np.stack([frames[start : start + 187] for start in range(0, len(frames) - 187, 187)])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
        name = session.get_inputs()[0].name
        for patch in patches:
            session.run(None, {name: patch[None]})
    with timed("librosa onsets"):
        samples, rate = librosa.load(recording, sr=22050)
        onsets = librosa.onset.onset_detect(y=samples, sr=rate, units="time")
    found = {"beats": len(beats), "onsets": len(onsets), "patches": len(patches)}
    print(json.dumps({"seconds": seconds, "found": found, "musicnn": "same weights in ONNX Runtime"}))


main()
