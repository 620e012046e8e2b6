"""From tokens and their probabilities to stretches of text: joined, merged, in whole words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from summarizer.neural.tokens import Ints, ranges_of
from summarizer.types import QuoteKind, Sentence, Span

_SURE = 0.75
_LINE = re.compile(r"[^\n]+")


def overlapping(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Return those of `spans`, which are in order and disjoint, that overlap `span`."""
    first = bisect_right(spans, span.start, key=lambda s: s.end)
    return spans[first : bisect_left(spans, span.end, first, key=lambda s: s.start)]


def sentence_ends(
    offsets: Ints,
    text: str,
    sentences: Sequence[Sentence],
    stretches: Sequence[Span],
) -> npt.NDArray[np.bool_]:
    """Return which tokens begin a line, or a sentence outside quotation marks: `[tokens]`."""
    found = np.zeros(len(offsets), dtype=bool)
    for first, _ in ranges_of(offsets, [sentence.span for sentence in sentences]):
        start = int(offsets[first, 0])
        found[first] = not any(
            stretch.start < start for stretch in overlapping(stretches, Span(start, start + 1))
        )
    for line in _LINE.finditer(text):
        found[ranges_of(offsets, [Span(*line.span())])[0][0]] = True
    return found


def spans_of(
    probs: npt.NDArray[np.float64],
    offsets: Ints,
    ends: npt.NDArray[np.bool_],
    threshold: float,
) -> list[tuple[Span, float]]:
    """Join tokens to spans, over gaps of one token but not into the next sentence.

    A new span begins where the tag "begin" is far likelier than its rivals; less sure ones
    stand inside a span, where the head hesitates.

    Args:
        probs: `[tokens, (outside, begin, inside)]`.
        offsets: `[tokens, 2]`, half-open character range of each token.
        ends: `[tokens]`, whether a token begins a new sentence.
        threshold: probability from which a token belongs to the part.
    """
    inside = probs[:, 1] + probs[:, 2]
    begins = (probs[:, 1] >= _SURE) & (np.append(1, np.diff(offsets.ravel())[1::2]) > 0)
    runs: list[list[int]] = []
    for i in map(int, np.flatnonzero(inside >= threshold)):
        last = runs[-1][-1] if runs else -3
        if i - last > 2 or begins[i] or ends[last + 1 : i + 1].any():
            runs.append([])
        runs[-1].append(i)
    return [
        (Span(int(offsets[run[0], 0]), int(offsets[run[-1], 1])), float(inside[run].mean()))
        for run in runs
    ]


def merged(spans: Sequence[tuple[Span, float]]) -> list[tuple[Span, float]]:
    """Return the spans in order, those that overlap joined to one with the better score."""
    merged: list[tuple[Span, float]] = []
    for span, score in sorted(spans):
        if merged and merged[-1][0].overlaps(span):
            last, old = merged[-1]
            merged[-1] = (Span(last.start, max(last.end, span.end)), max(old, score))
        else:
            merged.append((span, score))
    return merged


def snapped(
    contents: Sequence[tuple[Span, float]], stretches: Sequence[Span]
) -> list[tuple[Span, float]]:
    """Return contents that take whole the quotation marks that they cover most of."""
    wide = []
    for span, score in contents:
        start, end = span.start, span.end
        for stretch in overlapping(stretches, span):
            common = min(span.end, stretch.end) - max(span.start, stretch.start)
            if common > (stretch.end - stretch.start) / 2:
                start, end = min(start, stretch.start), max(end, stretch.end)
        wide.append((Span(start, end), score))
    return merged(wide)


def whole_words(span: Span, text: str) -> Span:
    """Return `span` widened to whole words."""
    start, end = span.start, span.end
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


def kind_of(content: Sequence[Span], stretches: Sequence[Span]) -> QuoteKind:
    """Return whether `content` stands in quotation marks wholly, partly or not at all."""
    total = sum(s.end - s.start for s in content)
    quoted = sum(
        min(s.end, q.end) - max(s.start, q.start)
        for s in content
        for q in overlapping(stretches, s)
    )
    if quoted >= 0.9 * total:
        return "direct"
    return "mixed" if quoted > 1 else "indirect"
