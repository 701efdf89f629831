"""The bar reader learns to choose, and its file judges as it does."""

import json
import os
import tempfile
import unittest

import numpy as np
import torch
from neckentrain import barreader, choice, unfolded
from neckentrain.bars import CELL_FRAMES, FINE_BANDS
from neckentrain.barreader import OWN, TERMS
from neckentrain.hearing import save
from neckentrain.network import PACES, STATES

SECONDS = 30


def write_heard(folder, name, rng):
    """Activations and what else is heard of a recording; its bars of three begin where notes are high."""
    frames = SECONDS * 50
    beats = np.arange(0.5, SECONDS - 1, 0.5)
    cells = rng.random((frames // CELL_FRAMES, FINE_BANDS)) * 0.1
    for index, beat in enumerate(beats):
        cells[int(beat * 50 / CELL_FRAMES) + 1, 50 if index % 3 == 0 else 10] = 1
    save(os.path.join(folder, name), rng.random((2, frames)), cells, rng.random(frames), -rng.random(((frames + 1) // 2, len(STATES) + PACES)))
    readings = []
    for rotation in range(3):
        numbers = (np.arange(len(beats)) + rotation) % 3 + 1
        readings.append({
            "beatsPerBar": 3, "bpm": 120, "terms": {term: float(rng.normal()) for term in TERMS}, "beatF": 1.0,
            "downbeatF": float(rotation == 0), "beats": [[int(b * 1000), int(n)] for b, n in zip(beats, numbers)],
        })
    return {"name": name, "source": "network", "beatsPerBar": 3, "readings": [readings[i] for i in rng.permutation(3)]}


class Choosing(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        rng = np.random.default_rng(1)
        items = [write_heard(self.folder.name, f"clip{index}", rng) for index in range(24)]
        self.readings, self.data = (os.path.join(self.folder.name, name) for name in ("readings.jsonl", "offered"))
        with open(self.readings, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(item) + "\n" for item in items)
        barreader.prepare(self.readings, self.folder.name, self.data)

    def tearDown(self):
        self.folder.cleanup()

    def test_readings_of_the_same_beats_share_a_path(self):
        item = next(barreader.offers(self.data))
        self.assertEqual((len(item.paths), len(item.readings)), (1, 3))
        self.assertAlmostEqual(choice.worth(item.readings).max(), 1.0)

    def test_the_right_bar_lines_are_learned(self):
        checkpoint = os.path.join(self.folder.name, "reader.pt")
        barreader.train_reader([self.data], checkpoint, epochs=40)
        reader, items = barreader.load_reader(checkpoint), list(barreader.offers(self.data))
        probabilities, recordings = list(barreader.judge(reader, items)), [item.recording for item in items]
        self.assertGreater(choice.figures(recordings, probabilities)["downbeatF"], 0.9)
        shipped = os.path.join(self.folder.name, "reader.bin")
        barreader.export_reader(reader, shipped, 1.0)
        again = list(barreader.judge(unfolded.reader_of_file(shipped, items), items))
        self.assertLess(max(np.abs(one - other).max() for one, other in zip(probabilities, again)), 1e-4)
        with self.assertRaises(ValueError):
            unfolded.reader_of_file(checkpoint, items)
        self.assertGreater(choice.temperature(recordings, probabilities), 0)
        further = checkpoint + ".further"
        barreader.train_reader([self.data], further, epochs=0.5, peak_rate=1e-5, start=unfolded.going_on(checkpoint))
        again = list(barreader.judge(barreader.load_reader(further), items))
        self.assertLess(max(np.abs(a - b).max() for a, b in zip(again, probabilities)), 0.05)

    def test_a_reader_goes_back_by_a_share(self):
        items = list(barreader.offers(self.data))
        torch.manual_seed(1)
        before, after, middle = (barreader.fresh_reader(items) for _ in range(3))
        middle.load_state_dict(after.state_dict())
        barreader.go_back(middle, before.state_dict(), 0.25)
        for name, value in middle.state_dict().items():
            expected = 0.75 * after.state_dict()[name] + 0.25 * before.state_dict()[name] if value.is_floating_point() else after.state_dict()[name]
            self.assertTrue(torch.allclose(value, expected, atol=1e-6), name)

    def test_a_favoured_term_makes_readings_likelier_by_its_log_odds(self):
        items = list(barreader.offers(self.data))
        for item in items:
            for index, reading in enumerate(item.readings):
                reading["terms"][TERMS.index("four")] = index == 0
        torch.manual_seed(1)
        reader = barreader.fresh_reader(items).eval()
        torch.nn.init.normal_(reader.judgement.weight, std=0.1)
        before = next(barreader.judge(reader, items))
        barreader.favour(reader, "four", 0.5)
        after = next(barreader.judge(reader, items))
        change = np.log(after) - np.log(before)
        self.assertAlmostEqual(change[0] - change[1], 0.5, places=4)
        self.assertAlmostEqual(change[1], change[2], places=4)

    def test_terms_are_given_to_the_file_as_they_are(self):
        torch.manual_seed(1)
        items = list(barreader.offers(self.data))
        reader = barreader.BarReader(*barreader.standard(items)).eval()
        torch.nn.init.normal_(reader.judgement.weight)
        terms, memory = torch.randn(5, len(TERMS)) * 3, torch.rand(5, reader.judging.in_features - len(TERMS))
        (first, bias), (last, last_bias) = barreader.plain(reader.judging, reader), barreader.plain(reader.judgement, reader, 0.5)
        judged = np.maximum(np.hstack([memory, terms]) @ first + bias, 0)
        found = np.hstack([judged, terms]) @ last + last_bias
        with torch.no_grad():
            standard = (terms - reader.mean) / reader.scale
            expected = reader.judgement(torch.cat([torch.relu(reader.judging(torch.cat([memory, standard], 1))), standard], 1)) / 2
        self.assertLess(np.abs(found - expected.numpy()).max(), 1e-3)
        self.assertEqual([TERMS[index] for index in OWN], ["reader", "readerContrast", "ownBeats"])


if __name__ == "__main__":
    unittest.main()
