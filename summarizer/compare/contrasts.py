"""In what articles on one event differ beyond chance, measure by measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

import numpy as np

from summarizer.compare.contrast_measures import Floats, Judges, Key, Measured, Terms, measure
from summarizer.compare.resampling import Group, Resampled, resample, seed_of
from summarizer.comparison import Contrast, ContrastValue, Dimension, PairInterval, StoryActor
from summarizer.summaries.told import by_content
from summarizer.types import Analysis, Span

_DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
# Every measure that is tried widens all intervals, so minor actors are not tried.
_MOST_ACTORS = 8
_N_EVIDENCE = 5
# A 95 % interval is to be this much wider to hold for all of twelve articles (Bonferroni).
_FAMILY_REACH = 1.6
# What a measure can be; the others lie in 0–1.
_RANGES: Mapping[Dimension, tuple[float, float]] = {
    "sentiment": (-1.0, 1.0),
    "role": (-1.0, 1.0),
    "headline_against_body": (-1.0, 1.0),
}


def contrasts(
    analyses: Sequence[Analysis],
    actors: Sequence[StoryActor],
    *,
    judges: Judges | None = None,
    seed: int = 0,
) -> tuple[Contrast, ...]:
    """Return the measures in which at least two of the articles differ beyond chance.

    The chance of any false pair among all that are returned is at most 5 %; how is said in
    `summarizer.compare.resampling`. Sentiment is the mean probability of positive less that
    of negative over the sentences that mention an actor, role that of protagonist less that
    of antagonist; framing labels are shares of sentences, in the outlet's own voice; order is
    the mean place in the article, 0–1, of the sentences that mention an actor. Frames of whole
    articles have no sentences to resample and are left out. Nor has a headline: it is only set
    against the body of its own article, so that `headline_against_body` has no pairs.

    Args:
        analyses: articles on one event; the order does not matter.
        actors: who is who across the articles.
        judges: score sentiment and role; without them neither is compared.
        seed: together with the texts, fixes the random draws.
    """
    ordered = sorted(analyses, key=by_content)
    main = _main(ordered, actors)
    measured = [measure(analysis, main, judges) for analysis in ordered]
    measured = [m for m in measured if m.sentences]
    if len(measured) < 2:
        return ()
    draw = seed_of([a.article.text for a in ordered], seed)
    found = compare_measured(measured, seed=draw)
    return tuple(sorted(found, key=_order))


def compare_measured(measured: Sequence[Measured], *, seed: int) -> list[Contrast]:
    """Return the contrasts of articles that are measured already; two or more."""
    keys = sorted({key for m in measured for key in m.terms}, key=_key_order)
    groups = [_group(m, keys) for m in measured]
    result = resample(groups, seed=seed)
    found = [c for k in range(len(keys)) if (c := _contrast(measured, keys[k], k, result))]
    if ("loaded", None) in keys:
        found += _headlines(measured, result, keys.index(("loaded", None)))
    return found


def _main(analyses: Sequence[Analysis], actors: Sequence[StoryActor]) -> list[StoryActor]:
    """Return the actors of several articles that are mentioned most."""
    counts = {
        (a.article.id, actor.id): len(actor.mentions) for a in analyses for actor in a.actors or ()
    }

    def rank(actor: StoryActor) -> tuple[int, str, str]:
        n = sum(counts.get((m.article, m.actor), 0) for m in actor.members)
        return -n, actor.name, actor.id

    several = [a for a in actors if len({m.article for m in a.members}) > 1]
    return sorted(several, key=rank)[:_MOST_ACTORS]


def _key_order(key: Key) -> tuple[int, str]:
    return _DIMENSIONS.index(key[0]), key[1] or ""


def _order(contrast: Contrast) -> tuple[int, str]:
    return _key_order((contrast.dimension, contrast.about))


def _group(measured: Measured, keys: Sequence[Key]) -> Group:
    """Return the sentences as the rows of two tables; a measure that is not there is 0 of 0."""
    nothing = np.zeros(len(measured.sentences))
    rows = [_terms(measured, key, nothing) for key in keys]
    if not rows:
        return Group(np.zeros((len(nothing), 0)), np.zeros((len(nothing), 0)))
    return Group(
        np.stack([r.above for r in rows], axis=1), np.stack([r.below for r in rows], axis=1)
    )


def _terms(measured: Measured, key: Key, nothing: Floats) -> Terms:
    if key[0] == "framing_label" and measured.has_framing and key not in measured.terms:
        return Terms(nothing, np.ones_like(nothing))
    return measured.terms.get(key, Terms(nothing, nothing))


def _contrast(
    measured: Sequence[Measured], key: Key, column: int, result: Resampled
) -> Contrast | None:
    """Return the contrast in one measure, `None` where no pair differs beyond chance."""
    dimension, about = key
    pairs = []
    for row, (a, b) in enumerate(result.pairs):
        gap, margin = result.differences[row, column], result.margins[row, column]
        if margin > 0 and abs(gap) > margin:
            ends = (_rounded(gap - margin), _rounded(gap + margin))
            pairs.append(
                PairInterval(measured[a].article, measured[b].article, _rounded(gap), *ends)
            )
    if not pairs:
        return None
    values = []
    for at, article in enumerate(measured):
        value = result.values[at, column]
        if np.isnan(value):
            continue
        terms = _terms(article, key, np.zeros(len(article.sentences)))
        low, high = result.low[at, column], result.high[at, column]
        evidence = _evidence(article, terms, _sign(result, at, column, dimension))
        values.append(_value(article.article, dimension, (value, low, high), evidence))
    return Contrast(_id(dimension, about), dimension, about, tuple(values), tuple(pairs))


def _id(dimension: Dimension, about: str | None) -> str:
    return f"contrast:{dimension}" if about is None else f"contrast:{dimension}:{about}"


def _rounded(value: float) -> float:
    # Far below what resampling can tell, and the same whatever order sums are taken in.
    return round(float(value), 4) + 0.0


def _value(
    article: str,
    dimension: Dimension,
    ends: tuple[float, float, float],
    evidence: tuple[Span, ...],
) -> ContrastValue:
    low, high = _RANGES.get(dimension, (0.0, 1.0))
    value, *rest = (_rounded(min(max(end, low), high)) for end in ends)
    return ContrastValue(article, value, rest[0], rest[1], evidence)


def _sign(result: Resampled, at: int, column: int, dimension: Dimension) -> int:
    """Return which way the sentences lie that make the value what it is."""
    if dimension not in _RANGES:
        return 1
    return 1 if result.values[at, column] >= np.nanmean(result.values[:, column]) else -1


def _evidence(measured: Measured, terms: Terms, sign: int) -> tuple[Span, ...]:
    """Return the sentences that add most to the value, in text order."""
    worth = sign * terms.above
    best = np.argsort(-worth, kind="stable")[:_N_EVIDENCE]
    return tuple(sorted(measured.sentences[i] for i in best if worth[i] > 0))


def _headlines(measured: Sequence[Measured], result: Resampled, column: int) -> list[Contrast]:
    """Return how much more loaded headlines are than bodies, if any surely is or is less."""
    values = []
    is_sure = False
    for at, article in enumerate(measured):
        body, low, high = (e[at, column] for e in (result.values, result.low, result.high))
        if article.headline is None or np.isnan(body):
            continue
        ends = (article.headline - body, article.headline - high, article.headline - low)
        reach = _FAMILY_REACH * (high - body if ends[0] > 0 else body - low)
        is_sure |= abs(ends[0]) > reach
        evidence = () if article.headline_span is None else (article.headline_span,)
        values.append(_value(article.article, "headline_against_body", ends, evidence))
    if not is_sure:
        return []
    dimension: Dimension = "headline_against_body"
    return [Contrast(_id(dimension, None), dimension, None, tuple(values), ())]
