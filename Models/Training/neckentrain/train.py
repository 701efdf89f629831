"""Training: the collection lies in the device's memory, and crops are drawn, stretched and coloured there by the hundred.

On a GPU it is ended by the clock (such machines are lent by the minute: Docs/Decisions/0098), on processors after so many steps.
Clips that are rendered meanwhile join. Several networks may learn from the same batches, so that shapes can be compared.
"""

import functools
import math
import os
import time

import numpy as np
import torch
from torch import nn

from .augment import STRETCH, STRETCHED, Variety, uniform
from .checkpoint import load, save, start_from
from .collection import CLIP_FRAMES, TOO_FEW_BEATS, UNLABELLED, labels_of, new_parts
from .features import BANDS, FRAMES_PER_SECOND
from .network import FASTEST_SECONDS, PACE, PACE_BEATS, PACES, PACES_PER_OCTAVE, STATES, parts_of

BATCH = 96
CROP_FRAMES = 1500
FEWEST_STARTS = 200  # frames that a crop may begin in: clips begin at a bar line, and nothing is to be counted from there
MOST_BEATS, MOST_ONSETS = 256, 640
NEGATIVE_SHARE, LEAD_SHARE = 0.05, 0.06  # crops without a beat, and such that begin without one
NETWORK = {"channels": 128, "fast_widths": (24, 32), "fine_widths": (24, 40), "fine_out": 64}  # the shipped one
PEAK_RATE, WEIGHT_DECAY = 3e-3, 1e-2
DOWNBEAT_WEIGHT, ONSET_WEIGHT, STATE_WEIGHT, PACE_WEIGHT = 1.5, 0.3, 0.15, 0.05
UNKNOWN = -100  # in place of a class, where nobody knows it
WIDENED = (1.0, 0.5, 0.25)  # target at 0, ±1, ±2 frames
REACH_FRAMES = 1.5  # the target of an onset falls to nothing so far from it
MARGIN_SECONDS = 0.2
AVERAGING = 0.998
WARM_STEPS, LEAST_RATE = 200, 0.01
REPORT_SECONDS = 20


def learning_rate(peak, step, progress, warm_steps=WARM_STEPS):
    """Warm-up, then a half cosine down to `LEAST_RATE` of the peak."""
    return peak * min(1.0, (step + 1) / warm_steps) * (LEAST_RATE + (1 - LEAST_RATE) * 0.5 * (1 + math.cos(math.pi * progress)))


@functools.cache
def fast_halves():
    """Whether this processor multiplies 16-bit floats; elsewhere they are five times slower than 32-bit ones."""
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        return "bf16" in file.read()


class Shelf:
    """Clips in the device's memory, added part by part as they are rendered."""

    def __init__(self, folder, split, capacity, device):
        self.folder, self.split, self.device = folder, split, device
        self.features = torch.empty((capacity, CLIP_FRAMES, BANDS), dtype=torch.float16, device=device)
        self.beats = torch.full((capacity, MOST_BEATS), math.inf, device=device)
        self.downbeats = torch.full((capacity, MOST_BEATS), math.inf, device=device)
        self.onsets = torch.full((capacity, MOST_ONSETS), math.inf, device=device)
        self.states = torch.full((capacity, MOST_BEATS), UNKNOWN, device=device)
        self.about = torch.zeros((capacity, 5), device=device)  # first, last beat, half the last interval, bars known, onsets known
        self.music, self.silence, self.taken, self.count = [], [], set(), 0

    def rescan(self):
        """Takes in finished parts that are not here yet."""
        for file in new_parts(self.folder, self.split, self.taken):
            array, labels = np.load(os.path.join(self.folder, file)), labels_of(self.folder, file)
            kept = [row for row, label in enumerate(labels) if not label["beats"] or len(label["beats"]) > TOO_FEW_BEATS]
            if self.count + len(kept) > len(self.features):
                print(f"{file}: no room for all of its clips; a greater capacity takes them", flush=True)
                kept = kept[: len(self.features) - self.count]
            at = torch.arange(self.count, self.count + len(kept), device=self.device)
            self.features[at] = torch.from_numpy(array[kept]).to(self.device)
            for place, row in zip(at.tolist(), kept):
                self.enter(place, labels[row])
            self.count += len(kept)
        self.music_places = torch.tensor(self.music, device=self.device)
        self.silent_places = torch.tensor(self.silence, device=self.device)

    def enter(self, place, label):
        """What is known of the clip at a place."""
        beats = np.array(label["beats"], np.float32)[:MOST_BEATS]
        if not len(beats):
            self.silence.append(place)
            return
        numbers = np.array(label["numbers"])[:MOST_BEATS]
        known = label.get("beatsPerBar")
        self.music += [place] * label.get("weight", 1)
        self.beats[place, : len(beats)] = torch.from_numpy(beats).to(self.device)
        down = beats[numbers == 1]
        self.downbeats[place, : len(down)] = torch.from_numpy(down).to(self.device)
        onsets = np.array(label.get("onsets", []), np.float32)[:MOST_ONSETS]
        self.onsets[place, : len(onsets)] = torch.from_numpy(onsets).to(self.device)
        if known:
            self.states[place, : len(beats)] = torch.tensor([STATES.index((known, min(int(n), known))) for n in numbers], device=self.device)
        self.about[place] = torch.tensor([beats[0], beats[-1], (beats[-1] - beats[-2]) / 2, bool(known), len(onsets) > 0])


def marked(times, frames, offsets):
    """[batch, frames]: the greatest of the values that `offsets` (frames from a time → value) put around each time."""
    target = torch.zeros((len(times), frames + 1), device=times.device)
    finite = torch.isfinite(times)
    for offset, value in offsets(torch.where(finite, times, -1e6)):
        at = torch.where(finite & (offset >= 0) & (offset < frames), offset, frames).long()
        target.scatter_reduce_(1, at, value, "amax")
    return target[:, :frames]


def widened(times):
    """A beat's target on its frame and two beside it."""
    for offset in (-2, -1, 0, 1, 2):
        yield times.round() + offset, torch.full_like(times, WIDENED[abs(offset)])


def triangles(times):
    """An onset's target: a triangle over its place between frames."""
    for offset in (-1, 0, 1, 2):
        at = times.floor() + offset
        yield at, (1 - (at - times).abs() / REACH_FRAMES).clamp(min=0)


def viewed(places, states, mask):
    """What the longer view should say of each step of the memory: the shares of the bar's states [batch, steps, STATES] and of the
    beat's lengths [batch, steps, PACES], of which two share one that lies between them. All 0: nothing is known."""
    batch, frames = mask.shape
    frame = torch.arange(0, frames, PACE, device=places.device) + (PACE - 1) / 2
    last = torch.isfinite(places).sum(1, keepdim=True) - 1
    beat = torch.searchsorted(places, frame.expand(batch, -1).contiguous(), right=True) - 1
    inside = (beat >= 0) & (beat <= last) & (mask[:, ::PACE] > 0)
    beat = torch.minimum(beat.clamp(min=0), last)
    before, after = (beat - PACE_BEATS).clamp(min=0), torch.minimum(beat + PACE_BEATS, last)
    seconds = (places.gather(1, after) - places.gather(1, before)) / ((after - before).clamp(min=1) * FRAMES_PER_SECOND)
    pace = (torch.log2(seconds.clamp(min=1e-3) / FASTEST_SECONDS) * PACES_PER_OCTAVE).clamp(0, PACES - 1.001)
    low = pace.floor().long()
    above = (pace - low)[:, :, None]
    paces = chosen(low, PACES) * (1 - above) + chosen(low + 1, PACES) * above
    return chosen(states.gather(1, beat), len(STATES)) * inside[:, :, None], paces * inside[:, :, None]


def chosen(classes, count):
    """[…, count]: 1 for the class, all 0 where it is `UNKNOWN`."""
    return nn.functional.one_hot(classes.clamp(min=0), count).float() * (classes != UNKNOWN)[..., None]


def entropies(logits, target, mask):
    """Mean cross-entropy of each column [batch, frames, columns] over the frames that count."""
    each = nn.functional.binary_cross_entropy_with_logits(logits, target, reduction="none")
    return (each * mask).sum((0, 1)) / mask.sum((0, 1)).clamp(min=1)


def share_entropy(logits, shares):
    """Mean cross-entropy of classes of which each has a share [batch, steps, classes], over the steps of which something is known."""
    known = shares.sum(2) > 0
    return -(shares * torch.log_softmax(logits, dim=2)).sum() / known.sum().clamp(min=1)


def drawn_stretch(size, varied, device):
    """How many times as fast each crop is: most at a tempo of their own."""
    factor = torch.exp(uniform(*map(math.log, STRETCH), (size,), device))
    return torch.where(torch.rand(size, device=device) < (STRETCHED if varied else 0), factor, torch.ones_like(factor))


class Crops:
    """Batches of random crops on the device."""

    def __init__(self, shelf):
        self.shelf, self.variety, self.device = shelf, Variety(shelf.device), shelf.device

    def batch(self, size, frames, varied=True):
        """Features, targets of beat, downbeat and onset [size, frames, 3], their masks, and what the longer view should say."""
        shelf, device = self.shelf, self.device
        rows = shelf.music_places[torch.randint(0, len(shelf.music_places), (size,), device=device)]
        about = shelf.about[rows]
        factor = drawn_stretch(size, varied, device)
        end = (about[:, 1] * FRAMES_PER_SECOND + 50).clamp(max=CLIP_FRAMES)
        start = -20 + torch.rand(size, device=device) * ((end - frames * factor).clamp(min=FEWEST_STARTS) + 20)
        draw = self.variety.augmented if varied else self.variety.stretched
        crop = draw(shelf.features, rows, start, factor, frames)
        place = lambda seconds: (seconds * FRAMES_PER_SECOND - start[:, None]) / factor[:, None]
        targets = torch.stack([
            marked(place(shelf.beats[rows]), frames, widened), marked(place(shelf.downbeats[rows]), frames, widened),
            marked(place(shelf.onsets[rows]), frames, triangles),
        ], dim=2)
        frame = torch.arange(frames, device=device)
        first, last = place(about[:, :1]) - MARGIN_SECONDS * FRAMES_PER_SECOND, place(about[:, 1:2] + about[:, 2:3])
        beats = ((frame >= first.clamp(min=0).floor()) & (frame < last.floor())).float()
        inside = place(torch.full((size, 1), (CLIP_FRAMES - 1) / FRAMES_PER_SECOND, device=device))
        barred = about[:, 3:4]
        onsets = ((frame >= place(torch.zeros((size, 1), device=device))) & (frame < inside)).float() * about[:, 4:5]
        masks = torch.stack([beats, beats * barred, onsets], dim=2)
        states, paces = viewed(place(shelf.beats[rows]), shelf.states[rows], beats)
        if varied and len(shelf.silence):
            self.silenced(crop, targets, masks, states, paces)
        return crop, targets, masks, states, paces

    def silenced(self, crop, targets, masks, states, paces):
        """Some crops begin with a sound without a beat, or are one; in place."""
        size, frames, _ = crop.shape
        kind = torch.rand(size)
        some = torch.nonzero(kind < NEGATIVE_SHARE + LEAD_SHARE)[:, 0].to(self.device)
        if not len(some):
            return
        whole = kind[some.cpu()].to(self.device) < NEGATIVE_SHARE
        upto = torch.where(whole, torch.full_like(whole, frames, dtype=torch.long), torch.randint(50, frames // 2, whole.shape, device=self.device))
        shelf = self.shelf
        rows = shelf.silent_places[torch.randint(0, len(shelf.silence), whole.shape, device=self.device)]
        start = torch.rand(len(some), device=self.device) * (CLIP_FRAMES - frames)
        quiet = self.variety.augmented(shelf.features, rows, start, torch.ones_like(start), frames)
        covered = (torch.arange(frames, device=self.device) < upto[:, None])[:, :, None]
        crop[some] = torch.where(covered, quiet, crop[some])
        targets[some] = torch.where(covered, 0.0, targets[some])
        known = torch.tensor([1.0, 1.0, 0.0], device=self.device)
        masks[some] = torch.where(covered, known, masks[some])
        states[some] = torch.where(covered[:, ::PACE], 0.0, states[some])
        paces[some] = torch.where(covered[:, ::PACE], 0.0, paces[some])


def answers_to(parts, features):
    """Logits of beat, downbeat and onset [batch, frames, 3], of the bar's state, and of the beat's length."""
    device = features.device.type
    with torch.autocast(device, torch.bfloat16, enabled=device != "cpu" or fast_halves()):
        memory = parts["network"].remembered(features)
        logits = parts["network"].answered(memory, features.shape[1])
        onsets = parts["onsets"](features, memory)
        bars, lengths = parts["overview"](memory)
    return torch.cat([logits.float(), onsets.float()[:, :, None]], dim=2), bars.float(), lengths.float()


class Teacher:
    """Batches of crops, and what a finished network says of them.

    Who learns from some music alone unlearns the rest; who has to go on saying what was said of it does not
    (Li and Hoiem, "Learning without forgetting", ECCV 2016). The teacher hears no gaps, the pupil does.
    Of real recordings (`UNLABELLED`) bars and lengths of beats are not taught: there the teacher itself is often wrong.
    """

    def __init__(self, folder, split, checkpoint, device):
        self.folder, self.split, self.taken = folder, split, set()
        self.features = torch.empty((0, CLIP_FRAMES, BANDS), dtype=torch.float16, device=device)
        self.parts, self.variety, self.device = load(checkpoint).to(device), Variety(device), device
        self.rescan()
        if not self.taken:
            made = "overhear" if split == UNLABELLED else "collection"
            raise FileNotFoundError(f"{folder}: nothing of {split} for a teacher to hear; `neckentrain {made}` makes it")

    def rescan(self):
        """Takes in finished parts that are not here yet."""
        for file in new_parts(self.folder, self.split, self.taken):
            more = torch.from_numpy(np.load(os.path.join(self.folder, file))).to(self.device)
            self.features = torch.cat([self.features, more])

    def batch(self, size, frames):
        """As `Crops.batch`."""
        variety, device = self.variety, self.device
        rows = torch.randint(0, len(self.features), (size,), device=device)
        factor = drawn_stretch(size, True, device)
        start = torch.rand(size, device=device) * (CLIP_FRAMES - frames * factor).clamp(min=0)
        plain = variety.coloured(variety.transposed(variety.stretched(self.features, rows, start, factor, frames)))
        with torch.inference_mode():
            logits, bars, lengths = answers_to(self.parts, plain)
        said, taught = torch.sigmoid(logits), 0.0 if self.split == UNLABELLED else 1.0
        return variety.gaps(plain), said, torch.ones_like(said), torch.softmax(bars, 2) * taught, torch.softmax(lengths, 2) * taught


class Pupil:
    """A network with its branches, their optimiser and their average over time."""

    def __init__(self, name, options, rate, device, start=None, keep_ears=False):
        self.name, self.options, self.rate, self.device = name, options, rate, device
        self.parts = parts_of(options)
        if keep_ears and not start:
            raise ValueError("ears can be kept only of a network that has some: name a checkpoint to go on from (--start)")
        if start:
            start_from(self.parts, start)
        self.parts.to(device).train()
        for ear in (self.parts["network"].fast, self.parts["network"].fine) if keep_ears else ():
            ear.requires_grad_(False).eval()
        smoothing = torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGING)
        self.average = torch.optim.swa_utils.AveragedModel(self.parts, multi_avg_fn=smoothing, use_buffers=True)
        self.optimiser = torch.optim.AdamW(self.parts.parameters(), rate, weight_decay=WEIGHT_DECAY)
        self.history = []

    def losses(self, parts, batch):
        """Cross-entropies of beat, downbeat, onset, the bar's state and the beat's length."""
        features, targets, masks, states, paces = batch
        logits, bars, lengths = answers_to(parts, features)
        return torch.cat([entropies(logits, targets, masks), share_entropy(bars, states)[None], share_entropy(lengths, paces)[None]])

    def learn(self, batch, step, progress):
        """One step."""
        for group in self.optimiser.param_groups:
            group["lr"] = learning_rate(self.rate, step, progress)
        losses = self.losses(self.parts, batch)
        loss = losses @ torch.tensor([1.0, DOWNBEAT_WEIGHT, ONSET_WEIGHT, STATE_WEIGHT, PACE_WEIGHT], device=self.device)
        self.optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.parts.parameters(), 1.0)
        self.optimiser.step()
        self.average.update_parameters(self.parts)
        self.history.append(losses.detach())

    def judged(self, batches):
        """Mean losses of the averaged weights."""
        self.average.eval()
        with torch.inference_mode():
            return torch.stack([self.losses(self.average.module, batch) for batch in batches]).mean(0)

    def save(self, folder):
        """NAME.pt: the averaged weights."""
        save(self.average.module, os.path.join(folder, self.name + ".pt"), self.options)


def shown(losses):
    """Losses of beat, downbeat, onset, state and length."""
    return " ".join(f"{value:.4f}" for value in losses.tolist())


def train(folder, out, pupils, seconds=None, steps=None, device="cpu", capacity=40_000, seed=1, batch=BATCH, frames=CROP_FRAMES, teacher=None, taught=0, kept=0, known=None):
    """Trains for so many seconds or steps (which alone is repeatable, where no clips join). Saves NAME.pt in `out`.

    `pupils`: {name: {"options": of the network, "rate": peak learning rate, "start": a checkpoint to go on from, "keep_ears": whether its
    ears stay as they are, which saves a quarter of a step}}. Prints, at times, the losses of beat, downbeat, onset, state of the bar and
    length of the beat in training and on the split dev.
    `taught` crops of each batch are of real recordings without labels, and `kept` of clips in the folder `known`; of them a network is
    to say what `teacher`, a checkpoint, says.
    """
    torch.manual_seed(seed)
    device = torch.device(device)
    torch.backends.cudnn.benchmark = True
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
    shelf, held = Shelf(folder, "train", capacity, device), Shelf(folder, "dev", capacity // 20, device)
    pupils = [Pupil(name, device=device, **settings) for name, settings in pupils.items()]
    if (taught or kept) and not teacher:
        raise ValueError("taught and kept crops need a teacher: name a checkpoint (--teacher, or --start)")
    if kept and not known:
        raise ValueError("kept crops need clips: name their folder (--known)")
    asked = ((folder, UNLABELLED, taught), (known, "train", kept))
    lessons = [(Teacher(place, split, teacher, device), count) for place, split, count in asked if count]
    began = reported = time.time()
    shelf.rescan()
    crops, step, done = Crops(shelf), 0, False
    while not done:
        progress = min(1.0, (time.time() - began) / seconds if steps is None else (step + 1) / steps)
        drawn = [crops.batch(batch - taught - kept, frames), *(lesson.batch(count, frames) for lesson, count in lessons)]
        drawn = tuple(map(torch.cat, zip(*drawn)))
        for pupil in pupils:
            pupil.learn(drawn, step, progress)
        step += 1
        done = progress >= 1
        if done or time.time() - reported > REPORT_SECONDS:
            reported = time.time()
            for taking in (shelf, held, *(lesson for lesson, _ in lessons)):
                taking.rescan()
            judged = judging_batches(held, batch, frames)
            for pupil in pupils:
                line = f"{time.time() - began:.0f}s step {step} clips {shelf.count} {pupil.name} {shown(torch.stack(pupil.history).mean(0))}"
                print(line + (f" dev {shown(pupil.judged(judged))}" if judged else ""), flush=True)
                pupil.history.clear()
                pupil.save(out)
    return {
        "device": str(device), "steps": step, "batch": batch, "taught": taught, "kept": kept, "cropFrames": frames, "clips": shelf.count,
        "seconds": round(time.time() - began), "seed": seed,
    }


def judging_batches(held, batch, frames):
    """Some batches of the split dev, drawn without touching the training's own random numbers."""
    if not held.music:
        return []
    with torch.random.fork_rng():
        return [Crops(held).batch(batch, frames, varied=False) for _ in range(4)]
