"""Cutting an article into pieces, so that marks may overlap and HTML tags may not."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizer.types import Analysis, Article, LineKind, Span

MAX_LAYERS = 4


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, headline, caption or credit of an article."""

    span: Span
    kind: LineKind


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks, cut further into `parts` that have an address.

    `marks` holds the positions of the covering spans in the list given to `cut`;
    `ends` holds those of them whose last character is the last one of this piece.
    """

    span: Span
    marks: tuple[int, ...]
    ends: tuple[int, ...]
    parts: tuple[Span, ...]


def cut(blocks: Sequence[Span], marks: Sequence[Span], stops: Iterable[int]) -> list[list[Piece]]:
    """Return the pieces of each block, in text order; they cover it exactly.

    Args:
        blocks: ranges to cut, in text order and apart from each other.
        marks: spans that may overlap each other and reach over several blocks.
        stops: further offsets at which a part must end, such as the ends of evidence.
    """
    finer = sorted(set(stops))
    starts = [block.start for block in blocks]
    touching: list[list[int]] = [[] for _ in blocks]
    for i, mark in enumerate(marks):
        first = max(bisect_right(starts, mark.start) - 1, 0)
        for n in range(first, bisect_left(starts, mark.end)):
            if mark.overlaps(blocks[n]):
                touching[n].append(i)
    return [
        _cut_one(block, [(i, marks[i]) for i in inside], finer)
        for block, inside in zip(blocks, touching, strict=True)
    ]


def _cut_one(block: Span, inside: list[tuple[int, Span]], stops: list[int]) -> list[Piece]:
    edges = {block.start, block.end}
    for _, span in inside:
        edges |= {max(span.start, block.start), min(span.end, block.end)}
    pieces = []
    for start, end in pairwise(sorted(edges)):
        covering = tuple(i for i, span in inside if span.start <= start and end <= span.end)
        ends = tuple(i for i, span in inside if span.end == end)
        between = stops[bisect_right(stops, start) : bisect_left(stops, end)]
        parts = tuple(Span(a, b) for a, b in pairwise([start, *between, end]))
        pieces.append(Piece(Span(start, end), covering, ends, parts))
    return pieces


def layers(marks: Sequence[Span]) -> list[int]:
    """Return a layer for each span, 0 the nearest to the text.

    Overlapping spans get different layers, up to `MAX_LAYERS`; further ones share the
    last. A span keeps its layer along its whole length, so that its line is straight.
    """
    order = sorted(range(len(marks)), key=lambda i: (marks[i].start, -marks[i].end, i))
    busy_until = [0] * MAX_LAYERS
    found = [0] * len(marks)
    for i in order:
        free = (n for n, end in enumerate(busy_until) if end <= marks[i].start)
        layer = next(free, MAX_LAYERS - 1)
        busy_until[layer] = max(busy_until[layer], marks[i].end)
        found[i] = layer
    return found


def blocks_of(analysis: Analysis) -> list[Block]:
    """Return the paragraphs of an article.

    Lines of one kind are joined where a sentence runs on from one to the next: such a text
    was wrapped at a fixed width, and its line breaks mean nothing.
    """
    joined: list[Block] = []
    sentences = sorted(s.span for s in analysis.sentences or ())
    for block in _lines(analysis):
        last = joined[-1] if joined else None
        if last and last.kind == block.kind and _runs_on(last.span, block.span, sentences):
            joined[-1] = Block(Span(last.span.start, block.span.end), block.kind)
        else:
            joined.append(block)
    return joined


def _runs_on(line: Span, following: Span, sentences: list[Span]) -> bool:
    """Return whether one of the `sentences`, sorted, begins in `line` and ends after it."""
    at = bisect_left(sentences, line.end, key=lambda span: span.start) - 1
    return at >= 0 and sentences[at].end > following.start


def _lines(analysis: Analysis) -> list[Block]:
    article = analysis.article
    if article.lines:
        return [Block(line.span, line.kind) for line in article.lines]
    return [Block(span, _kind_of(analysis, span)) for span in _nonblank_lines(article)]


def _nonblank_lines(article: Article) -> list[Span]:
    spans, start = [], 0
    for line in article.text.split("\n"):
        if line.strip():
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def _kind_of(analysis: Analysis, span: Span) -> LineKind:
    found = (s.kind for s in analysis.sentences or () if s.span.overlaps(span))
    return next(found, "body")
