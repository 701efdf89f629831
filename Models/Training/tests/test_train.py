"""Crops and what is to be learned from them, training, checkpoints, and the longer view; the device is the CPU."""

import math
import os
import tempfile
import unittest

import numpy as np
import torch

from neckentrain import augment, checkpoint, collection, train
from neckentrain.collection import CLIP_FRAMES
from neckentrain.features import BANDS
from neckentrain.network import BLOCK, PACES, PACES_PER_OCTAVE, SLOWER, STATES, Comparison, Overview, neighbours

FRAMES = 900
TINY = {"channels": 16, "fine_widths": (4, 4), "fine_out": 8, "fast_widths": (4, 4)}


def write_part(folder, name, rng, clips, silent=False):
    """Clips of noise with beats every half second or so."""
    features, labels = rng.random((clips, CLIP_FRAMES, BANDS)).astype(np.float16) * 2, []
    for index in range(clips):
        beats = np.arange(0.3, 38, 0.45 + 0.02 * index) if not silent else np.array([])
        numbers = (np.arange(len(beats)) % (2 + index % 3) + 1).tolist()
        labels.append({"beats": beats.round(4).tolist(), "numbers": numbers, "beatsPerBar": 2 + index % 3, "onsets": beats.round(3).tolist()})
    collection.write_part(os.path.join(folder, name), features, labels)
    return labels


def wanted_targets(beats, numbers, factor, start):
    """Targets of beats and downbeats, and where they are known, written out."""
    target, mask = np.zeros((FRAMES, 2)), np.zeros(FRAMES)
    places = [(beat * 50 - start) / factor for beat in beats]
    for place, number in zip(places, numbers):
        for offset, value in ((0, 1.0), (-1, 0.5), (1, 0.5), (-2, 0.25), (2, 0.25)):
            frame = round(place) + offset
            if 0 <= frame < FRAMES:
                for column in (0, 1) if number == 1 else (0,):
                    target[frame, column] = max(target[frame, column], value)
    mask[max(0, int(places[0] - 10)) : max(0, int(places[-1] + (places[-1] - places[-2]) / 2))] = 1
    return target, mask


class OnTheDevice(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        rng = np.random.default_rng(1)
        self.labels = write_part(self.folder.name, "train-0-6", rng, 6)
        write_part(self.folder.name, "train-900-2", rng, 2, silent=True)
        write_part(self.folder.name, "dev-0-6", rng, 6)
        self.shelf = train.Shelf(self.folder.name, "train", 20, torch.device("cpu"))
        self.shelf.rescan()

    def tearDown(self):
        self.folder.cleanup()

    def drawn(self, count):
        """A batch without features: what it was drawn with, and what is to be learned."""
        crops, how = train.Crops(self.shelf), {}

        def remember(_, rows, start, factor, frames):
            how.update(rows=rows, start=start, factor=factor)
            return torch.zeros(len(rows), frames, BANDS)

        crops.variety.augmented, self.shelf.silence = remember, []
        torch.manual_seed(3)
        _, *learned = crops.batch(count, FRAMES)
        known = [self.labels[int(row)] for row in how["rows"]]
        return zip(known, how["start"].tolist(), how["factor"].tolist()), learned

    def test_targets_lie_on_the_beats(self):
        how, (targets, masks, _, _) = self.drawn(40)
        for index, (known, start, factor) in enumerate(how):
            wanted, mask = wanted_targets(known["beats"], known["numbers"], factor, start)
            # A beat that falls half-way between frames may go either way in single precision.
            self.assertLessEqual((np.abs(targets[index, :, :2].numpy() - wanted) > 0.01).sum(), 10)
            self.assertLessEqual(np.abs(masks[index, :, 0].numpy() - mask).sum(), 2)

    def test_the_longer_view_learns_places_in_bars_and_lengths_of_beats(self):
        how, (_, _, states, paces) = self.drawn(40)
        seen = 0
        for index, (known, start, factor) in enumerate(how):
            places = [(beat * 50 - start) / factor for beat in known["beats"]]
            for step in range(0, FRAMES // 2, 7):
                beat = sum(place <= 2 * step + 0.5 for place in places) - 1
                if not 3 <= beat < len(places) - 3:
                    continue
                seen += 1
                self.assertEqual(float(states[index, step].sum()), 1)
                self.assertEqual(int(states[index, step].argmax()), STATES.index((known["beatsPerBar"], known["numbers"][beat])))
                seconds, shares = (places[beat + 3] - places[beat - 3]) / 6 / 50, paces[index, step]
                self.assertAlmostEqual(float(shares.sum()), 1, places=5)
                self.assertAlmostEqual(float(shares @ torch.arange(PACES).float()), math.log2(seconds / 0.2) * PACES_PER_OCTAVE, places=2)
        self.assertGreater(seen, 1000)

    def test_a_length_between_two_classes_is_shared_by_them(self):
        logits = torch.full((1, 2, 34), -9.0)
        logits[0, 0, 7], logits[0, 0, 8] = math.log(0.75), math.log(0.25)
        shares = torch.zeros(1, 2, 34)
        shares[0, 0, 7], shares[0, 0, 8] = 0.75, 0.25
        loss = train.share_entropy(logits, shares)
        self.assertAlmostEqual(float(loss), -(0.75 * math.log(0.75) + 0.25 * math.log(0.25)), places=2)

    def test_stretching_interpolates_between_frames(self):
        variety, rows = augment.Variety(torch.device("cpu")), torch.tensor([0, 3])
        start, factor = torch.tensor([10.0, 250.5]), torch.tensor([0.8, 1.2])
        found = variety.stretched(self.shelf.features, rows, start, factor, FRAMES).numpy()
        for index, row in enumerate(rows.tolist()):
            whole = self.shelf.features[row].float().numpy()
            places = float(start[index]) + np.arange(FRAMES) * float(factor[index])
            wanted = np.interp(places, np.arange(len(whole)), whole[:, 5])
            self.assertLess(np.abs(found[index, :, 5] - wanted).max(), 1e-3)

    def test_variety_keeps_features_in_their_range(self):
        variety = augment.Variety(torch.device("cpu"))
        crop = variety.augmented(self.shelf.features, torch.arange(6), torch.zeros(6), torch.ones(6), FRAMES)
        self.assertTrue(bool(torch.isfinite(crop).all()))
        self.assertGreaterEqual(float(crop.min()), 0)

    def test_silence_has_no_beats_and_no_bars(self):
        torch.manual_seed(5)
        crops, whole = train.Crops(self.shelf), 0
        for _ in range(8):
            _, targets, masks, states, paces = crops.batch(32, FRAMES)
            for index in torch.nonzero((targets.sum((1, 2)) == 0) & (masks[:, :, 0].mean(1) == 1))[:, 0].tolist():
                whole += 1
                self.assertEqual(float(masks[index, :, 2].sum()), 0)
                self.assertEqual(float(states[index].sum() + paces[index].sum()), 0)
        self.assertGreater(whole, 0)

    def trained(self, teacher=None, taught=0, kept=0, known=None, **options):
        """The checkpoint of a tiny network after a few steps."""
        shapes = {"tiny": {"options": TINY, "rate": 1e-3} | options}
        summary = train.train(
            self.folder.name, self.folder.name, shapes, steps=3, capacity=20, batch=2 + taught + kept, frames=400,
            teacher=teacher, taught=taught, kept=kept, known=known,
        )
        self.assertEqual(summary["steps"], 3)
        return os.path.join(self.folder.name, "tiny.pt")

    def test_the_same_steps_give_the_same_weights(self):
        first, second = (checkpoint.load(self.trained()).state_dict() for _ in range(2))
        self.assertTrue(all(torch.equal(first[key], second[key]) for key in first))

    def test_training_goes_on_from_a_checkpoint_of_half_the_precision(self):
        half = os.path.join(self.folder.name, "half.pt")
        before = checkpoint.load(self.trained())
        checkpoint.save(before, half, TINY, torch.float16)
        after = checkpoint.load(self.trained(start=half, rate=0.0)).state_dict()
        for key, value in before.state_dict().items():
            if "weight" in key and "norm" not in key and "layers.1" not in key and "layers.4" not in key:
                self.assertLess(float((after[key] - value).abs().max()), 1e-2, key)

    def test_ears_may_stay_as_they_are(self):
        with self.assertRaisesRegex(ValueError, "--start"):
            self.trained(keep_ears=True)
        start = os.path.join(self.folder.name, "start.pt")
        os.rename(self.trained(), start)
        before, after = checkpoint.load(start).state_dict(), checkpoint.load(self.trained(start=start, keep_ears=True)).state_dict()
        same = {key for key in before if torch.equal(before[key], after[key])}
        ears = {key for key in before if key.startswith(("network.fast.", "network.fine."))}
        self.assertEqual({key for key in same if "weight" in key}, {key for key in ears if "weight" in key})
        self.assertLessEqual(ears, same)

    def lessons(self, teacher, split):
        """A teacher's batch of three as it hears it, and that batch heard again."""
        lessons = train.Teacher(self.folder.name, split, teacher, torch.device("cpu"))
        lessons.variety.coloured = lessons.variety.transposed = lambda crop: crop
        lessons.variety.gaps = lambda crop: crop * 1.0
        features, *said = lessons.batch(3, FRAMES)
        parts = checkpoint.load(teacher)
        with torch.inference_mode():
            memory = parts["network"].remembered(features)
            return said, torch.sigmoid(parts["network"](features)), [torch.softmax(each, 2) for each in parts["overview"](memory)]

    def test_what_a_teacher_says_is_learned(self):
        teacher = os.path.join(self.folder.name, "teacher.pt")
        os.rename(self.trained(), teacher)
        with self.assertRaises(FileNotFoundError):
            self.trained(teacher=teacher, taught=2)
        for how in ({"taught": 2}, {"kept": 2, "known": self.folder.name}, {"kept": 2, "teacher": teacher}):
            with self.assertRaises(ValueError):
                self.trained(**how)
        write_part(self.folder.name, collection.UNLABELLED + "-0-2", np.random.default_rng(2), 2)
        for split in (collection.UNLABELLED, "train"):
            (said, masks, states, paces), heard, view = self.lessons(teacher, split)
            self.assertLess(float((said[:, :, :2] - heard).abs().max()), 0.03)  # halves of floats
            self.assertTrue(bool((masks == 1).all()))
            self.assertEqual((states.shape, paces.shape), ((3, FRAMES // 2, len(STATES)), (3, FRAMES // 2, PACES)))
            taught = float(split == "train")  # bars of real recordings are not
            self.assertLess(float((states - taught * view[0]).abs().max()), 0.03)
            self.assertLess(float((paces - taught * view[1]).abs().max()), 0.03)
        plain = checkpoint.load(self.trained()).state_dict()
        for how in ({"taught": 2}, {"kept": 2, "known": self.folder.name}):
            taught = checkpoint.load(self.trained(teacher=teacher, **how)).state_dict()
            self.assertFalse(all(torch.equal(plain[key], taught[key]) for key in plain))


def listening(module):
    """Its comparisons as if they had learned something: new ones add nothing yet."""
    for one in module.modules():
        if isinstance(one, Comparison):
            torch.nn.init.xavier_normal_(one.answer.weight)
            torch.nn.init.xavier_normal_(one.think[2].weight)
    return module.eval()


class LongerView(unittest.TestCase):
    def test_padding_is_not_heard(self):
        torch.manual_seed(1)
        comparison, there = listening(Comparison(16, 2, 0.0)), 130
        absent = torch.zeros(1, 2 * BLOCK, 1)
        absent[:, :there] = 1
        absent = (neighbours(absent.reshape(1, 1, -1, BLOCK, 1)).transpose(3, 4) - 1) * 1e4
        steps = torch.randn(1, 2 * BLOCK, 16)
        other = steps.clone()
        other[:, there:] = torch.randn(1, 2 * BLOCK - there, 16)
        with torch.inference_mode():
            difference = (comparison(steps, absent) - comparison(other, absent))[:, :there].abs().max()
        self.assertLess(float(difference), 1e-5)

    def test_a_layer_hears_the_blocks_beside_its_own_and_no_others(self):
        torch.manual_seed(2)
        view, count = listening(Overview(8, width=16, layers=1, heads=2)), 4 * BLOCK * SLOWER
        memory = torch.randn(1, 8, count)
        other = memory.clone()
        other[:, :, 2 * BLOCK * SLOWER + 3] += 5
        with torch.inference_mode():
            states = (view(memory)[0] - view(other)[0]).abs().amax(2)[0]
        self.assertEqual(float(states[: BLOCK * SLOWER - 3].max()), 0)
        self.assertGreater(float(states[BLOCK * SLOWER : 2 * BLOCK * SLOWER - 8].max()), 0)

    def test_every_step_is_answered(self):
        view = Overview(8, width=16, layers=1, heads=2).eval()
        for count in (1, 3, 4, 5, 399, 401):
            states, paces = view(torch.randn(2, 8, count))
            self.assertEqual((states.shape, paces.shape), ((2, count, 9), (2, count, 34)))


if __name__ == "__main__":
    unittest.main()
