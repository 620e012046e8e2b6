"""Where long runs of tokens are cut."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from summarizer.neural.encoder import Encoding
from summarizer.neural.stretches import split_run
from summarizer.types import Span


@dataclass(frozen=True, slots=True, eq=False)
class Hiding(Encoding):
    """An encoding of words, which reads a name as one of them."""

    name: str = ""

    def words(self, text: str, span: Span) -> str:
        return span.of(text).replace(self.name, "Burton") if self.name else span.of(text)


def cut(text: str, name: str = "") -> list[str]:
    offsets, at = [], 0
    for word in text.replace(name, name.replace(" ", "_")).split():
        offsets.append((at, at + len(word)))
        at += len(word) + 1
    encoding = Hiding(torch.zeros(len(offsets), 1), np.array(offsets), name=name)
    best = np.array([0.5] * len(offsets))
    best[2] = 0.1
    pieces = split_run((0, len(offsets)), best, encoding, text)
    return [text[offsets[a][0] : offsets[b - 1][1]] for a, b in pieces]


def test_a_run_of_more_than_eight_words_is_cut_at_its_weakest() -> None:
    assert cut("one two three four five six seven eight") == [
        "one two three four five six seven eight"
    ]
    assert cut("one two three four five six seven eight nine") == [
        "one two",
        "four five six seven eight nine",
    ]


def test_a_name_is_one_word_however_long() -> None:
    text = "one two three four five six seven Gaza City"
    assert cut(text, "Gaza City") == [text]
