"""From characters to tokens: WordPiece with exact offsets, and spans as token ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from summarizer.types import Span

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class TokenRow:
    """A text as tokens, without special ones: `ids` `[tokens]`, `offsets` `[tokens, 2]`."""

    ids: Ints
    offsets: Ints

    def range_of(self, span: Span) -> tuple[int, int]:
        """Return the half-open token range that overlaps `span`; at least one token wide."""
        return ranges_of(self.offsets, [span])[0]


def load_tokenizer(path: Path) -> Tokenizer:
    """Return the tokenizer in `path`, without truncation or padding."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def tokenize(tokenizer: Tokenizer, texts: Sequence[str]) -> list[TokenRow]:
    """Return the tokens of each text; a text of white space only has none."""
    rows = tokenizer.encode_batch(list(texts), add_special_tokens=False)
    return [
        TokenRow(
            np.asarray(row.ids, dtype=np.int64).reshape(-1),
            np.asarray(row.offsets, dtype=np.int64).reshape(-1, 2),
        )
        for row in rows
    ]


def ranges_of(offsets: Ints, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Return the half-open token range of each span; every range is at least one wide.

    A span of white space only gets the token after it, or the last one.

    Args:
        offsets: `[tokens, 2]`, half-open character ranges in ascending order.
        spans: character ranges of the same text.
    """
    if not spans or not len(offsets):
        return [(0, 1)] * len(spans)
    starts = np.searchsorted(offsets[:, 1], [s.start for s in spans], side="right")
    ends = np.searchsorted(offsets[:, 0], [s.end for s in spans], side="left")
    last = len(offsets) - 1
    return [
        (min(int(a), last), max(int(b), min(int(a), last) + 1))
        for a, b in zip(starts, ends, strict=True)
    ]
