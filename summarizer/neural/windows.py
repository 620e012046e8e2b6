"""Cut a long row of tokens into overlapping windows, and put the states back in one row."""

from __future__ import annotations

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

    Neighbours share `overlap` tokens; each side keeps half of them, so that every kept
    token has at least `overlap // 2` tokens of context on a side where there is text.

    Raises:
        ValueError: `overlap` is not in `[0, size)`.
    """
    if not 0 <= overlap < size:
        raise ValueError(f"overlap {overlap} is not in [0, {size})")
    if n_tokens <= size:
        return (Window(0, n_tokens, 0, n_tokens),) if n_tokens else ()
    step, half = size - overlap, overlap // 2
    starts = [*range(0, n_tokens - size, step), n_tokens - size]
    cuts = [0]
    for left, right in zip(starts, starts[1:], strict=False):
        shared = left + size - right
        cuts.append(right + (half if shared == overlap else shared // 2))
    cuts.append(n_tokens)
    return tuple(
        Window(start, start + size, low, high)
        for start, low, high in zip(starts, cuts, cuts[1:], strict=False)
    )
