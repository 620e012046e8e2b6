"""Heads at work on one article: characters in, calibrated probabilities out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from summarizer.neural.encoder import Encoding
from summarizer.neural.heads import SalienceHead, SentenceHead, TagHead, TargetHead
from summarizer.neural.heads.cast import CastHead, cast_facts
from summarizer.neural.heads.pooling import mean_of
from summarizer.neural.heads.reader import ReaderHead
from summarizer.neural.heads.salience import salience_features
from summarizer.neural.network import TECHNIQUE_TAGS
from summarizer.types import RoleName, Span

Floats = npt.NDArray[np.float32]
# No sentence in training was longer than a window; what is longer is read in such pieces.
LONGEST = 256
_PADDED_TOKENS = 16_384
_SENTENCES_AT_ONCE = 400
_READ_AT_ONCE = 16
_ANY_GAP = 3  # tokens


@dataclass(frozen=True, slots=True, eq=False)
class LoadedJudge:
    """How likely a sentence is worded in a loaded way."""

    head: SentenceHead
    temperature: float = 1.0
    bias: float = 0.0
    threshold: float = 0.5

    def score(self, encoding: Encoding, spans: Sequence[Span]) -> list[float]:
        """Return a probability for each sentence; `[]` for none.

        The logit of a sentence of more than `LONGEST` tokens is the mean of its pieces'.
        """
        if not spans:
            return []
        item, ranges = _pieces(encoding.ranges(spans))
        with torch.inference_mode():
            logits = torch.cat([self.head(encoding.states, ranges[s]) for s in chunks_of(ranges)])
            sums = torch.zeros(len(spans)).index_add(0, item, logits[:, 0])
            means = sums / torch.bincount(item, minlength=len(spans))
        scores: list[float] = torch.sigmoid(means / self.temperature + self.bias).tolist()
        return scores


@dataclass(frozen=True, slots=True, eq=False)
class SentimentJudge:
    """How a sentence treats someone it mentions.

    A `reader` reads the sentence again for each mention, and judges in the head's place.
    """

    head: TargetHead
    temperature: float = 1.0
    reader: ReaderHead | None = None

    def score(
        self, encoding: Encoding, mentions: Sequence[Span], sentences: Sequence[Span]
    ) -> list[tuple[float, float, float]]:
        """Return (negative, neutral, positive) for each mention in its sentence."""
        if self.reader is not None and encoding.lower is not None:
            logits = _read_again(self.reader, encoding, mentions, sentences)
        else:
            logits = _judge_mentions(self.head, encoding, mentions, sentences)
        return [(a, b, c) for a, b, c in (logits / self.temperature).softmax(-1).tolist()]


@dataclass(frozen=True, slots=True, eq=False)
class RoleJudge:
    """How an article casts someone whom a sentence mentions.

    With `cast` and `feeling`, `head` says only whether anybody is cast; in which part, they do.
    `temperature` is of the first, `cast_temperature` of the second.
    """

    head: TargetHead
    names: tuple[RoleName, ...]
    temperature: float = 1.0
    cast: CastHead | None = None
    feeling: TargetHead | None = None
    cast_temperature: float = 1.0

    def score(
        self, encoding: Encoding, mentions: Sequence[Span], sentences: Sequence[Span]
    ) -> list[tuple[float, ...]]:
        """Return a probability for each of `names`, for each mention in its sentence."""
        logits = _judge_mentions(self.head, encoding, mentions, sentences)
        scores = (logits / self.temperature).softmax(-1)
        if self.cast is not None and self.feeling is not None and mentions:
            targets = encoding.ranges(mentions)
            around = cropped(encoding.ranges(sentences), targets)
            with torch.inference_mode():
                felt = _judge_mentions(self.feeling, encoding, mentions, sentences).softmax(-1)
                facts = cast_facts(encoding.states, targets, around, felt)
                parts = (self.cast(facts) / self.cast_temperature).softmax(-1)
            # "none" is the last name; the others share what it leaves.
            scores = torch.cat([(1 - scores[:, -1:]) * parts, scores[:, -1:]], 1)
        return [tuple(row) for row in scores.tolist()]


@dataclass(frozen=True, slots=True, eq=False)
class TagJudge:
    """Token probabilities of the technique tags, and the spans they make.

    A stretch of any technique has tokens of at least `any_threshold`, one of them at least
    `any_peak` (hysteresis, see Canny 1986, A Computational Approach to Edge Detection); up to
    `_ANY_GAP` others between them belong to it.
    """

    head: TagHead
    any_threshold: float = 0.5
    any_peak: float = 0.0
    loaded_threshold: float = 0.5
    loaded_slope: float = 1.0
    loaded_bias: float = 0.0

    def logits(self, encoding: Encoding) -> Floats:
        """Return `[tokens, tags]` in the order of `TECHNIQUE_TAGS`."""
        with torch.inference_mode():
            return np.asarray(self.head(encoding.states).float().numpy(), dtype=np.float32)

    def find(self, encoding: Encoding, text: str) -> list[tuple[Span, float]]:
        """Return stretches that use some persuasion technique, with their mean probability."""
        logits = self.logits(encoding)[:, TECHNIQUE_TAGS.index("any")].astype(np.float64)
        levels = (self.any_threshold, self.any_peak)
        return _runs(encoding, text, sigmoid(logits), levels, gap=_ANY_GAP)

    def find_loaded(self, encoding: Encoding, text: str) -> list[tuple[Span, float]]:
        """Return stretches of loaded language, with the chance that annotators mark them."""
        logits = self.logits(encoding)[:, TECHNIQUE_TAGS.index("loaded")].astype(np.float64)
        return [
            (span, float(sigmoid(np.asarray(self.loaded_slope * logit(p) + self.loaded_bias))))
            for span, p in _runs(encoding, text, sigmoid(logits), (self.loaded_threshold, 0.0))
        ]


def _runs(
    encoding: Encoding,
    text: str,
    scores: npt.NDArray[np.float64],
    levels: tuple[float, float],
    *,
    gap: int = 1,
) -> list[tuple[Span, float]]:
    """Return runs of tokens of at least the first level, one of them of at least the second."""
    offsets, (least, peak) = encoding.offsets, levels
    return [
        (Span(int(offsets[a, 0]), int(offsets[b - 1, 1])), float(scores[a:b].mean()))
        for a, b in join_runs(scores >= least, offsets, text, gap)
        if scores[a:b].max() >= peak
    ]


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
        """Return a probability for each sentence, given in text order; `[]` for none.

        The cost grows with the square of what is read together, so that a sentence sees
        the others of its block of 400, and its place in the whole article.
        """
        if not spans:
            return []
        ranges = encoding.ranges(spans)
        scores: list[float] = []
        with torch.inference_mode():
            vectors = mean_of(encoding.states, ranges)
            features = salience_features(ranges[:, 1] - ranges[:, 0], torch.tensor(opens_paragraph))
            for i in range(0, len(spans), _SENTENCES_AT_ONCE):
                part = slice(i, i + _SENTENCES_AT_ONCE)
                mask = torch.ones(1, len(vectors[part]), dtype=torch.bool)
                logits: Tensor = self.head(vectors[None, part], features[None, part], mask)[0]
                scores += torch.sigmoid(logits).tolist()
        return scores


def sigmoid(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the logistic function of `values`, without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(0.5 * values)))


def logit(p: float) -> float:
    """Return the log-odds of `p`, finite also where rounding has made it 0 or 1."""
    p = min(max(p, 1e-7), 1 - 1e-7)
    return float(np.log(p / (1 - p)))


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


def chunks_of(ranges: Tensor) -> Iterator[slice]:
    """Yield slices that cover `ranges`, each small when its items are padded to the longest."""
    lengths = (ranges[:, 1] - ranges[:, 0]).tolist()
    begin = longest = 0
    for i, length in enumerate(lengths):
        if i > begin and (i + 1 - begin) * max(longest, length) > _PADDED_TOKENS:
            yield slice(begin, i)
            begin, longest = i, 0
        longest = max(longest, length)
    if lengths:
        yield slice(begin, len(lengths))


def cropped(sentences: Tensor, items: Tensor) -> Tensor:
    """Return the ranges `sentences` `[items, 2]`, cut to `LONGEST` tokens around their items."""
    low, high = sentences[:, 0], sentences[:, 1]
    first = torch.minimum(items.sum(1) // 2 - LONGEST // 2, high - LONGEST)
    start = torch.where(high - low > LONGEST, torch.maximum(first, low), low)
    return torch.stack([start, torch.minimum(start + LONGEST, high)], 1)


def _pieces(ranges: Tensor) -> tuple[Tensor, Tensor]:
    """Return ranges of at most `LONGEST` tokens, after the index of the range each is cut from."""
    rows = [
        (i, start, min(start + LONGEST, end))
        for i, (low, end) in enumerate(ranges.tolist())
        for start in range(low, end, LONGEST)
    ]
    table = torch.tensor(rows, dtype=torch.long).reshape(-1, 3)
    return table[:, 0], table[:, 1:]


def _judge_mentions(
    head: TargetHead, encoding: Encoding, mentions: Sequence[Span], sentences: Sequence[Span]
) -> Tensor:
    """Return logits `[mentions, n_out]`."""
    targets = encoding.ranges(mentions)
    around = cropped(encoding.ranges(sentences), targets)
    with torch.inference_mode():
        rows = [head(encoding.states, targets[s], around[s]) for s in chunks_of(around)]
    return torch.cat(rows) if rows else torch.zeros(0, head.out.out_features)


def _read_again(
    reader: ReaderHead, encoding: Encoding, mentions: Sequence[Span], sentences: Sequence[Span]
) -> Tensor:
    """Return logits `[mentions, n_out]`; sentences of like length are read together."""
    logits = torch.zeros(len(mentions), reader.out.out_features)
    if encoding.lower is None or not mentions:
        return logits
    targets = encoding.ranges(mentions)
    around = cropped(encoding.ranges(sentences), targets)
    order = (around[:, 1] - around[:, 0]).argsort(stable=True)
    with torch.inference_mode():
        for part in _small_chunks(around[order]):
            rows = order[part]
            logits[rows] = reader(encoding.lower, targets[rows], around[rows])
    return logits


def _small_chunks(ranges: Tensor) -> Iterator[slice]:
    """Yield slices of ranges in order of length; few at once keep what is padded in the cache."""
    for begin in range(0, len(ranges), _READ_AT_ONCE):
        yield slice(begin, min(begin + _READ_AT_ONCE, len(ranges)))
