from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from summarizer.neural.tiny import tiny_tokenizer
from summarizer.neural.tokens import load_tokenizer, ranges_of, tokenize
from summarizer.types import Span

OFFSETS = np.array([[0, 3], [4, 6], [6, 9], [12, 15]])


@pytest.mark.parametrize(
    ("span", "tokens"),
    [
        (Span(0, 3), (0, 1)),
        (Span(4, 9), (1, 3)),
        (Span(5, 7), (1, 3)),
        (Span(2, 13), (0, 4)),
        (Span(3, 4), (1, 2)),  # white space: the token after it
        (Span(20, 22), (3, 4)),  # behind all tokens: the last one
    ],
)
def test_spans_become_the_tokens_that_overlap_them(span: Span, tokens: tuple[int, int]) -> None:
    assert ranges_of(OFFSETS, [span]) == [tokens]


def test_without_tokens_a_range_is_still_one_wide() -> None:
    assert ranges_of(np.zeros((0, 2), dtype=np.int64), [Span(0, 5)]) == [(0, 1)]


def test_offsets_give_the_characters_back() -> None:
    text = "Crème\n brûlée, “so-called” 😀 ﬁne"
    (row,) = tokenize(tiny_tokenizer(), [text])

    assert text[row.offsets[0, 0]] == "C"
    covered = {i for a, b in row.offsets.tolist() for i in range(a, b)}
    assert covered == {i for i, c in enumerate(text) if not c.isspace()}


def test_white_space_has_no_tokens() -> None:
    (row,) = tokenize(tiny_tokenizer(), [" \n\t "])

    assert row.ids.shape == (0,)
    assert row.offsets.shape == (0, 2)


def test_a_saved_tokenizer_neither_cuts_nor_pads(tmp_path: Path) -> None:
    tokenizer = tiny_tokenizer()
    tokenizer.enable_truncation(4)
    tokenizer.enable_padding(length=4)
    path = tmp_path / "tokenizer.json"
    tokenizer.save(str(path))

    long, short = tokenize(load_tokenizer(path), ["a b c d e f g", "a"])

    assert (len(long.ids), len(short.ids)) == (7, 1)
