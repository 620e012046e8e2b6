"""Heads at work on one article: characters in, calibrated probabilities out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from summarizer.neural.encoder import Encoding
from summarizer.neural.heads import SalienceHead, SentenceHead, TagHead, TargetHead
from summarizer.neural.heads.pooling import mean_of
from summarizer.neural.heads.salience import salience_features
from summarizer.neural.network import TECHNIQUE_TAGS
from summarizer.types import RoleName, Span

Floats = npt.NDArray[np.float32]
_CHUNK = 256


@dataclass(frozen=True, slots=True, eq=False)
class LoadedJudge:
    """How likely a sentence is worded in a loaded way."""

    head: SentenceHead
    temperature: float = 1.0
    bias: float = 0.0
    threshold: float = 0.5

    def score(self, encoding: Encoding, spans: Sequence[Span]) -> list[float]:
        """Return a probability for each sentence; `[]` for none."""
        if not spans:
            return []
        with torch.inference_mode():
            logits = self.head(encoding.states, encoding.ranges(spans))[:, 0]
        scores: list[float] = torch.sigmoid(logits / self.temperature + self.bias).tolist()
        return scores


@dataclass(frozen=True, slots=True, eq=False)
class SentimentJudge:
    """How a sentence treats someone it mentions."""

    head: TargetHead
    temperature: float = 1.0

    def score(
        self, encoding: Encoding, mentions: Sequence[Span], sentences: Sequence[Span]
    ) -> list[tuple[float, float, float]]:
        """Return (negative, neutral, positive) for each mention in its sentence."""
        found: list[tuple[float, float, float]] = []
        for i in range(0, len(mentions), _CHUNK):
            with torch.inference_mode():
                logits = self.head(
                    encoding.states,
                    encoding.ranges(mentions[i : i + _CHUNK]),
                    encoding.ranges(sentences[i : i + _CHUNK]),
                )
            found += [(a, b, c) for a, b, c in (logits / self.temperature).softmax(-1).tolist()]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class TagJudge:
    """Token probabilities of the technique tags, and the spans they make."""

    head: TagHead
    any_threshold: float = 0.5
    loaded_threshold: float = 0.5

    def logits(self, encoding: Encoding) -> Floats:
        """Return `[tokens, tags]` in the order of `TECHNIQUE_TAGS`."""
        with torch.inference_mode():
            return np.asarray(self.head(encoding.states).float().numpy(), dtype=np.float32)

    def find(self, encoding: Encoding, text: str) -> list[tuple[Span, float]]:
        """Return stretches that use some persuasion technique, with their mean probability."""
        return self._runs(encoding, text, "any", self.any_threshold)

    def find_loaded(self, encoding: Encoding, text: str) -> list[tuple[Span, float]]:
        """Return stretches of loaded language, with their mean probability."""
        return self._runs(encoding, text, "loaded", self.loaded_threshold)

    def _runs(
        self, encoding: Encoding, text: str, tag: str, threshold: float
    ) -> list[tuple[Span, float]]:
        if not len(encoding.offsets):
            return []
        scores = 1 / (1 + np.exp(-self.logits(encoding)[:, TECHNIQUE_TAGS.index(tag)]))
        offsets = encoding.offsets
        return [
            (Span(int(offsets[a, 0]), int(offsets[b - 1, 1])), float(scores[a:b].mean()))
            for a, b in join_runs(scores >= threshold, offsets, text)
        ]


def join_runs(
    inside: npt.NDArray[np.bool_], offsets: npt.NDArray[np.int64], text: str, gap: int = 1
) -> list[tuple[int, int]]:
    """Return token ranges of runs; gaps of up to `gap` tokens on one line are bridged."""
    index = np.flatnonzero(inside)
    if not len(index):
        return []
    runs = [[int(index[0]), int(index[0]) + 1]]
    for i in map(int, index[1:]):
        between = text[int(offsets[runs[-1][1] - 1, 1]) : int(offsets[i, 0])]
        if i - runs[-1][1] <= gap and "\n" not in between:
            runs[-1][1] = i + 1
        else:
            runs.append([i, i + 1])
    return [(a, b) for a, b in runs]


@dataclass(frozen=True, slots=True, eq=False)
class SentenceSpace:
    """Sentence vectors, near those of the base encoder, for similarity."""

    project: nn.Linear

    def vectors(self, encoding: Encoding, spans: Sequence[Span]) -> Floats:
        """Return unit vectors `[spans, width]`."""
        if not spans:
            return np.zeros((0, self.project.out_features), dtype=np.float32)
        with torch.inference_mode():
            pooled = self.project(mean_of(encoding.states, encoding.ranges(spans)))
            return np.asarray(nn.functional.normalize(pooled, dim=-1).numpy(), dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class SalienceJudge:
    """How likely a sentence belongs in a summary of its article."""

    head: SalienceHead

    def score(
        self, encoding: Encoding, spans: Sequence[Span], opens_paragraph: Sequence[bool]
    ) -> list[float]:
        """Return a probability for each sentence, given in text order; `[]` for none."""
        if not spans:
            return []
        ranges = encoding.ranges(spans)
        with torch.inference_mode():
            vectors = mean_of(encoding.states, ranges)
            features = salience_features(ranges[:, 1] - ranges[:, 0], torch.tensor(opens_paragraph))
            mask = torch.ones(1, len(spans), dtype=torch.bool)
            logits: Tensor = self.head(vectors[None], features[None], mask)[0]
        scores: list[float] = torch.sigmoid(logits).tolist()
        return scores


@dataclass(frozen=True, slots=True, eq=False)
class RoleJudge:
    """How a sentence casts someone it mentions."""

    head: TargetHead
    names: tuple[RoleName, ...]
    temperature: float = 1.0

    def score(
        self, encoding: Encoding, mentions: Sequence[Span], sentences: Sequence[Span]
    ) -> list[tuple[float, ...]]:
        """Return a probability for each of `names`, for each mention in its sentence."""
        found: list[tuple[float, ...]] = []
        for i in range(0, len(mentions), _CHUNK):
            with torch.inference_mode():
                logits = self.head(
                    encoding.states,
                    encoding.ranges(mentions[i : i + _CHUNK]),
                    encoding.ranges(sentences[i : i + _CHUNK]),
                )
            found += [tuple(row) for row in (logits / self.temperature).softmax(-1).tolist()]
        return found
