"""Find phrases that carry framing, and say which label of the codebook they fall under."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from summarizer.neural.encoder import Encoding
from summarizer.neural.heads import PhraseHead
from summarizer.neural.judges import LoadedJudge, TagJudge, join_runs
from summarizer.neural.network import TECHNIQUE_TAGS, VALENCES
from summarizer.types import Sentence, Span, Valence

Floats = npt.NDArray[np.float64]
MAX_WORDS = 8
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_LEADING = re.compile(r"(?:[^\w\"“‘'(]+|(?:the|a|an|and|or|but|of|to|in|by|that|which|who|is|are|was|were|be|been|has|have|had|with|for|as|at|on|its|their|his|her|this|these)\s+)+", re.IGNORECASE)  # fmt: skip  # noqa: E501
_TRAILING = re.compile(r"(?:[^\w\"”’')]+|\s+(?:the|a|an|and|or|but|of|to|in|by|that|which|who|is|are|was|were|be|has|have|had|with|for|as|at|on|from|its|their|his|her|this))+$", re.IGNORECASE)  # fmt: skip  # noqa: E501
_MARKS = {'"': '"', "“": "”", "‘": "’", "'": "'"}
_PROSE = frozenset({"body", "headline", "caption"})
FEATURES = ("framing_mean", "framing_max", "loaded_mean", "loaded_max", "any_mean", "phrase",
            "sentence", "words", "bias")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may carry framing: its words, sentence and token range."""

    span: Span
    sentence: Span
    tokens: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PhraseJudgement:
    """A phrase with its label and valence; both scores are probabilities."""

    span: Span
    label: str
    score: float
    label_score: float
    valence: Valence


@dataclass(frozen=True, slots=True, eq=False)
class FramingJudge:
    """Proposes phrases from token scores, classifies them, and weighs whether to show them.

    `weights` belong to `FEATURES`: a logistic regression, fitted on articles that no head
    was trained on, turns the heads' opinions into one probability. Phrases below
    `threshold` are not shown.
    """

    tags: TagJudge
    loaded: LoadedJudge
    head: PhraseHead
    labels: tuple[str, ...]
    weights: tuple[float, ...]
    propose: float = 0.15
    threshold: float = 0.5
    fallback: float = 0.0
    label_temperature: float = 1.0

    def find(
        self, encoding: Encoding, text: str, sentences: Sequence[Sentence]
    ) -> list[PhraseJudgement]:
        """Return the phrases that carry framing, in order; none overlap."""
        candidates = self.candidates(encoding, text, sentences)
        if not candidates:
            return []
        scores = self.weigh(self.features(encoding, text, candidates))
        shown = [(c, s) for c, s in zip(candidates, scores, strict=True) if s >= self.threshold]
        named = self.classify(encoding, [c.span for c, _ in shown], [c.sentence for c, _ in shown])
        return [
            PhraseJudgement(c.span, label, float(score), label_score, valence)
            for (c, score), (label, label_score, valence) in zip(shown, named, strict=True)
        ]

    def find_loaded(
        self, encoding: Encoding, text: str, sentences: Sequence[Sentence]
    ) -> list[tuple[Span, float]]:
        """Return stretches of loaded language in prose, in whole words, with a probability."""
        starts = [s.span.start for s in sentences]
        found: dict[Span, float] = {}
        for span, score in self.tags.find_loaded(encoding, text):
            at = bisect_right(starts, span.start) - 1
            if at < 0 or sentences[at].kind not in _PROSE:
                continue
            words = tidy(text, span.start, min(span.end, sentences[at].span.end))
            if words is not None and len(_WORD.findall(words.of(text))) <= MAX_WORDS:
                found.setdefault(words, score)
        return sorted(found.items())

    def classify(
        self, encoding: Encoding, spans: Sequence[Span], sentences: Sequence[Span]
    ) -> list[tuple[str, float, Valence]]:
        """Return label, its probability given that there is one, and valence of each phrase."""
        if not spans:
            return []
        labels, valences = self._logits(encoding, spans, sentences)
        probs = (labels[:, :-1] / self.label_temperature).softmax(-1)
        best, kinds = probs.max(-1), valences.argmax(-1).tolist()
        return [
            (self.labels[i] if p >= self.fallback else "loaded_other", p, VALENCES[v])  # type: ignore[misc]
            for i, p, v in zip(best.indices.tolist(), best.values.tolist(), kinds, strict=True)
        ]

    def weigh(self, features: Floats) -> Floats:
        """Return the probability that each candidate carries framing: `[candidates]`."""
        return np.asarray(1 / (1 + np.exp(-features @ np.asarray(self.weights))))

    def candidates(
        self, encoding: Encoding, text: str, sentences: Sequence[Sentence]
    ) -> list[Candidate]:
        """Return stretches of 1–8 words in prose whose tokens may carry framing."""
        if not len(encoding.offsets):
            return []
        logits = self.tags.logits(encoding).astype(np.float64)
        scores = _sigmoid(logits[:, [TECHNIQUE_TAGS.index("framing"), TECHNIQUE_TAGS.index("loaded")]])
        best = scores.max(-1)
        found: dict[Span, Candidate] = {}
        starts = [s.span.start for s in sentences]
        for first, last in join_runs(best >= self.propose, encoding.offsets, text):
            for a, b in _split(first, last, best, encoding, text):
                start, end = int(encoding.offsets[a, 0]), int(encoding.offsets[b - 1, 1])
                at = bisect_right(starts, start) - 1
                if at < 0 or sentences[at].kind not in _PROSE:
                    continue
                sentence = sentences[at].span
                span = tidy(text, start, min(end, sentence.end))
                if span is not None and span not in found:
                    tokens = encoding.ranges([span])[0].tolist()
                    found[span] = Candidate(span, sentence, (tokens[0], tokens[1]))
        return _disjoint(list(found.values()))

    def features(self, encoding: Encoding, text: str, candidates: Sequence[Candidate]) -> Floats:
        """Return `[candidates, features]` in the order of `FEATURES`."""
        logits = self.tags.logits(encoding).astype(np.float64)
        column = {name: logits[:, i] for i, name in enumerate(TECHNIQUE_TAGS)}
        labels, _ = self._logits(
            encoding, [c.span for c in candidates], [c.sentence for c in candidates]
        )
        phrase = (labels[:, :-1].logsumexp(-1) - labels[:, -1]).tolist()
        loaded = self.loaded.score(encoding, [c.sentence for c in candidates])
        rows = []
        for c, one, two in zip(candidates, phrase, loaded, strict=True):
            part = {name: values[c.tokens[0] : c.tokens[1]] for name, values in column.items()}
            n_words = len(_WORD.findall(c.span.of(text)))
            rows.append([
                part["framing"].mean(), part["framing"].max(), part["loaded"].mean(),
                part["loaded"].max(), part["any"].mean(), one,
                float(np.log(two / (1 - two))), float(np.log(max(n_words, 1))), 1.0,
            ])  # fmt: skip
        return np.asarray(rows, dtype=np.float64).reshape(-1, len(FEATURES))

    def _logits(
        self, encoding: Encoding, spans: Sequence[Span], sentences: Sequence[Span]
    ) -> tuple[Tensor, Tensor]:
        with torch.inference_mode():
            labels, valences = self.head(
                encoding.states, encoding.ranges(spans), encoding.ranges(sentences)
            )
        return labels, valences


def tidy(text: str, start: int, end: int) -> Span | None:
    """Return `[start, end)` in whole words, without loose words at its edges.

    Articles, conjunctions and prepositions at an edge go; quotation marks stay when both
    are there, as around scare quotes, and are taken in when they stand just outside.
    """
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    words = text[start:end]
    if match := _LEADING.match(words):
        start += match.end()
    if match := _TRAILING.search(text[start:end]):
        end = start + match.start()
    while start < end and text[start] in _MARKS and _MARKS[text[start]] not in text[start + 1 : end]:
        start += 1
    while start < end and text[end - 1] in "\"”’')" and _opener(text[end - 1]) not in text[start : end - 1]:
        end -= 1
    if start >= end or not any(c.isalpha() for c in text[start:end]):
        return None
    outside = text[start - 1 : start], text[end : end + 1]
    if start and outside[0] in _MARKS and _MARKS[outside[0]] == outside[1]:
        start, end = start - 1, end + 1
    return Span(start, end)


def _opener(mark: str) -> str:
    return {"”": "“", "’": "‘", ")": "("}.get(mark, mark)


def _split(
    first: int, last: int, best: Floats, encoding: Encoding, text: str
) -> list[tuple[int, int]]:
    """Cut a run of more than `MAX_WORDS` words at its weakest inner token, again and again."""
    words = _WORD.findall(text[encoding.offsets[first, 0] : encoding.offsets[last - 1, 1]])
    if len(words) <= MAX_WORDS or last - first < 3:
        return [(first, last)]
    weakest = first + 1 + int(best[first + 1 : last - 1].argmin())
    parts = [(first, weakest), (weakest + 1, last)]
    return [p for a, b in parts if b > a for p in _split(a, b, best, encoding, text)]


def _disjoint(candidates: list[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    for c in sorted(candidates, key=lambda c: c.span):
        if not kept or c.span.start >= kept[-1].span.end:
            kept.append(c)
    return kept


def _sigmoid(values: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-values)))
