"""Token states set by hand, and heads that read their logits straight from them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

import numpy as np
import torch
from torch import Tensor

from summarizer.neural.encoder import Encoding
from summarizer.neural.heads import LinkHead, PhraseHead, SentenceHead, TagHead
from summarizer.neural.heads.pooling import mean_of

_TOKEN = re.compile(r"\w+|[^\w\s]")
LOW = -6.0


def make_encoding(text: str, marks: Mapping[str, Sequence[float]], width: int) -> Encoding:
    """Return states `[tokens, width]` that are `LOW` but in the phrases of `marks`.

    Words and punctuation marks are the tokens. A phrase may be part of a word, which is
    then cut into two or three tokens.
    """
    cuts = {edge for phrase in marks for edge in _place(text, phrase)}
    offsets: list[tuple[int, int]] = []
    for token in _TOKEN.finditer(text):
        edges = sorted({token.start(), token.end(), *(c for c in cuts if c in _inside(token))})
        offsets += itertools.pairwise(edges)
    states = torch.full((len(offsets), width), LOW)
    for phrase, values in marks.items():
        low, high = _place(text, phrase)
        for i, (start, end) in enumerate(offsets):
            if low <= start and end <= high:
                states[i] = torch.tensor(values)
    return Encoding(states, np.array(offsets, dtype=np.int64).reshape(-1, 2))


def _place(text: str, phrase: str) -> tuple[int, int]:
    start = text.index(phrase)
    return start, start + len(phrase)


def _inside(token: re.Match[str]) -> range:
    return range(token.start() + 1, token.end())


class StateTags(TagHead):
    """The states are the logits."""

    def forward(self, states: Tensor) -> Tensor:
        return states


class MeanSentence(SentenceHead):
    """The logit of a sentence is the mean of its states' first number."""

    def forward(self, states: Tensor, ranges: Tensor) -> Tensor:
        return mean_of(states, ranges)[:, :1]


class WidthPhrase(PhraseHead):
    """The label is how many tokens a phrase has, the last standing for none."""

    def forward(
        self,
        states: Tensor,  # noqa: ARG002
        phrases: Tensor,
        sentences: Tensor,  # noqa: ARG002
    ) -> tuple[Tensor, Tensor]:
        n_labels = self.label.out_features
        width = (phrases[:, 1] - phrases[:, 0]).clamp(max=n_labels - 1) - 1
        labels = 4.0 * torch.nn.functional.one_hot(width, n_labels)
        return labels, torch.tensor([[0.0, 1.0, 0.0]]).expand(len(phrases), 3)


class NearestLink(LinkHead):
    """The nearest one before belongs to a span, or none does."""

    def forward(self, states: Tensor, left: Tensor, right: Tensor) -> Tensor:  # noqa: ARG002
        gap = left[:, None, 0] - right[None, :, 1]
        scores = torch.where(gap >= 0, 100.0 - gap, -1.0)
        return torch.cat([scores, torch.zeros(len(left), 1)], -1)
