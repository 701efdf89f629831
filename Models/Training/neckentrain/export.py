"""A checkpoint to ONNX with probabilities as outputs, its metadata beside it, and proof that it computes the same."""

import hashlib
import json
import os
import re

import numpy as np
import torch
from torch import nn

from . import features
from .network import METERS, PACE
from .train import load, load_onsets

OPSET = 17
TOLERANCE = 1e-4


class Probabilities(nn.Module):
    """The network and its onset branch with sigmoid and softmax at their ends."""

    def __init__(self, network, onsets):
        super().__init__()
        self.network, self.onsets = network, onsets

    def forward(self, spectra):
        memory = self.network.remembered(spectra)
        logits, meters = self.network.answered(memory, spectra.shape[1])
        onsets = self.onsets(spectra, memory)
        return torch.sigmoid(logits), torch.softmax(meters, dim=2), torch.sigmoid(onsets)


def metadata(model, onnx, version):
    """What a program must know to run the file."""
    return {
        "name": "beat-network",
        "version": version,
        "sha256": hashlib.sha256(onnx).hexdigest(),
        "licence": "MIT",
        "input": {"name": "features", "shape": [1, "frames", features.BANDS]},
        "outputs": {"probabilities": ["beat", "downbeat"], "meter": list(METERS), "onsets": ["onset"]},
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
    """The exported file's outputs by OpenVINO on the CPU, in float32: probabilities, onsets."""
    import openvino

    core = openvino.Core()
    compiled = core.compile_model(core.read_model(path), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    outputs = compiled([spectra])
    return [outputs[compiled.output(name)] for name in ("probabilities", "onsets")]


def export(checkpoint, onsets, path, version):
    """Writes PATH (ONNX) and PATH with .json; raises if OpenVINO and PyTorch disagree."""
    network = load(checkpoint)
    model = Probabilities(network, load_onsets(onsets, network)).eval()
    example = torch.rand(1, 500, features.BANDS) * 2
    torch.onnx.export(
        model, (example,), path, input_names=["features"], output_names=["probabilities", "meter", "onsets"],
        dynamic_axes={name: {1: "frames"} for name in ("features", "probabilities", "meter", "onsets")},
        opset_version=OPSET, dynamo=False,
    )
    with open(path, "rb") as file:
        data = metadata(model, file.read(), version)
    with open(path.removesuffix(".onnx") + ".json", "w", encoding="utf-8") as file:
        json.dump(data, file, indent=2)
        file.write("\n")
    for frames in (1, 77, 1800):
        spectra = np.random.default_rng(frames).random((1, frames, features.BANDS), dtype=np.float32) * 2
        with torch.inference_mode():
            probabilities, _, onsets = model(torch.from_numpy(spectra))
        found = run_openvino(path, spectra)
        difference = max(float(np.abs(f - e.numpy()).max()) for f, e in zip(found, (probabilities, onsets)))
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
