"""The main difference of each two articles on one event, in one plain sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from summarizer.compare.contrast_sentences import say_contrast
from summarizer.compare.difference_claims import (
    Telling,
    can_be_quoted,
    claim_in_words,
    importance,
    is_outlets_own,
    names_of,
    plainness,
    prepare_telling,
    quoted,
    source_in_words,
)
from summarizer.comparison import (
    Comparison,
    Contrast,
    Difference,
    Fact,
    Figure,
    FigureValue,
    PairInterval,
    Wording,
    WordingPhrase,
)
from summarizer.summaries.told import by_content
from summarizer.types import Analysis, Evidence, Span

# Which kind of difference is told first, and a bare absence of an ordinary fact last.
_FIGURE, _WIDELY_REPORTED, _WORDING, _CONTRAST, _REPORTED = 5, 4, 3, 2, 1
_SURE = 0.8
# That something was not found, where it is told at all, is judged for a whole article.
_SURELY_ABSENT = 0.7
# From here a phrase is more likely than not one that carries framing.
_LOADED = 0.5
# As much for what is no actor: two words for one thing may only say what became of it.
_CLEARLY_LOADED = 0.7
# Of a fact that one article has alone, only one that matters there is a difference to tell.
_IMPORTANT = 0.3
_SAME_TEXT = 0.995


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A difference that could be told; the highest `rank` is."""

    rank: tuple[int, float]
    text: str
    evidence: tuple[Evidence, ...]
    basis: str


def differences(analyses: Sequence[Analysis], comparison: Comparison) -> tuple[Difference, ...]:
    """Return the main difference of every two articles of an event, in one sentence each.

    Figures that cannot both hold come first; then a fact that most articles report and one
    does not, what the two call the same referent, measures in which they differ, and last
    an important fact that only one of them reports. Where nothing of this is sure, the
    sentence says so. Words in quotation marks are the articles' own.

    Args:
        analyses: of the articles of `comparison`; the order does not matter.
        comparison: with everything but the differences.
    """
    ordered = sorted(analyses, key=by_content)
    names = names_of(ordered)
    tellings = {a.article.id: prepare_telling(a, names[a.article.id]) for a in ordered}
    found = []
    for first, second in combinations(tellings, 2):
        if any(first in event and second in event for event in comparison.events):
            found.append(_difference((tellings[first], tellings[second]), comparison))
    return tuple(found)


def _difference(pair: tuple[Telling, Telling], comparison: Comparison) -> Difference:
    first, second = (telling.analysis.article.id for telling in pair)
    for duplicate in comparison.duplicates:
        if {duplicate.first, duplicate.second} == {first, second}:
            nearly = "" if duplicate.overlap >= _SAME_TEXT else "nearly "
            text = f"{_capital(pair[0].name)} and {pair[1].name} have {nearly}the same text."
            return Difference(first, second, text, ())
    candidates = [*_figures(pair, comparison), *_facts(pair, comparison)]
    candidates += [*_wordings(pair, comparison), *_contrasts(pair, comparison)]
    if not candidates:
        text = f"No difference between {pair[0].name} and {pair[1].name} is sure enough to state."
        return Difference(first, second, text, ())
    best = max(candidates, key=lambda c: (c.rank, c.text))
    return Difference(first, second, best.text, best.evidence, best.basis)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _id(telling: Telling) -> str:
    return telling.analysis.article.id


def _evidence(*places: tuple[Telling, Span]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(Evidence(_id(telling), span) for telling, span in places))


# Figures


def _figures(pair: tuple[Telling, Telling], comparison: Comparison) -> Iterator[_Candidate]:
    """Yield the figures of one article that none of the other agrees with."""
    for figure in comparison.figures:
        if not figure.differ:
            continue
        for one, other in (pair, pair[::-1]):
            ours, theirs = _values(figure, one), _values(figure, other)
            apart = [v for v in ours if theirs and not any(_agree(v, w) for w in theirs)]
            if apart:
                yield _figure(figure, (one, apart[0]), (other, theirs[0]), len(apart) < len(ours))


def _values(figure: Figure, telling: Telling) -> list[FigureValue]:
    values = [v for v in figure.values if v.article == _id(telling)]
    quotable = [v for v in values if can_be_quoted(v.span.of(telling.text))]
    return sorted(quotable, key=lambda v: v.span)


def _agree(one: FigureValue, other: FigureValue) -> bool:
    """Return whether both can hold; an open end is no bound."""
    below = one.high is not None and other.low is not None and one.high < other.low
    above = other.high is not None and one.low is not None and other.high < one.low
    return not below and not above


def _figure(
    figure: Figure,
    one: tuple[Telling, FigureValue],
    other: tuple[Telling, FigureValue],
    has_more: bool,
) -> _Candidate:
    """Return the candidate; `has_more` if the first article also gives what the other does."""
    verb, link = ("also gives", "while") if has_more else ("gives", "and")
    text = (
        f"For {figure.quantity}, {one[0].name} {verb} {_given(*one)}, {link} {other[0].name} "
        f"gives {_given(*other)}."
    )
    weight = importance(one[0], one[1].span) + importance(other[0], other[1].span)
    places = ((one[0], one[1].sentence), (other[0], other[1].sentence))
    rank = (_FIGURE, weight - 2 * has_more)
    return _Candidate(rank, text, _evidence(*places), figure.id)


def _given(telling: Telling, value: FigureValue) -> str:
    words = quoted(value.span.of(telling.text))
    source = source_in_words(value.given_by.of(telling.text)) if value.given_by else None
    return words if source is None else f"{words} (from {source})"


# Facts


def _facts(pair: tuple[Telling, Telling], comparison: Comparison) -> Iterator[_Candidate]:
    """Yield the facts that one article states and in the other was not found."""
    for fact in comparison.facts:
        n_stating = len({s.article for s in fact.evidence})
        event = next((e for e in comparison.events if _id(pair[0]) in e), ())
        is_wide = n_stating > 1 and 2 * n_stating > len(event) - 1
        for one, other in (pair, pair[::-1]):
            candidate = _fact(fact, one, other, is_wide=is_wide)
            if candidate is not None and not _overlaps_shared(candidate, comparison, one, other):
                yield candidate[0]


def _overlaps_shared(
    told: tuple[_Candidate, Span], comparison: Comparison, one: Telling, other: Telling
) -> bool:
    """Return whether the words that are told hold a fact that the other article has too."""
    return any(
        any(s.article == _id(one) and s.span.overlaps(told[1]) for s in fact.evidence)
        and any(s.article == _id(other) for s in fact.evidence)
        for fact in comparison.facts
    )


def _fact(
    fact: Fact, one: Telling, other: Telling, *, is_wide: bool
) -> tuple[_Candidate, Span] | None:
    """Return the candidate with the range of the words that it tells."""
    omission = next((o for o in fact.omitted_by if o.article == _id(other)), None)
    stated = [s for s in fact.evidence if s.article == _id(one) and s.score >= _SURE]
    if omission is None or omission.probability < _SURELY_ABSENT or not stated:
        return None
    best = max(stated, key=lambda s: (s.score, -s.span.start, -s.span.end))
    span = fact.source.span if fact.source.article == _id(one) else best.span
    weight = importance(one, span) * plainness(one, span) * omission.probability
    claim = claim_in_words(one, span)
    if claim is None or (not is_wide and weight < _IMPORTANT):
        return None
    places = [(one, span), *([(other, omission.nearest)] if omission.nearest else [])]
    source = f" (from {claim.source})" if claim.source else ""
    text = (
        f"{_capital(one.name)} reports {quoted(claim.words)}{source}, which was not found in "
        f"{other.name}."
    )
    rank = (_WIDELY_REPORTED if is_wide else _REPORTED, weight)
    return _Candidate(rank, text, _evidence(*places), fact.id), claim.span


# Wordings


def _wordings(pair: tuple[Telling, Telling], comparison: Comparison) -> Iterator[_Candidate]:
    """Yield referents that the two articles themselves call differently, one of them loaded."""
    for wording in comparison.wordings:
        calls = [_phrase(wording, telling) for telling in pair]
        if calls[0] is None or calls[1] is None:
            continue
        words = [c.span.of(t.text) for c, t in zip(calls, pair, strict=True) if c]
        is_same = _folded(words[0]) == _folded(words[1])
        loaded = max(c.loaded for c in calls if c)
        if is_same or loaded < (_LOADED if wording.actor else _CLEARLY_LOADED):
            continue
        text = (
            f"For {wording.referent}, {pair[0].name} writes {quoted(words[0])} and {pair[1].name} "
            f"{quoted(words[1])}."
        )
        places = [(t, c.span) for t, c in zip(pair, calls, strict=True) if c]
        yield _Candidate((_WORDING, loaded), text, _evidence(*places), wording.id)


def _phrase(wording: Wording, telling: Telling) -> WordingPhrase | None:
    """Return the most loaded phrase of an article that is its own and can be quoted."""
    own = [
        p
        for p in wording.phrases
        if p.article == _id(telling)
        and can_be_quoted(p.span.of(telling.text))
        and is_outlets_own(telling, p.span)
    ]
    return max(own, key=lambda p: (p.loaded, p.count, -p.span.start), default=None)


def _folded(words: str) -> str:
    return " ".join(words.casefold().split()).removeprefix("the ")


# Contrasts


def _contrasts(pair: tuple[Telling, Telling], comparison: Comparison) -> Iterator[_Candidate]:
    """Yield the measures in which the two articles differ beyond chance."""
    actors = {actor.id: actor.name for actor in comparison.actors}
    names: Mapping[str, str] = {_id(telling): telling.name for telling in pair}
    for contrast in comparison.contrasts:
        for gap in contrast.pairs:
            if {gap.first, gap.second} != set(names):
                continue
            text = say_contrast(contrast, gap, name=names.__getitem__, actors=actors)
            if text is None:
                continue
            spans = _spans(contrast, pair)
            yield _Candidate((_CONTRAST, _clearness(gap)), text, _evidence(*spans), contrast.id)


def _clearness(gap: PairInterval) -> float:
    """Return the difference in units of half its interval; above 1 where 0 is outside."""
    return abs(gap.difference) / max((gap.high - gap.low) / 2, 1e-9)


def _spans(contrast: Contrast, pair: tuple[Telling, Telling]) -> list[tuple[Telling, Span]]:
    return [
        (telling, span)
        for telling in pair
        for value in contrast.values
        if value.article == _id(telling)
        for span in value.evidence
    ]
