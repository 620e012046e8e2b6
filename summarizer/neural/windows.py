"""Cut a long row of tokens into overlapping windows, and put the states back in one row."""

from __future__ import annotations

import itertools
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens `[start, end)` are read together; `[keep_start, keep_end)` of them are kept."""

    start: int
    end: int
    keep_start: int
    keep_end: int


def plan_windows(n_tokens: int, size: int, overlap: int) -> tuple[Window, ...]:
    """Return windows of at most `size` tokens whose kept parts tile `[0, n_tokens)`.

    Neighbours share `overlap` tokens, the last two may share more; each side keeps half of
    them, so that every kept token has at least `overlap // 2` tokens of context on a side
    where there is text.

    Raises:
        ValueError: `overlap` is not in `[0, size)`.
    """
    if not 0 <= overlap < size:
        raise ValueError(f"overlap {overlap} is not in [0, {size})")
    if n_tokens <= size:
        return (Window(0, n_tokens, 0, n_tokens),) if n_tokens else ()
    starts = [*range(0, n_tokens - size, size - overlap), n_tokens - size]
    middles = [right + (left + size - right) // 2 for left, right in itertools.pairwise(starts)]
    cuts = itertools.pairwise([0, *middles, n_tokens])
    return tuple(
        Window(start, start + size, low, high)
        for start, (low, high) in zip(starts, cuts, strict=True)
    )
