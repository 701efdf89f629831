"""Training on a GPU: the collection lies in its memory, and crops are drawn, stretched and coloured there by the hundred.

The same losses and the same variety as `train` and `augment`, whole batches at a time; the onset branch learns beside the
rest and not after it. Several networks may learn from the same batches, so that shapes can be compared. Ended by the
clock: such machines are lent by the minute (Docs/Decisions/0098).
"""

import math
import os
import time

import numpy as np
import torch
from torch import nn

from . import augment
from .collection import CLIP_FRAMES, TOO_FEW_BEATS, finished_parts, labels_of
from .features import BANDS, FAST_BANDS, FINE_BANDS, FRAMES_PER_SECOND
from .network import METERS, BeatNetwork, OnsetBranch
from .train import (
    DOWNBEAT_WEIGHT, IGNORED_METER, LEAD_SHARE, MARGIN_SECONDS, METER_WEIGHT, NEGATIVE_SHARE, REACH_FRAMES, WEIGHT_DECAY, WIDENED, entropies,
    learning_rate, meter_entropy, save_module,
)

BATCH = 96
CROP_FRAMES = 1500
FEWEST_STARTS = 200  # frames that a crop may begin in: clips begin at a bar line, and nothing is to be counted from there
MOST_BEATS, MOST_ONSETS = 256, 640
ONSET_WEIGHT = 0.3
AVERAGING = 0.998
WARM_STEPS, LEAST_RATE = 200, 0.01
REPORT_SECONDS = 20
SEMITONES = range(-augment.SEMITONES, augment.SEMITONES + 1)


class Shelf:
    """Clips in the device's memory, added part by part as they are rendered."""

    def __init__(self, folder, split, capacity, device):
        self.folder, self.split, self.device = folder, split, device
        self.features = torch.empty((capacity, CLIP_FRAMES, BANDS), dtype=torch.float16, device=device)
        self.beats = torch.full((capacity, MOST_BEATS), math.inf, device=device)
        self.downbeats = torch.full((capacity, MOST_BEATS), math.inf, device=device)
        self.onsets = torch.full((capacity, MOST_ONSETS), math.inf, device=device)
        self.about = torch.zeros((capacity, 5), device=device)  # first, last beat, half the last interval, meter class, onsets known
        self.music, self.silence, self.taken, self.count = [], [], set(), 0

    def rescan(self):
        """Takes in finished parts that are not here yet."""
        for file in finished_parts(self.folder, self.split):
            if file in self.taken:
                continue
            self.taken.add(file)
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
        meter = METERS.index(known) if known else IGNORED_METER
        self.about[place] = torch.tensor([beats[0], beats[-1], (beats[-1] - beats[-2]) / 2, meter, len(onsets) > 0])


def uniform(low, high, shape, device):
    """Random numbers between two."""
    return low + (high - low) * torch.rand(shape, device=device)


class Variety:
    """`augment`, for whole batches on the device."""

    def __init__(self, device):
        self.device = device
        lows, parts = zip(*map(augment.transposition, SEMITONES))
        self.low, self.part = (torch.from_numpy(np.stack(each)).to(device) for each in (lows, parts))
        self.octaves = torch.from_numpy(np.log2(augment.BAND_HZ / 440.0).astype(np.float32)).to(device)

    def stretched(self, features, rows, start, factor, frames):
        """[batch, frames, bands]: frames of the clips `rows` from `start` on, `factor` times as fast."""
        position = (start[:, None] + torch.arange(frames, device=self.device) * factor[:, None]).clamp(0, CLIP_FRAMES - 1.001)
        low = position.long()
        part = (position - low)[:, :, None]
        return features[rows[:, None], low].float() * (1 - part) + features[rows[:, None], low + 1].float() * part

    def transposed(self, crop):
        """All bands of each crop moved by as many semitones."""
        batch, frames, _ = crop.shape
        steps = torch.randint(0, len(SEMITONES), (batch,), device=self.device)
        steps = torch.where(torch.rand(batch, device=self.device) < augment.TRANSPOSED, steps, len(SEMITONES) // 2)
        low, part = self.low[steps][:, None].expand(-1, frames, -1), self.part[steps][:, None]
        return crop.gather(2, low) * (1 - part) + crop.gather(2, low + 1) * part

    def coloured(self, crop):
        """Level, a smooth equaliser, a noise floor."""
        batch, device = len(crop), self.device
        normal = lambda scale: torch.randn((batch, 1), device=device) * scale
        curve = normal(augment.GAIN_DECIBEL / 2) + normal(1.2) * self.octaves
        for _ in range(3):
            centre, width = uniform(-4, 5, (batch, 1), device), uniform(0.4, 1.5, (batch, 1), device)
            curve = curve + normal(augment.EQUALISER_DECIBEL / 2) * torch.exp(-0.5 * ((self.octaves - centre) / width) ** 2)
        curve = curve * (torch.rand((batch, 1), device=device) < augment.COLOURED)
        scaled = torch.expm1(crop * math.log(10)) * (10 ** (curve / 20))[:, None]
        floor = 10 ** uniform(-1.5, 0.7, (batch, 1), device) * 10 ** (normal(0.15) * self.octaves)
        floor = floor * (torch.rand((batch, 1), device=device) < augment.HISSED * augment.COLOURED)
        hiss = 0.7 * torch.sqrt(-2 * torch.log(torch.rand(crop.shape, device=device).clamp(min=1e-12)))
        return torch.log1p((scaled + floor[:, None] * hiss).clamp(min=0)) / math.log(10)

    def gaps(self, crop):
        """Bands or moments that are missing."""
        batch, frames, _ = crop.shape
        device, band, frame = self.device, torch.arange(BANDS, device=self.device), torch.arange(frames, device=self.device)
        chosen = torch.rand((batch, 1), device=device) < augment.BANDS_MISSING
        for offset, count in ((0, FAST_BANDS), (FAST_BANDS, FINE_BANDS)):
            width = uniform(1, count // 3, (batch, 1), device).floor()
            begin = offset + (uniform(0, 1, (batch, 1), device) * (count - width)).floor()
            crop = crop * ~(chosen & (band >= begin) & (band < begin + width))[:, None]
        gap = torch.zeros((batch, frames), dtype=torch.bool, device=device)
        several = torch.rand((batch, 1), device=device) < augment.MOMENTS_MISSING
        for index in range(4):
            begin, width = uniform(0, frames - 60, (batch, 1), device), uniform(4, 50, (batch, 1), device)
            gap |= several & (torch.rand((batch, 1), device=device) < 1 - index / 4) & (frame >= begin) & (frame < begin + width)
        crop = crop * ~gap[:, :, None]
        deaf = torch.rand((batch, 1), device=device) < augment.DEAF
        return crop * ~(deaf & (band >= FAST_BANDS))[:, None]

    def augmented(self, features, rows, start, factor, frames):
        """Training crops [batch, frames, bands]."""
        return self.gaps(self.coloured(self.transposed(self.stretched(features, rows, start, factor, frames))))


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


class Crops:
    """Batches of random crops on the device."""

    def __init__(self, shelf):
        self.shelf, self.variety, self.device = shelf, Variety(shelf.device), shelf.device

    def batch(self, size, frames, varied=True):
        """Features, targets of beat, downbeat and onset [size, frames, 3], their masks, and meter class."""
        shelf, device = self.shelf, self.device
        rows = shelf.music_places[torch.randint(0, len(shelf.music_places), (size,), device=device)]
        about = shelf.about[rows]
        factor = torch.exp(uniform(*map(math.log, augment.STRETCH), (size,), device))
        factor = torch.where(torch.rand(size, device=device) < (augment.STRETCHED if varied else 0), factor, torch.ones_like(factor))
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
        barred = (about[:, 3:4] >= 0).float()
        onsets = ((frame >= place(torch.zeros((size, 1), device=device))) & (frame < inside)).float() * about[:, 4:5]
        masks = torch.stack([beats, beats * barred, onsets], dim=2)
        meter = about[:, 3].long()
        if varied and len(shelf.silence):
            self.silenced(crop, targets, masks, meter)
        return crop, targets, masks, meter

    def silenced(self, crop, targets, masks, meter):
        """Some crops begin with a sound without a beat, or are one; in place."""
        size, frames, _ = crop.shape
        kind = torch.rand(size)
        chosen = torch.nonzero(kind < NEGATIVE_SHARE + LEAD_SHARE)[:, 0].to(self.device)
        if not len(chosen):
            return
        whole = kind[chosen.cpu()].to(self.device) < NEGATIVE_SHARE
        upto = torch.where(whole, torch.full_like(whole, frames, dtype=torch.long), torch.randint(50, frames // 2, whole.shape, device=self.device))
        shelf = self.shelf
        rows = shelf.silent_places[torch.randint(0, len(shelf.silence), whole.shape, device=self.device)]
        start = torch.rand(len(chosen), device=self.device) * (CLIP_FRAMES - frames)
        quiet = self.variety.augmented(shelf.features, rows, start, torch.ones_like(start), frames)
        covered = (torch.arange(frames, device=self.device) < upto[:, None])[:, :, None]
        crop[chosen] = torch.where(covered, quiet, crop[chosen])
        targets[chosen] = torch.where(covered, 0.0, targets[chosen])
        known = torch.tensor([1.0, 1.0, 0.0], device=self.device)
        masks[chosen] = torch.where(covered, known, masks[chosen])
        meter[chosen] = torch.where(whole, IGNORED_METER, meter[chosen])


class Pupil:
    """A network, its onset branch, their optimiser and their average over time."""

    def __init__(self, name, options, rate, device):
        self.name, self.options, self.rate, self.device = name, options, rate, device
        network = BeatNetwork(**options)
        self.both = nn.ModuleDict({"network": network, "branch": OnsetBranch(network.join.out_channels)}).to(device).train()
        smoothing = torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGING)
        self.average = torch.optim.swa_utils.AveragedModel(self.both, multi_avg_fn=smoothing, use_buffers=True)
        self.optimiser = torch.optim.AdamW(self.both.parameters(), rate, weight_decay=WEIGHT_DECAY)
        self.history = []

    def losses(self, both, batch):
        """Cross-entropies of beat, downbeat, onset and meter."""
        features, targets, masks, meter = batch
        with torch.autocast(self.device.type, torch.bfloat16):
            memory = both["network"].remembered(features)
            logits, meters = both["network"].answered(memory, features.shape[1])
            onsets = both["branch"](features, memory)
        logits = torch.cat([logits.float(), onsets.float()[:, :, None]], dim=2)
        bars = meter_entropy(meters.float(), meter, masks[:, :, 1])
        return torch.cat([entropies(logits, targets, masks), bars[None]])

    def learn(self, batch, step, progress):
        """One step."""
        for group in self.optimiser.param_groups:
            group["lr"] = learning_rate(self.rate, step, progress, WARM_STEPS, LEAST_RATE)
        losses = self.losses(self.both, batch)
        loss = losses @ torch.tensor([1.0, DOWNBEAT_WEIGHT, ONSET_WEIGHT, METER_WEIGHT], device=self.device)
        self.optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.both.parameters(), 1.0)
        self.optimiser.step()
        self.average.update_parameters(self.both)
        self.history.append(losses.detach())

    def judged(self, batches):
        """Mean losses of the averaged weights."""
        self.average.eval()
        with torch.inference_mode():
            return torch.stack([self.losses(self.average.module, batch) for batch in batches]).mean(0)

    def save(self, folder):
        """NAME.pt and NAME-onsets.pt, as `load` and `load_onsets` read them."""
        save_module(self.average.module["network"], os.path.join(folder, self.name + ".pt"), options=self.options)
        save_module(self.average.module["branch"], os.path.join(folder, self.name + "-onsets.pt"))


def shown(losses):
    """Losses of beat, downbeat, onset and meter."""
    return " ".join(f"{value:.4f}" for value in losses.tolist())


def train_on_device(folder, out, pupils, seconds, device="cuda", capacity=40_000, seed=1, batch=BATCH, frames=CROP_FRAMES):
    """Trains for so many seconds; clips that are rendered meanwhile join. Saves NAME.pt and NAME-onsets.pt in `out`.

    `pupils`: {name: {"options": of the network, "rate": peak learning rate}}. Prints, at times, the losses of beat, downbeat,
    onset and meter in training and on the split dev.
    """
    torch.manual_seed(seed)
    device = torch.device(device)
    torch.backends.cudnn.benchmark = True
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
    shelf, held = Shelf(folder, "train", capacity, device), Shelf(folder, "dev", capacity // 20, device)
    pupils = [Pupil(name, settings["options"], settings["rate"], device) for name, settings in pupils.items()]
    began = reported = time.time()
    shelf.rescan()
    crops, step, done = Crops(shelf), 0, False
    while not done:
        progress = min(1.0, (time.time() - began) / seconds)
        drawn = crops.batch(batch, frames)
        for pupil in pupils:
            pupil.learn(drawn, step, progress)
        step += 1
        done = progress >= 1
        if done or time.time() - reported > REPORT_SECONDS:
            reported = time.time()
            shelf.rescan()
            held.rescan()
            judged = [Crops(held).batch(batch, frames, varied=False) for _ in range(4)] if held.music else []
            for pupil in pupils:
                line = f"{time.time() - began:.0f}s step {step} clips {shelf.count} {pupil.name} {shown(torch.stack(pupil.history).mean(0))}"
                print(line + (f" dev {shown(pupil.judged(judged))}" if judged else ""), flush=True)
                pupil.history.clear()
                pupil.save(out)
    return {"steps": step, "batch": batch, "clips": shelf.count, "seconds": round(seconds), "seed": seed}
