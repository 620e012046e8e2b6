"""Figures that several articles give for one quantity, side by side with who gave each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

from summarizer.comparison import Figure, FigureValue
from summarizer.story.figure_dates import date_readings
from summarizer.story.figure_groups import Group, group_figures
from summarizer.story.figure_match import Placed, is_same_number
from summarizer.story.figure_readings import readings
from summarizer.story.figure_sources import source_of
from summarizer.types import Analysis, Span

Vectors = Callable[[Analysis, Sequence[Span]], npt.NDArray[np.float32]]


def figures(analyses: Sequence[Analysis], vectors: Vectors) -> tuple[Figure, ...]:
    """Return the quantities for which several figures are given, those that differ first.

    A quantity is returned if at least two articles give a figure for it, or one article
    gives two that differ and names a different source for each.

    Args:
        analyses: parsed and encoded, in canonical order; on one event.
        vectors: gives unit vectors `[spans, width]` of stretches of an article.
    """
    place = {analysis.article.id: n for n, analysis in enumerate(analyses)}
    placed = [p for analysis in analyses for p in _placed(analysis, vectors)]
    groups = [_shown(group, place) for group in group_figures(placed)]
    groups = sorted((g for g in groups if _is_telling(g)), key=lambda g: _order(g, place))
    return tuple(_figure(f"figure-{n}", group) for n, group in enumerate(groups, 1))


def _placed(analysis: Analysis, vectors: Vectors) -> Iterator[Placed]:
    found = [*readings(analysis), *date_readings(analysis)]
    if not found:
        return
    windows = vectors(analysis, [reading.window for reading in found])
    sentences = vectors(analysis, [reading.sentence for reading in found])
    for reading, window, sentence in zip(found, windows, sentences, strict=True):
        given_by = source_of(analysis, reading.amount.core, reading.sentence)
        words = given_by.of(analysis.article.text).lower() if given_by else ""
        yield Placed(analysis.article.id, reading, given_by, words, window, sentence)


def _shown(group: Group, place: Mapping[str, int]) -> Group:
    """Return one figure for each article and number, those with a source before the first."""
    chosen: list[Placed] = []
    for one in sorted(group, key=lambda p: (not p.source, place[p.article], p.reading.amount.span)):
        if not any(one.article == p.article and _is_equal(one, p) for p in chosen):
            chosen.append(one)
    return tuple(sorted(chosen, key=lambda p: (p.reading.amount.number, place[p.article])))


def _is_equal(one: Placed, other: Placed) -> bool:
    return is_same_number(one.reading.amount, other.reading.amount)


def _differ(group: Group) -> bool:
    return any(not a.reading.amount.agrees(b.reading.amount) for a, b in combinations(group, 2))


def _is_telling(group: Group) -> bool:
    """Return whether there is something to compare, and a name for it."""
    if not any(p.reading.label for p in group):
        return False
    return len({p.article for p in group}) > 1 or _differ(group)


def _order(group: Group, place: Mapping[str, int]) -> tuple[bool, int, int, int]:
    first = min((p.reading.amount.span.start, place[p.article]) for p in group)
    return not _differ(group), -len({p.article for p in group}), *first


def _figure(id: str, group: Group) -> Figure:
    values = tuple(
        FigureValue(
            article=p.article,
            span=p.reading.amount.span,
            sentence=p.reading.sentence,
            low=p.reading.amount.low,
            high=p.reading.amount.high,
            given_by=p.given_by,
        )
        for p in group
    )
    return Figure(id, _quantity(group), group[0].reading.amount.kind, values, _differ(group))


def _quantity(group: Group) -> str:
    """Return the label that most of the group use, else the one with most words in common."""
    labels = [p.reading.label for p in group if p.reading.label]

    def rank(label: str) -> tuple[int, float, int, str]:
        words = label.lower().split()
        others = " ".join(other for other in labels if other != label).lower().split()
        return labels.count(label), sum(w in others for w in words) / len(words), len(words), label

    return max(labels, key=rank)
