"""The network: two convolutional ears, one dilated memory, three answers."""

import torch
from torch import nn

from .features import FAST_BANDS, FINE_BANDS

METERS = (2, 3, 4)


PACE = 2  # input frames per step of the memory


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
    """Features [batch, frames, 124] → logits of beat and downbeat [batch, frames, 2] and meter [batch, frames, 3]."""

    def __init__(self, channels=48, levels=8, dropout=0.1, fine_widths=(12, 16), fine_out=24, fast_widths=(16, 24)):
        super().__init__()
        self.fast = Ear(FAST_BANDS, fast_widths, ((5, 7), (3, 5)), (3, 3), 32)
        self.fine = Ear(FINE_BANDS, fine_widths, ((5, 6), (3, 5)), (2, 3), fine_out)
        self.join = nn.Conv1d(32 + fine_out, channels, 1)
        self.memory = nn.ModuleList(Memory(channels, 2**level, dropout) for level in range(levels))
        self.answers = nn.Conv1d(channels, 2 * PACE + len(METERS), 1)
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
        """Logits of beat and downbeat, and of the meter, for so many frames."""
        answers = self.answers(memory).transpose(1, 2)
        beats = answers[:, :, : 2 * PACE].reshape(answers.shape[0], -1, 2)
        meters = answers[:, :, 2 * PACE :].repeat_interleave(PACE, dim=1)
        return beats[:, :frames], meters[:, :frames]


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
