"""Metrics as counts per unit, so that every one of them gets an interval the same way."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from eval.interval import Floats, Statistic, Tally
from summarizer.types import Span

L = TypeVar("L", bound=Hashable)

_WORD = re.compile(r"\w+(?:['’]\w+)*")
BINS = 10
_AUC_BINS = 1_000


def ratio(top: Floats, bottom: Floats) -> Floats:
    """Return `top / bottom`, and 0 where `bottom` is 0."""
    top, bottom = np.asarray(top, dtype=np.float64), np.asarray(bottom, dtype=np.float64)
    return np.divide(top, bottom, out=np.zeros(np.broadcast(top, bottom).shape), where=bottom != 0)


def share(sums: Floats) -> Floats:
    """Return hits over cases for sums `[..., 2]`: accuracy, a rate, or a mean."""
    return ratio(sums[..., 0], sums[..., 1])


def mean_tally(scores: Sequence[float]) -> Tally:
    """Return a tally of the mean of one score per unit."""
    values = np.asarray(scores, dtype=np.float64)
    return Tally(np.stack([values, np.ones_like(values)], axis=1), share, len(scores))


def share_tally(hits: Sequence[Sequence[float]]) -> Tally:
    """Return a tally of the share of true values, or of a mean; a unit has any number of them."""
    counts = np.array([[sum(unit), len(unit)] for unit in hits], dtype=np.float64).reshape(-1, 2)
    return Tally(counts, share, int(counts[:, 1].sum()))


# Classification


def macro_f1(n_labels: int, n_averaged: int | None = None) -> Statistic:
    """Return the statistic that turns flat confusion sums `[..., n_labels ** 2]` into macro-F1.

    Equals `sklearn.metrics.f1_score(average="macro", zero_division=0)` over the first
    `n_averaged` labels, by default all; it exists because the bootstrap needs it for
    thousands of draws at once.
    """

    def statistic(sums: Floats) -> Floats:
        table = sums.reshape(*sums.shape[:-1], n_labels, n_labels)
        hits = np.diagonal(table, axis1=-2, axis2=-1)
        scores = ratio(2 * hits, table.sum(axis=-1) + table.sum(axis=-2))
        mean: Floats = scores[..., :n_averaged].mean(axis=-1)
        return mean

    return statistic


def macro_f1_tally(
    gold: Sequence[Sequence[L]],
    predicted: Sequence[Sequence[L]],
    labels: Sequence[L],
    *,
    n_averaged: int | None = None,
) -> Tally:
    """Return a tally of macro-F1; each unit holds aligned gold and predicted labels.

    Labels after the first `n_averaged` can be predicted, and miss, but have no F1 of their own.
    """
    index = {label: i for i, label in enumerate(labels)}
    counts = np.zeros((len(gold), len(labels) ** 2))
    for row, (g, p) in enumerate(zip(gold, predicted, strict=True)):
        for one, two in zip(g, p, strict=True):
            counts[row, index[one] * len(labels) + index[two]] += 1
    return Tally(counts, macro_f1(len(labels), n_averaged), sum(map(len, gold)))


def calibration_tally(probabilities: Sequence[float], outcomes: Sequence[bool]) -> Tally:
    """Return `error_tally` of units with one case each."""
    return error_tally([[y] for y in outcomes], [[p] for p in probabilities])


def error_tally(gold: Sequence[Sequence[bool]], scores: Sequence[Sequence[float]]) -> Tally:
    """Return a tally of the expected calibration error of the positive class, pooled over units.

    Ten equal bins of the probability; the error is the mean, weighted by bin size, of the
    distance between a bin's mean probability and its share of positives.
    Source: Naeini, Cooper and Hauskrecht (2015), Obtaining Well Calibrated Probabilities Using
    Bayesian Binning, AAAI, section 4. The bootstrapped value leans upward when bins are small.
    """
    counts = np.zeros((len(gold), 3, BINS))
    for row, (ys, ps) in enumerate(zip(gold, scores, strict=True)):
        p = np.asarray(ps, dtype=np.float64)
        bins = np.minimum((p * BINS).astype(int), BINS - 1)
        for k, values in enumerate((p, np.asarray(ys, dtype=np.float64), np.ones_like(p))):
            np.add.at(counts[row, k], bins, values)
    return Tally(counts.reshape(len(gold), 3 * BINS), _calibration_error, sum(map(len, gold)))


def _calibration_error(sums: Floats) -> Floats:
    by_bin = sums.reshape(*sums.shape[:-1], 3, BINS)
    gaps = np.abs(by_bin[..., 0, :] - by_bin[..., 1, :]).sum(axis=-1)
    return ratio(gaps, by_bin[..., 2, :].sum(axis=-1))


def auc_tally(gold: Sequence[Sequence[bool]], scores: Sequence[Sequence[float]]) -> Tally:
    """Return a tally of the area under the ROC curve, pooled over units.

    Scores, which lie in 0–1, are put in a thousand equal bins; a pair in one bin counts half.
    """
    counts = np.zeros((len(gold), 2, _AUC_BINS))
    for row, (ys, ps) in enumerate(zip(gold, scores, strict=True)):
        bins = np.minimum((np.asarray(ps, dtype=np.float64) * _AUC_BINS).astype(int), _AUC_BINS - 1)
        np.add.at(counts[row], (np.asarray(ys, dtype=int), bins), 1)
    return Tally(counts.reshape(len(gold), -1), _auc, sum(map(len, gold)))


def _auc(sums: Floats) -> Floats:
    both = sums.reshape(*sums.shape[:-1], 2, _AUC_BINS)
    negative, positive = both[..., 0, :], both[..., 1, :]
    below = np.cumsum(negative, axis=-1) - negative / 2
    return ratio((positive * below).sum(-1), positive.sum(-1) * negative.sum(-1))


# Spans


def merge(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, with those that overlap joined; touching ones stay apart."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and merged[-1].overlaps(span):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def shared(one: Span, other: Span) -> int:
    """Return how many characters two spans have in common."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def overlap_tally(gold: Sequence[Iterable[Span]], predicted: Sequence[Iterable[Span]]) -> Tally:
    """Return a tally of span identification F1 over articles.

    With gold fragments T and predicted fragments S of all articles, each set merged where
    fragments overlap: P = 1/|S| sum |s & t| / |s| and R = 1/|T| sum |s & t| / |t| over all
    pairs of one article, zero where the set is empty, in characters; F1 their harmonic mean.
    Source: Da San Martino et al. (2020), SemEval-2020 Task 11, section 5 (subtask SI).
    """
    rows = [_overlaps(merge(g), merge(p)) for g, p in zip(gold, predicted, strict=True)]
    counts = np.asarray(rows, dtype=np.float64).reshape(-1, 4)
    return Tally(counts, _overlap_f1, int(counts[:, 3].sum()))


def precision_of(tally: Tally) -> Tally:
    """Return the precision behind an F1 tally whose counts are hits, size, hits, size."""
    return Tally(tally.counts[:, :2], share, tally.n)


def recall_of(tally: Tally) -> Tally:
    """Return the recall behind an F1 tally whose counts are hits, size, hits, size."""
    return Tally(tally.counts[:, 2:], share, tally.n)


def _overlaps(gold: Sequence[Span], predicted: Sequence[Span]) -> list[float]:
    pairs = [(shared(s, t), s, t) for s in predicted for t in gold]
    precise = sum(n / (s.end - s.start) for n, s, _ in pairs)
    recalled = sum(n / (t.end - t.start) for n, _, t in pairs)
    return [precise, len(predicted), recalled, len(gold)]


def _overlap_f1(sums: Floats) -> Floats:
    precision, recall = share(sums[..., :2]), share(sums[..., 2:])
    return ratio(2 * precision * recall, precision + recall)


def f1_tally(rows: Sequence[tuple[int, int, int]]) -> Tally:
    """Return a tally of micro-F1 from hits, predicted and gold counts of each unit."""
    counts = np.array([[hit, p, hit, g] for hit, p, g in rows], dtype=np.float64).reshape(-1, 4)
    return Tally(counts, _overlap_f1, int(counts[:, 3].sum()))


def words(text: str) -> list[Span]:
    """Return the words of `text`: runs of letters, digits and inner apostrophes."""
    return [Span(*match.span()) for match in _WORD.finditer(text)]


def covered(tokens: Sequence[Span], spans: Iterable[Span]) -> frozenset[int]:
    """Return which `tokens` share a character with any of `spans`."""
    starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    return frozenset(
        i
        for span in merge(spans)
        for i in range(bisect_right(ends, span.start), bisect_left(starts, span.end))
    )


def coverage(gold: frozenset[int], predicted: frozenset[int]) -> tuple[int, int, int]:
    """Return hits, predicted and gold counts of two sets of words."""
    return len(gold & predicted), len(predicted), len(gold)


def share_content_word(text: str, one: Span, other: Span) -> bool:
    """Return whether a word that is not a stop word touches both spans.

    Source: the stop words are scikit-learn's English list.
    """
    low, high = max(one.start, other.start), min(one.end, other.end)
    if low >= high:
        return False
    both = Span(low, high)
    found = (word for word in words(text) if word.overlaps(both))
    return any(word.of(text).lower() not in ENGLISH_STOP_WORDS for word in found)


def match(
    gold: Sequence[Span], predicted: Sequence[Span], similar: Callable[[Span, Span], float]
) -> list[tuple[int, int]]:
    """Return the one-to-one pairs (gold, predicted) with the greatest sum of similarity.

    Args:
        similar: similarity of a gold and a predicted span; 0 or less forbids the pair.
    """
    if not gold or not predicted:
        return []
    table = np.array([[max(similar(g, p), 0.0) for p in predicted] for g in gold])
    rows, columns = linear_sum_assignment(table, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if table[i, j] > 0]
