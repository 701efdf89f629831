"""Drawing crops on a device gives what drawing them one by one gives; here the device is the CPU."""

import json
import os
import tempfile
import unittest

import numpy as np
import torch

from neckentrain import augment, gpu, train
from neckentrain.collection import CLIP_FRAMES
from neckentrain.features import BANDS

FRAMES = 900


def write_part(folder, name, rng, clips, silent=False):
    """Clips of noise with beats every half second or so."""
    np.save(os.path.join(folder, name + ".npy"), rng.random((clips, CLIP_FRAMES, BANDS)).astype(np.float16) * 2)
    lines = []
    for index in range(clips):
        beats = np.arange(0.3, 38, 0.45 + 0.02 * index) if not silent else np.array([])
        numbers = (np.arange(len(beats)) % (2 + index % 3) + 1).tolist()
        known = {"beats": beats.round(4).tolist(), "numbers": numbers, "beatsPerBar": 2 + index % 3, "onsets": beats.round(3).tolist()}
        lines.append(json.dumps(known) + "\n")
    with open(os.path.join(folder, name + ".jsonl"), "w", encoding="utf-8") as file:
        file.writelines(lines)
    return [json.loads(line) for line in lines]


class OnTheDevice(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        rng = np.random.default_rng(1)
        self.labels = write_part(self.folder.name, "train-0-6", rng, 6)
        write_part(self.folder.name, "train-900-2", rng, 2, silent=True)
        write_part(self.folder.name, "dev-0-6", rng, 6)
        self.shelf = gpu.Shelf(self.folder.name, "train", 20, torch.device("cpu"))
        self.shelf.rescan()

    def tearDown(self):
        self.folder.cleanup()

    def test_targets_are_those_of_single_crops(self):
        crops, drawn = gpu.Crops(self.shelf), {}

        def remember(_, rows, start, factor, frames):
            drawn.update(rows=rows, start=start, factor=factor)
            return torch.zeros(len(rows), frames, BANDS)

        crops.variety.augmented, self.shelf.silence = remember, []
        torch.manual_seed(3)
        _, targets, masks, meter = crops.batch(40, FRAMES)
        for index in range(40):
            known = self.labels[int(drawn["rows"][index])]
            start, factor = float(drawn["start"][index]), float(drawn["factor"][index])
            wanted, mask = train.targets(known["beats"], known["numbers"], factor, start, FRAMES)
            # A beat that falls half-way between frames may go either way in single precision.
            self.assertLessEqual((np.abs(targets[index, :, :2].numpy() - wanted) > 0.01).sum(), 10)
            self.assertLessEqual(np.abs(masks[index, :, 0].numpy() - mask).sum(), 2)
            self.assertEqual(int(meter[index]), known["beatsPerBar"] - 2)

    def test_stretching_is_that_of_single_crops(self):
        variety, rows = gpu.Variety(torch.device("cpu")), torch.tensor([0, 3])
        start, factor = torch.tensor([10.0, 250.5]), torch.tensor([0.8, 1.2])
        found = variety.stretched(self.shelf.features, rows, start, factor, FRAMES).numpy()
        for index, row in enumerate(rows.tolist()):
            whole = self.shelf.features[row].float().numpy()
            wanted = augment.stretched(whole, float(start[index]), float(factor[index]), FRAMES)
            self.assertLess(np.abs(found[index] - wanted).max(), 1e-3)

    def test_variety_keeps_features_in_their_range(self):
        variety = gpu.Variety(torch.device("cpu"))
        crop = variety.augmented(self.shelf.features, torch.arange(6), torch.zeros(6), torch.ones(6), FRAMES)
        self.assertTrue(bool(torch.isfinite(crop).all()))
        self.assertGreaterEqual(float(crop.min()), 0)

    def test_silence_has_no_beats_and_no_meter(self):
        torch.manual_seed(5)
        crops = gpu.Crops(self.shelf)
        whole = 0
        for _ in range(8):
            _, targets, masks, meter = crops.batch(32, FRAMES)
            for index in torch.nonzero(meter == train.IGNORED_METER)[:, 0].tolist():
                if float(targets[index].sum()) == 0:
                    whole += 1
                    self.assertEqual(float(masks[index, :, :2].mean()), 1)
                    self.assertEqual(float(masks[index, :, 2].sum()), 0)
        self.assertGreater(whole, 0)

    def test_training_saves_networks_that_load(self):
        options = {"channels": 16, "fine_widths": (4, 4), "fine_out": 8, "fast_widths": (4, 4)}
        summary = gpu.train_on_device(
            self.folder.name, self.folder.name, {"tiny": {"options": options, "rate": 1e-3}}, 0.1, device="cpu", capacity=20, batch=2, frames=400
        )
        self.assertGreater(summary["steps"], 0)
        network = train.load(os.path.join(self.folder.name, "tiny.pt"))
        train.load_onsets(os.path.join(self.folder.name, "tiny-onsets.pt"), network)


if __name__ == "__main__":
    unittest.main()
