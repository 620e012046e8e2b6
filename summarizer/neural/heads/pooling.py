"""Read spans from a row of token states."""

from __future__ import annotations

import torch
from torch import Tensor


def mean_of(states: Tensor, ranges: Tensor) -> Tensor:
    """Return the mean state of each range: `[items, width]`.

    Args:
        states: `[tokens, width]`.
        ranges: `[items, 2]`, half-open token ranges, none empty.
    """
    gathered, mask = gather(states, ranges)
    weights = mask.to(states.dtype).unsqueeze(-1)
    return (gathered * weights).sum(1) / weights.sum(1)


def gather(states: Tensor, ranges: Tensor) -> tuple[Tensor, Tensor]:
    """Return the states of each range, `[items, longest, width]`, and which are real."""
    starts, ends = ranges[:, 0], ranges[:, 1]
    longest = int((ends - starts).max()) if len(ranges) else 1
    steps = torch.arange(longest)
    index = starts.unsqueeze(1) + steps
    mask = index < ends.unsqueeze(1)
    return states[index.clamp(max=max(len(states) - 1, 0))], mask
