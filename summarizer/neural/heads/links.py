"""Which of several spans belongs to a given one: content to its source and cue."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from summarizer.neural.heads.pooling import mean_of
from summarizer.neural.heads.target import log_buckets

_BUCKETS = 24


class LinkHead(nn.Module):
    """Score pairs of spans by a bilinear product plus a learned bias for their distance."""

    def __init__(self, width: int, size: int = 128) -> None:
        super().__init__()
        self.left = nn.Linear(3 * width, size)
        self.right = nn.Linear(3 * width, size)
        self.distance = nn.Embedding(2 * _BUCKETS + 1, 1)
        self.none = nn.Linear(size, 1)
        self.scale = math.sqrt(size)

    def forward(self, states: Tensor, left: Tensor, right: Tensor) -> Tensor:
        """Return logits `[left, right + 1]`; the last column stands for "none of them"."""
        queries = self.left(_edges(states, left))
        keys = self.right(_edges(states, right))
        gap = _gap(left, right)
        scores = queries @ keys.T / self.scale + self.distance(log_buckets(gap, _BUCKETS))[..., 0]
        return torch.cat([scores, self.none(torch.nn.functional.gelu(queries))], -1)


def _edges(states: Tensor, ranges: Tensor) -> Tensor:
    if not len(ranges):
        return states.new_zeros(0, 3 * states.shape[-1])
    first, last = states[ranges[:, 0]], states[ranges[:, 1] - 1]
    return torch.cat([first, last, mean_of(states, ranges)], -1)


def _gap(left: Tensor, right: Tensor) -> Tensor:
    before = (right[None, :, 1] - 1 - left[:, None, 0]).clamp(max=0)
    after = (right[None, :, 0] - left[:, None, 1] + 1).clamp(min=0)
    return before + after
