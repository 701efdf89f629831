"""The bar reader: it reads proposed beats, and judges which of the tracker's readings of a recording is right.

It learns from what the tracker offers for rendered performances whose beats are known (`ReadingDataTests` writes it):
in each recording the readings compete, and the better a reading's beats and downbeats, the likelier it is to be.
"""

import copy
import json
import os
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from .bars import NOVELTY_REACH, VALUES, beatwise, highest_near, log_odds
from .beatcomparison import CHANNELS, MOST_NUMBERS, BeatComparison, descend, folded, means, means_by_number, ready, transposed, write_layers
from .checkpoint import save_weights
from .choice import SHARPNESS, softmax, worth
from .hearing import saved

MARK = "NBR3"  # of the file
JUDGES, JUDGE_DROPOUT = 64, 0.2
TERMS = (  # in the order of `ReadingTerms.values`
    "beats", "halves", "thirds", "labels", "alternation", "downbeatContrast", "tempo", "tempoSquared", "unevenness", "shareSpread",
    "unsteadiness", "rest", "eightBars", "fourBars", "twoBars", "oneBar", "phraseStarts", "pitchChange", "reader", "readerContrast",
    "ownBeats", "rotated", "three", "four", "states", "pace",
)
OWN = [TERMS.index(name) for name in ("reader", "readerContrast", "ownBeats")]  # the reader's, made while reading
OWN_MEAN, OWN_SCALE = (-0.5, 0.0, 0.0), (0.25, 4.0, 4.0)  # about what they are, so that all terms are of one size
RIGHT, WRONG = 0.9, 0.7  # a path with such a beat F, and a reading with such a downbeat F, says where beats and bars are
FEWEST_BEATS, MOST_BEATS = 4, 300
LEAST_BEST_F = 0.6  # what offers nothing better is not learned from
BATCH, ALIKE, PEAK_RATE, WEIGHT_DECAY, WARM_STEPS = 6, 16, 2e-3, 2e-2, 100  # ALIKE: batches are of one length among so many
BEAT_WEIGHT = 0.15  # of the cross-entropies beat by beat, beside that of the choice
TRANSPOSED = 5
LEAST_SHARE, MOST_SHARE, LEAST_CUT = 0.5, 0.92, 0.02  # of a recording that is shown at once, and what is cut off at least at either end


class BarReader(BeatComparison):
    """Paths of beats and readings of them → log-odds of each reading, and of each beat: a bar begins; the beats are the tune's own."""

    def __init__(self, mean=None, scale=None):
        super().__init__()
        self.answers = nn.Conv1d(CHANNELS, 2, 1)
        self.judging = nn.Linear((1 + MOST_NUMBERS) * CHANNELS + MOST_NUMBERS - 1 + len(TERMS), JUDGES)
        self.judgement = nn.Linear(JUDGES + len(TERMS), 1)
        self.dropout = nn.Dropout(JUDGE_DROPOUT)
        nn.init.zeros_(self.judgement.weight)
        self.register_buffer("mean", torch.zeros(len(TERMS)) if mean is None else mean)
        self.register_buffer("scale", torch.ones(len(TERMS)) if scale is None else scale)

    def forward(self, batch):
        """Log-odds [readings], answers [paths, 2, beats]."""
        mask = batch.mask[:, None]
        memory = self.remembered(batch.values, mask)
        answers = self.answers(memory)
        counts = batch.mask.sum(1)
        everywhere, by_number = means(memory, mask)[batch.owner], means_by_number(memory[batch.owner], batch.numbers)
        terms = self.with_own(batch, answers, counts)
        terms = (terms - self.mean) / self.scale
        judging = torch.cat([everywhere, by_number, batch.meters, terms], 1)
        judged = self.dropout(nn.functional.relu(self.judging(judging)))
        return self.judgement(torch.cat([judged, terms], 1))[:, 0], answers

    def with_own(self, batch, answers, counts):
        """The readings' terms with those that the reader itself makes, as `BeatReading` in NeckenRhythm does."""
        first, mask, counts = answers[:, 0][batch.owner], batch.mask[batch.owner], counts[batch.owner]
        is_first = batch.numbers[:, :, 0]
        reader = (nn.functional.logsigmoid(torch.where(is_first > 0, first, -first)) * mask).sum(1) / counts
        there = batch.numbers.sum(1) > 0
        means = torch.einsum("rn,rnk->rk", first, batch.numbers) / batch.numbers.sum(1).clamp(min=1)
        contrast = means[:, 0] - means[:, 1:].masked_fill(~there[:, 1:], -1e9).max(1).values
        own = ((answers[:, 1] * batch.mask).sum(1))[batch.owner] / counts
        terms = batch.terms.clone()
        terms[:, OWN] = torch.stack([reader, contrast, own], 1)
        return terms


@dataclass
class Offered:
    """What the tracker offered for one recording."""

    beats_per_bar: int
    paths: list  # arrays [beats, VALUES]
    readings: list  # path (its index), numbers, terms, beatF, downbeatF, beatsPerBar of each

    @property
    def recording(self):
        """As `choice` wants it."""
        return self.beats_per_bar, self.readings

    def stretch(self, rng):
        """The same stretch of all paths; what readings are worth stays that of the whole.

        Clips begin at a bar line, or with an upbeat. A reader that saw whole ones would learn to count from there.
        """
        longest = max(len(path) for path in self.paths)
        share = min(rng.uniform(LEAST_SHARE, MOST_SHARE), MOST_BEATS / longest)
        start = rng.uniform(LEAST_CUT, 1 - LEAST_CUT - share)
        spans = [(int(start * len(path)), max(int(start * len(path)) + FEWEST_BEATS, int((start + share) * len(path)))) for path in self.paths]
        return Offered(
            self.beats_per_bar, [path[first:last] for path, (first, last) in zip(self.paths, spans)],
            [r | {"numbers": r["numbers"][slice(*spans[r["path"]])]} for r in self.readings],
        )


def prepare(readings, folder, out):
    """Reads the tracker's readings (JSON lines) and writes all paths' values as OUT.f16, half floats, and what is offered as OUT.jsonl."""
    total = 0
    with open(readings, encoding="utf-8") as lines, open(out + ".part", "wb") as rows, open(out + ".jsonl", "w", encoding="utf-8") as index:
        for line in lines:
            item = json.loads(line)
            if item["source"] != "network" or len(item["readings"]) < 2:
                continue
            activation, cells, novelty, overview = saved(folder, item["name"])
            near, heights = highest_near(novelty, NOVELTY_REACH), log_odds(activation)
            paths, offered = {}, []
            for reading in item["readings"]:
                times = tuple(beat[0] / 1000 for beat in reading["beats"])
                if len(times) < FEWEST_BEATS:
                    continue
                if times not in paths:
                    paths[times] = total
                    rows.write(beatwise(cells, near, heights, overview, times).astype("<f2").tobytes())
                    total += len(times)
                offered.append({
                    "first": paths[times], "numbers": [beat[1] for beat in reading["beats"]], "terms": [reading["terms"][name] for name in TERMS],
                    "beatF": reading["beatF"], "downbeatF": reading["downbeatF"], "beatsPerBar": reading["beatsPerBar"],
                })
            index.write(json.dumps({"name": item["name"], "beatsPerBar": item["beatsPerBar"], "readings": offered}) + "\n")
    os.replace(out + ".part", out + ".f16")


def offers(path):
    """What `prepare` wrote, the values read lazily."""
    rows = np.memmap(path + ".f16", "<f2", "r").reshape(-1, VALUES)
    with open(path + ".jsonl", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            firsts = sorted({r["first"] for r in item["readings"]})
            length = {r["first"]: len(r["numbers"]) for r in item["readings"]}
            yield Offered(
                item["beatsPerBar"], [rows[first : first + length[first]] for first in firsts],
                [
                    r | {"path": firsts.index(r["first"]), "numbers": np.array(r["numbers"], np.int8), "terms": np.array(r["terms"], np.float32)}
                    for r in item["readings"]
                ],
            )


@dataclass
class Batch:
    """Padded tensors of several recordings."""

    values: torch.Tensor  # [paths, beats, VALUES]
    mask: torch.Tensor  # [paths, beats]
    owner: torch.Tensor  # [readings], the path of each
    numbers: torch.Tensor  # [readings, beats, 4], one-hot
    meters: torch.Tensor  # [readings, 3], one-hot
    terms: torch.Tensor  # [readings, TERMS]
    spans: list  # of readings, one for each recording
    worths: list
    first: torch.Tensor  # [paths, beats], where a bar begins, −1 where that is not known
    own: torch.Tensor  # [paths], −1 where neither


def batch_of(items, rng=None):
    """Recordings together; with a generator, stretches of them and transposed."""
    if rng is not None:
        items = [item.stretch(rng) for item in items]
    paths, first, own, readings, spans, worths = [], [], [], [], [], []
    for item in items:
        shift = int(rng.integers(-TRANSPOSED, TRANSPOSED + 1)) if rng is not None else 0
        spans.append(slice(len(readings), len(readings) + len(item.readings)))
        worths.append(worth(item.readings).astype(np.float32))
        readings += [r | {"path": len(paths) + r["path"]} for r in item.readings]
        for index, path in enumerate(item.paths):
            best = max((r for r in item.readings if r["path"] == index), key=lambda r: r["downbeatF"])
            paths.append(transposed(path.astype(np.float32), shift))
            own.append(1.0 if best["beatF"] > RIGHT else 0.0 if best["beatF"] < WRONG else -1.0)
            first.append((best["numbers"] == 1).astype(np.float32) if best["downbeatF"] > RIGHT else np.full(len(path), -1, np.float32))
    count = max(len(path) for path in paths)
    values, mask = np.zeros((len(paths), count, VALUES), np.float32), np.zeros((len(paths), count), np.float32)
    begins, numbers = np.full((len(paths), count), -1, np.float32), np.zeros((len(readings), count, MOST_NUMBERS), np.float32)
    for row, path in enumerate(paths):
        values[row, : len(path)], mask[row, : len(path)], begins[row, : len(path)] = path, 1, first[row]
    for row, reading in enumerate(readings):
        numbers[row, np.arange(len(reading["numbers"])), reading["numbers"] - 1] = 1
    meters = np.eye(MOST_NUMBERS - 1, dtype=np.float32)[[r["beatsPerBar"] - 2 for r in readings]]
    tensor = torch.from_numpy
    return Batch(
        tensor(values), tensor(mask), torch.tensor([r["path"] for r in readings]), tensor(numbers), tensor(meters),
        tensor(np.stack([r["terms"] for r in readings])), spans, worths, tensor(begins), torch.tensor(own),
    )


def losses_of(reader, batch):
    """Cross-entropy of the choice beyond the least that can be reached, of bars' beginnings, and of beats being the tune's own."""
    odds, answers = reader(batch)
    choice = 0.0
    for span, worths in zip(batch.spans, batch.worths):
        wanted = torch.softmax(torch.from_numpy(worths) / SHARPNESS, 0)
        choice = choice + (wanted * (torch.log(wanted + 1e-12) - torch.log_softmax(odds[span], 0))).sum() / len(batch.spans)
    entropy = nn.functional.binary_cross_entropy_with_logits
    known = (batch.first >= 0).float() * batch.mask
    first = (entropy(answers[:, 0], batch.first.clamp(min=0), reduction="none") * known).sum() / known.sum().clamp(min=1)
    known = (batch.own >= 0).float()[:, None] * batch.mask
    own = (entropy(answers[:, 1], batch.own.clamp(min=0)[:, None].expand_as(batch.mask), reduction="none") * known).sum() / known.sum().clamp(min=1)
    return choice, first, own


def standard(items):
    """Mean and scale of the terms; the reader's own as they usually are."""
    terms = np.concatenate([[r["terms"] for r in item.readings] for item in items])
    mean, scale = terms.mean(axis=0), terms.std(axis=0) + 1e-6
    mean[OWN], scale[OWN] = OWN_MEAN, OWN_SCALE
    return torch.from_numpy(mean), torch.from_numpy(scale)


def batches(items, rng):
    """All recordings once in random order, in batches of about equal length."""
    lengths = np.array([max(len(path) for path in item.paths) for item in items])
    order = rng.permutation(len(items))
    together = []
    for start in range(0, len(order), ALIKE * BATCH):
        block = order[start : start + ALIKE * BATCH]
        block = block[np.argsort(lengths[block], kind="stable")]
        together += [block[first : first + BATCH] for first in range(0, len(block), BATCH)]
    return [[items[i] for i in together[place]] for place in rng.permutation(len(together))]


def fresh_reader(items):
    """A reader that knows of the recordings no more than the size of their readings' terms."""
    return BarReader(*standard(items))


def train_reader(data, out, epochs, seed=1, peak_rate=PEAK_RATE, start=fresh_reader, back=0.0):
    """Trains the reader that `start` makes, given the recordings, on what `prepare` wrote; saves weights averaged over time.

    `back`: how far they go back, in the end, to those that training began with.
    """
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    items = [item for path in data for item in offers(path) if max(r["beatF"] for r in item.readings) > LEAST_BEST_F]
    if not items:
        raise ValueError(f"of no recording was a reading offered whose beats have F above {LEAST_BEST_F}: train the beat network first, or longer")
    reader = start(items).train()
    before = copy.deepcopy(reader.state_dict())
    rng, waiting = np.random.default_rng(seed), []

    def losses():
        waiting.extend(() if waiting else batches(items, rng))
        choice, first, own = losses_of(reader, batch_of(waiting.pop(), rng))
        return choice + BEAT_WEIGHT * (first + own), (choice, first, own)

    steps = int(epochs * len(items) / BATCH)
    descend(reader, out, steps, "choice, first, own", losses, peak_rate, WEIGHT_DECAY, WARM_STEPS)
    if back:
        reader = load_reader(out)
        go_back(reader, before, back)
        save_weights(out, weights=reader.state_dict())
    return {"epochs": epochs, "steps": steps, "batch": BATCH, "recordings": len(items), "seed": seed, "peakRate": peak_rate, "back": back}


def load_reader(path):
    """The reader of a checkpoint, ready to read."""
    return ready(BarReader(), path)


@torch.no_grad()
def go_back(reader, before, share):
    """Moves a reader's weights this far back to those of the one it went on from, to keep what that one knew (Wortsman et al., CVPR 2022)."""
    for name, value in reader.state_dict().items():
        if value.is_floating_point():
            value.lerp_(before[name], share)


@torch.no_grad()
def favour(reader, term, odds):
    """Makes readings likelier by so many log-odds for each unit of a term: where music is not as common as in the training."""
    place = TERMS.index(term)
    reader.judgement.weight[0, JUDGES + place] += odds * reader.scale[place]


def judge(reader, items, size=4):
    """The probabilities of each recording's readings."""
    with torch.inference_mode():
        for start in range(0, len(items), size):
            batch = batch_of(items[start : start + size])
            odds = reader(batch)[0].numpy()
            yield from (softmax(odds[span].astype(float)) for span in batch.spans)


def plain(linear, reader, factor=1.0):
    """A linear layer whose last inputs are the terms, to be given as they are: [inputs, outputs] and [outputs]."""
    weight, bias = linear.weight.detach().clone(), linear.bias.detach()
    weight[:, -len(TERMS) :] /= reader.scale
    bias = bias - weight[:, -len(TERMS) :] @ reader.mean
    return (weight * factor).T.numpy(), (bias * factor).numpy()


def layers_of(reader, factor):
    """All layers in the order of the file; `BarReader` in NeckenRhythm reads them so."""
    yield from reader.heard_layers()
    yield folded(reader.join)
    yield from reader.memory_layers()
    yield folded(reader.answers)
    yield plain(reader.judging, reader)
    yield plain(reader.judgement, reader, factor)


def export_reader(reader, path, factor):
    """Writes the reader as PATH, its judgement sharpened by a factor."""
    write_layers(path, MARK, layers_of(reader, factor))
