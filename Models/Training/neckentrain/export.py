"""A checkpoint to ONNX with probabilities as outputs, its metadata beside it, and proof that it computes the same."""

import hashlib
import json
import os
import re

import numpy as np
import torch
from torch import nn

from . import features
from .checkpoint import load
from .network import FASTEST_SECONDS, PACE, PACES, PACES_PER_OCTAVE, STATES, logarithms

OPSET = 17
TOLERANCE = 1e-4
OUTPUTS = ("probabilities", "overview", "onsets")


class Answers(nn.Module):
    """The network and its branches with sigmoid and softmax at their ends: what the exported file computes."""

    def __init__(self, parts):
        super().__init__()
        self.network, self.onsets, self.overview = parts["network"], parts["onsets"], parts["overview"]

    def forward(self, spectra):
        """Probabilities [1, frames, 2], the longer view's logarithms [1, steps, 43], onsets [1, frames]."""
        memory = self.network.remembered(spectra)
        logits, onsets = self.network.answered(memory, spectra.shape[1]), self.onsets(spectra, memory)
        return torch.sigmoid(logits), logarithms(*self.overview(memory)), torch.sigmoid(onsets)


def model_of(checkpoint):
    """What the file of a checkpoint computes, ready to run."""
    return Answers(load(checkpoint)).eval()


def answers_of(model, features):
    """What a model says of one recording's features: arrays [frames, 2], [steps, 43] and [frames]."""
    with torch.inference_mode():
        return [answer[0].numpy() for answer in model(torch.from_numpy(np.asarray(features, dtype=np.float32))[None])]


def metadata(model, onnx, version):
    """What a program must know to run the file."""
    return {
        "name": "beat-network",
        "version": version,
        "sha256": hashlib.sha256(onnx).hexdigest(),
        "licence": "MIT",
        "input": {"name": "features", "shape": [1, "frames", features.BANDS]},
        "outputs": {
            "probabilities": ["beat", "downbeat"], "onsets": ["onset"],
            "overview": {"states": [f"{number} of {meter}" for meter, number in STATES], "paces": PACES, "fastestSeconds": FASTEST_SECONDS, "perOctave": PACES_PER_OCTAVE},
        },
        "receptiveFieldFrames": model.network.receptive_field,
        "frameAlignment": PACE,
        "parameters": sum(p.numel() for p in model.parameters()),
        "features": {
            "sampleRate": features.SAMPLE_RATE, "hop": features.HOP, "targetRms": features.TARGET_RMS,
            "silentRms": features.SILENT_RMS, "compression": features.COMPRESSION,
            "fast": {"fft": features.FAST_FFT, "bands": features.FAST_BANDS, "lowHz": features.FAST_LOW_HZ, "highHz": features.FAST_HIGH_HZ},
            "fine": {"fft": features.FINE_FFT, "bands": features.FINE_BANDS, "lowestNote": features.FINE_LOWEST_NOTE},
        },
    }


def run_openvino(path, spectra):
    """The exported file's outputs by OpenVINO on the CPU, in float32, as `OUTPUTS`."""
    import openvino

    core = openvino.Core()
    compiled = core.compile_model(core.read_model(path), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    outputs = compiled([spectra])
    return [outputs[compiled.output(name)] for name in OUTPUTS]


def export(checkpoint, path, version):
    """Writes PATH (ONNX) and PATH with .json; raises if OpenVINO and PyTorch disagree."""
    model = model_of(checkpoint)
    example = torch.rand(1, 500, features.BANDS) * 2
    dynamic = {"features": {1: "frames"}, "probabilities": {1: "frames"}, "overview": {1: "steps"}, "onsets": {1: "frames"}}
    torch.onnx.export(
        model, (example,), path, input_names=["features"], output_names=list(OUTPUTS), dynamic_axes=dynamic, opset_version=OPSET, dynamo=False
    )
    with open(path, "rb") as file:
        data = metadata(model, file.read(), version)
    with open(path.removesuffix(".onnx") + ".json", "w", encoding="utf-8") as file:
        json.dump(data, file, indent=2)
        file.write("\n")
    for frames in (1, 77, 1800):
        spectra = np.random.default_rng(frames).random((1, frames, features.BANDS), dtype=np.float32) * 2
        expected = answers_of(model, spectra[0])
        difference = max(float(np.abs(f[0] - e).max()) for f, e in zip(run_openvino(path, spectra), expected))
        if difference > TOLERANCE:
            raise ArithmeticError(f"OpenVINO differs from PyTorch by {difference} on {frames} frames")
    return data


def enter_in_catalogue(onnx_path, catalogue_path):
    """Writes the file's version, size and hash into the models' catalogue."""
    with open(onnx_path.removesuffix(".onnx") + ".json", encoding="utf-8") as file:
        data = json.load(file)
    enter(catalogue_path, "beat-network", data["version"], os.path.getsize(onnx_path), data["sha256"])


def enter(catalogue_path, name, version, size, digest):
    """Changes one model's version, size and hash in the catalogue, the rest of its text untouched."""
    with open(catalogue_path, encoding="utf-8") as file:
        text = file.read()
    before, entry = text.split(f'"name": "{name}",', 1)
    for field, value in (("version", json.dumps(version)), ("bytes", str(size)), ("sha256", json.dumps(digest))):
        entry = re.sub(rf'"{field}": [^,\n]+', lambda _, f=field, v=value: f'"{f}": {v}', entry, count=1)
    with open(catalogue_path, "w", encoding="utf-8") as file:
        file.write(before + f'"name": "{name}",' + entry)
