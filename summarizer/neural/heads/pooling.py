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
    lengths = ranges[:, 1] - ranges[:, 0]
    # Summed without padding: one long range must not make all others as long.
    item = torch.repeat_interleave(torch.arange(len(ranges)), lengths)
    step = torch.arange(len(item)) - (lengths.cumsum(0) - lengths)[item]
    total = states.new_zeros(len(ranges), states.shape[-1])
    total = total.index_add(0, item, states[ranges[item, 0] + step])
    return total / lengths.unsqueeze(-1)


def gather(states: Tensor, ranges: Tensor) -> tuple[Tensor, Tensor]:
    """Return the states of each range, `[items, longest, width]`, and which are real."""
    starts, ends = ranges[:, 0], ranges[:, 1]
    longest = int((ends - starts).max()) if len(ranges) else 1
    steps = torch.arange(longest)
    index = starts.unsqueeze(1) + steps
    mask = index < ends.unsqueeze(1)
    return states[index.clamp(max=max(len(states) - 1, 0))], mask
