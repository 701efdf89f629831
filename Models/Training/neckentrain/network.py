"""The network: two convolutional ears, one dilated memory, and what is answered from it: beats, notes, and bars by a longer view."""

import torch
from torch import nn

from .features import FAST_BANDS, FINE_BANDS

METERS = (2, 3, 4)
STATES = [(meter, number) for meter in METERS for number in range(1, meter + 1)]  # which beat of which bar
PACES, FASTEST_SECONDS, PACES_PER_OCTAVE = 34, 0.2, 10  # lengths of beats that are told apart, in equal ratios
PACE_BEATS = 3  # a beat's length is the mean of so many before and after

PACE = 2  # input frames per step of the memory
SLOWER = 4  # steps of the memory per step of the longer view
BLOCK = 100  # slow steps (16 s) that look at themselves and at as many before and after them
SLOWEST_TURN = 1000.0
LEAST_LOGARITHM = -9.0


class Ear(nn.Module):
    """Strided convolutions over one spectrum, down to one vector for two frames."""

    def __init__(self, bands, widths, kernels, strides, out):
        super().__init__()
        layers, before = [], 1
        for width, kernel, stride in zip(widths, kernels, strides):
            pace = PACE if before == 1 else 1
            layers.append(nn.Conv2d(before, width, kernel, (pace, stride), (kernel[0] // 2, 0), bias=False))
            layers += [nn.BatchNorm2d(width), nn.ELU()]
            bands = (bands - kernel[1]) // stride + 1
            before = width
        layers += [nn.Conv2d(before, out, (1, bands)), nn.ELU()]
        self.layers = nn.Sequential(*layers)

    def forward(self, spectrum):
        """[batch, frames, bands] → [batch, out, ⌈frames / 2⌉]."""
        return self.layers(spectrum.unsqueeze(1)).squeeze(3)


class Memory(nn.Module):
    """One residual dilated convolution; also hands a skip to the answers."""

    def __init__(self, channels, dilation, dropout):
        super().__init__()
        self.wide = nn.Conv1d(channels, channels, 5, padding=2 * dilation, dilation=dilation, bias=False)
        self.norm = nn.BatchNorm1d(channels)
        self.mix = nn.Conv1d(channels, channels, 1)
        self.dropout = nn.Dropout1d(dropout)

    def forward(self, x):
        """Returns (what goes on, what is skipped ahead)."""
        y = self.mix(self.dropout(nn.functional.elu(self.norm(self.wide(x)))))
        return x + y, y


class BeatNetwork(nn.Module):
    """Features [batch, frames, 124] → logits of beat and downbeat [batch, frames, 2]."""

    def __init__(self, channels=48, levels=8, dropout=0.1, fine_widths=(12, 16), fine_out=24, fast_widths=(16, 24)):
        super().__init__()
        self.fast = Ear(FAST_BANDS, fast_widths, ((5, 7), (3, 5)), (3, 3), 32)
        self.fine = Ear(FINE_BANDS, fine_widths, ((5, 6), (3, 5)), (2, 3), fine_out)
        self.join = nn.Conv1d(32 + fine_out, channels, 1)
        self.memory = nn.ModuleList(Memory(channels, 2**level, dropout) for level in range(levels))
        self.answers = nn.Conv1d(channels, 2 * PACE, 1)
        self.levels = levels

    @property
    def receptive_field(self):
        """Frames to each side that a result depends on, rounded up to an even number."""
        return PACE * (2 * (2**self.levels - 1) + 1) + 4

    def remembered(self, features):
        """What the memory knows of every second frame: [batch, channels, ⌈frames / 2⌉]."""
        fast = self.fast(features[:, :, :FAST_BANDS])
        fine = self.fine(features[:, :, FAST_BANDS:])
        x = self.join(torch.cat([fast, fine], 1))
        total = 0
        for memory in self.memory:
            x, skip = memory(x)
            total = total + skip
        return nn.functional.elu(total + x)

    def forward(self, features):
        return self.answered(self.remembered(features), features.shape[1])

    def answered(self, memory, frames):
        """Logits of beat and downbeat, for so many frames."""
        answers = self.answers(memory).transpose(1, 2)
        return answers.reshape(answers.shape[0], -1, 2)[:, :frames]


class OnsetBranch(nn.Module):
    """Features and a beat network's memory of them → logits of an onset [batch, frames]."""

    def __init__(self, channels):
        super().__init__()
        self.near = nn.Sequential(
            nn.BatchNorm1d(FAST_BANDS + FINE_BANDS), nn.Conv1d(FAST_BANDS + FINE_BANDS, 32, 3, padding=1), nn.ELU(),
            nn.Conv1d(32, 32, 5, padding=2), nn.ELU(),
        )
        self.far = nn.Conv1d(channels, 16, 1)
        self.answer = nn.Sequential(nn.Conv1d(48, 24, 3, padding=1), nn.ELU(), nn.Conv1d(24, 1, 1))

    def forward(self, features, memory):
        near = self.near(features.transpose(1, 2))
        far = self.far(memory).repeat_interleave(PACE, dim=2)[:, :, : near.shape[2]]
        return self.answer(torch.cat([near, far], 1)).squeeze(1)


class Comparison(nn.Module):
    """Attention among the steps within a block and its two neighbours; how far apart they are turns their vectors (RoPE, Su et al. 2021)."""

    def __init__(self, width, heads, dropout):
        super().__init__()
        self.heads = heads
        self.before, self.between = nn.LayerNorm(width), nn.LayerNorm(width)
        self.ask = nn.Linear(width, 3 * width, bias=False)
        self.answer = nn.Linear(width, width, bias=False)
        self.think = nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))
        self.dropout = nn.Dropout(dropout)
        for last in (self.answer.weight, self.think[2].weight, self.think[2].bias):
            nn.init.zeros_(last)  # at first it adds nothing, so that a longer view can begin as a shorter one
        pace = SLOWEST_TURN ** -torch.linspace(0, 1, width // heads // 2)
        angle = torch.arange(3 * BLOCK, dtype=torch.float32)[:, None] * pace
        self.register_buffer("cosine", torch.cos(angle), persistent=False)
        self.register_buffer("sine", torch.sin(angle), persistent=False)

    def turned(self, x, first, last):
        """Rows at the places `first` … `last` − 1 of three blocks."""
        cosine, sine = self.cosine[first:last], self.sine[first:last]
        left, right = x.chunk(2, dim=-1)
        return torch.cat([left * cosine - right * sine, left * sine + right * cosine], dim=-1)

    def forward(self, x, absent):
        """[batch, blocks · BLOCK, width] → the same. `absent` [1, 1, blocks, 1, 3 · BLOCK]: what is added where no step is."""
        batch, steps, width = x.shape
        asked = self.ask(self.before(x)).reshape(batch, -1, BLOCK, 3 * self.heads, width // self.heads).permute(0, 3, 1, 2, 4)
        query, key, value = asked.chunk(3, dim=1)
        query, key = self.turned(query, BLOCK, 2 * BLOCK), self.turned(neighbours(key), 0, 3 * BLOCK)
        scores = query.to(x.dtype) @ key.to(x.dtype).transpose(3, 4) * (width // self.heads) ** -0.5 + absent
        heard = torch.softmax(scores, dim=4).to(x.dtype) @ neighbours(value)
        x = x + self.dropout(self.answer(heard.permute(0, 2, 3, 1, 4).reshape(batch, -1, width)))
        return x + self.dropout(self.think(self.between(x)))


def neighbours(x):
    """[batch, heads, blocks, BLOCK, width] → [batch, heads, blocks, 3 · BLOCK, width]: each with the blocks before and after it."""
    padded = nn.functional.pad(x, (0, 0, 0, 0, 1, 1))
    return torch.cat([padded[:, :, :-2], padded[:, :, 1:-1], padded[:, :, 2:]], dim=3)


class Overview(nn.Module):
    """A beat network's memory [batch, channels, steps] → logits of the bar's state [batch, steps, 9] and of the beat's length [batch, steps, 34].

    It sees a quarter of the steps, but half a minute of them: which beat of which bar this is, is told by comparing.
    """

    def __init__(self, channels, width=96, layers=4, heads=4, dropout=0.1):
        super().__init__()
        self.slower = nn.Conv1d(channels, width, SLOWER + 1, stride=SLOWER, padding=SLOWER // 2)
        self.comparisons = nn.ModuleList(Comparison(width, heads, dropout) for _ in range(layers))
        self.near = nn.Conv1d(channels, width, 1)
        self.answer = nn.Conv1d(width, len(STATES) + PACES, 1)

    def forward(self, memory):
        slow = self.slower(memory).transpose(1, 2)
        whole = nn.functional.pad(slow, (0, 0, 0, BLOCK - 1))
        whole = whole[:, : whole.shape[1] // BLOCK * BLOCK]
        there = nn.functional.pad(torch.ones_like(slow[:1, :, :1]), (0, 0, 0, BLOCK - 1))[:, : whole.shape[1]]
        absent = (neighbours(there.reshape(1, 1, -1, BLOCK, 1)).transpose(3, 4) - 1) * 1e4
        for comparison in self.comparisons:
            whole = comparison(whole, absent)
        far = whole[:, : slow.shape[1]].transpose(1, 2).repeat_interleave(SLOWER, dim=2)[:, :, : memory.shape[2]]
        answers = self.answer(nn.functional.elu(self.near(memory) + far)).transpose(1, 2)
        return answers[:, :, : len(STATES)], answers[:, :, len(STATES) :]


def parts_of(options):
    """A network with these options, of which `overview` are those of its longer view, and its branches."""
    own = dict(options)
    overview = own.pop("overview", {})
    network = BeatNetwork(**own)
    channels = network.join.out_channels
    return nn.ModuleDict({"network": network, "onsets": OnsetBranch(channels), "overview": Overview(channels, **overview)})


def logarithms(states, paces):
    """The longer view's answers as log-probabilities, none below `LEAST_LOGARITHM`: [batch, steps, 9 + 34]."""
    return torch.cat([torch.log_softmax(states, 2), torch.log_softmax(paces, 2)], dim=2).clamp(min=LEAST_LOGARITHM)
