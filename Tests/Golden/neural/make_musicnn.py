"""Makes musicnn.json: what the original MusiCNN says of excerpt.s16, and of an example recording on average.

    python make_musicnn.py FOLDER-OF-THE-UNPACKED-musicnn-WHEEL

Runs the authors' own graph with TensorFlow 1.15 (Python 3.7; also librosa 0.8, NumPy 1.18,
soundfile, soxr) on the log-mel
patches of librosa, and beside it a forward pass written in NumPy from the paper, which must agree within
1e-4. The spectrogram stays in single precision; the musicnn package itself rounds it to half precision,
which overflows on loud music. Padding is with zeros, as librosa has had it since 0.10.
"""

import json
import pathlib
import sys

import librosa
import numpy as np
import soundfile
import soxr
import tensorflow as tf

FRAMES = 187
RATE = 16_000
HERE = pathlib.Path(__file__).resolve().parent
EXAMPLE = "rendered_efter-erlandsson.ogg"


def excerpt():
    return np.fromfile(HERE / "excerpt.s16", "<i2").astype(np.float32) / 32768


def example():
    sound, rate = soundfile.read(str(HERE.parents[2] / "Examples/Audio" / EXAMPLE), dtype="float32", always_2d=True)
    return soxr.resample(sound.mean(axis=1), rate, RATE, "HQ")


def patches(sound):
    spectrum = np.abs(librosa.stft(sound, n_fft=512, hop_length=256, pad_mode="constant")) ** 2
    mel = librosa.filters.mel(RATE, 512, n_mels=96) @ spectrum
    log = np.log10(1 + 10_000 * mel.T).astype(np.float32)
    return np.stack([log[start : start + FRAMES] for start in range(0, len(log) - FRAMES + 1, FRAMES)])


def original(folder, name, batch):
    sys.path.insert(0, str(folder))
    from musicnn import models

    tf.compat.v1.reset_default_graph()
    source = tf.compat.v1.placeholder(tf.float32, [None, FRAMES, 96])
    training = tf.compat.v1.placeholder(tf.bool)
    result = models.define_model(source, training, name, 50)
    with tf.compat.v1.Session() as session:
        tf.compat.v1.train.Saver().restore(session, str(folder / "musicnn" / name) + "/")
        logits, penultimate = session.run([result[0], result[-1]], {source: batch, training: False})
        dense = session.graph.get_tensor_by_name("dense/BiasAdd:0")
        dense = session.run(dense, {source: batch, training: False})
        variables = tf.compat.v1.global_variables()
        weights = {variable.op.name: value for variable, value in zip(variables, session.run(variables))}
    return dense, penultimate, 1 / (1 + np.exp(-logits.astype(np.float64))), weights


def normalized(x, weights, number):
    scope = "batch_normalization" + (f"_{number}" if number else "")
    mean, variance, gain, offset = (weights[f"{scope}/{p}"] for p in ("moving_mean", "moving_variance", "gamma", "beta"))
    return (x - mean) / np.sqrt(variance + 1e-3) * gain + offset


def convolved(x, weights, layer, number):
    """Valid convolution of [time, band, channel], ReLU, normalisation."""
    kernel, bias = weights[f"{layer}/kernel"], weights[f"{layer}/bias"]
    height, width = kernel.shape[:2]
    out = np.zeros((x.shape[0] - height + 1, x.shape[1] - width + 1, kernel.shape[3]))
    for i in range(height):
        for j in range(width):
            out += x[i : i + out.shape[0], j : j + out.shape[1]] @ kernel[i, j]
    return normalized(np.maximum(out + bias, 0), weights, number)


def padded(x, before, after):
    return np.pad(x, ((before, after),) + ((0, 0),) * (x.ndim - 1), mode="constant")


def in_numpy(patch, weights):
    image = normalized(patch[:, :, None].astype(np.float64), weights, 0)
    layers = []
    for number in range(1, 6):
        layer = "conv2d" + (f"_{number - 1}" if number > 1 else "")
        length = weights[f"{layer}/kernel"].shape[0]
        before = (length - 1) // 2
        layers.append(convolved(padded(image, before, length - 1 - before), weights, layer, number).max(axis=1))
    front = np.concatenate(layers, axis=1)
    blocks = [front]
    for number in range(6, 9):
        block = convolved(padded(blocks[-1], 3, 3)[:, :, None], weights, f"conv2d_{number - 1}", number)[:, 0]
        blocks.append(block + blocks[-1] if number > 6 else block)
    features = np.concatenate(blocks, axis=1)
    flat = normalized(np.stack([features.max(0), features.mean(0)], axis=1).ravel(), weights, 9)
    dense = flat @ weights["dense/kernel"] + weights["dense/bias"]
    penultimate = normalized(np.maximum(dense, 0), weights, 10)
    return dense, penultimate, 1 / (1 + np.exp(-(penultimate @ weights["dense_1/kernel"] + weights["dense_1/bias"])))


def rounded(array):
    return [[round(float(value), 6) for value in row] for row in array]


def main():
    folder = pathlib.Path(sys.argv[1])
    batch, longer = patches(excerpt()), patches(example())
    golden = {
        "mel_first_frames": rounded(batch[0, :3]), "mel_last_frames": rounded(batch[-1, -3:]),
        "example": {"file": EXAMPLE, "patches": len(longer)},
    }
    for name in ("MSD_musicnn", "MTT_musicnn"):
        dense, penultimate, tags, weights = original(folder, name, batch)
        for row, patch in enumerate(batch):
            for ours, theirs in zip(in_numpy(patch, weights), (dense[row], penultimate[row], tags[row])):
                difference = np.max(np.abs(ours - theirs))
                assert difference < 1e-4, difference
        golden[name[:3].lower()] = {"dense": rounded(dense), "embedding": rounded(penultimate), "tags": rounded(tags)}
        _, penultimate, tags, _ = original(folder, name, longer)
        means = rounded([penultimate.mean(axis=0, dtype=np.float64), tags.mean(axis=0)])
        golden["example"][name[:3].lower()] = {"embedding": means[0], "tags": means[1]}
    (HERE / "musicnn.json").write_text(json.dumps(golden))


if __name__ == "__main__":
    main()
