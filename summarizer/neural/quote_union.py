"""Quotes by two ways of reading: what tags found, with the cues and sources of the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.neural.pieces import kind_of, snapped
from summarizer.neural.quote_reader import Told
from summarizer.neural.tokens import Ints, ranges_of
from summarizer.types import Quote, Span

_SAME = 0.8
# What stands in quotation marks has been found already: only a sure cue adds another to it.
_SURE = 0.7


def relinked(
    quotes: Sequence[Quote], told: Sequence[Told], offsets: Ints, least: float
) -> list[Quote]:
    """Return the quotes, each with the cue and the source that most likely report it.

    Where no cue reports a quote with a probability of at least `least`, it stays as it is; so
    does its source where the reader finds none.
    """
    found = []
    for quote in quotes:
        ranges = ranges_of(offsets, quote.content)
        likely = [each.reports(ranges) for each in told]
        best = max(range(len(told)), key=likely.__getitem__, default=None)
        if best is None or likely[best] < least:
            found.append(quote)
        else:
            source = told[best].source or quote.source
            found.append(replace(quote, cue=told[best].cue, source=source))
    return found


def with_more(
    quotes: Sequence[Quote], told: Sequence[Told], stretches: Sequence[Span]
) -> list[Quote]:
    """Return the quotes in order, and what cues report that none of them has; they may overlap.

    Of two cues with nearly the same contents the surer one is kept.
    """
    cues = [quote.cue for quote in quotes if quote.cue is not None]
    more: list[Quote] = []
    taken: list[tuple[Span, ...]] = []
    for each in sorted(told, key=lambda t: -t.score):
        content = tuple(span for span, _ in snapped(each.content, stretches))
        if not content or any(_alike(content, other) >= _SAME for other in taken):
            continue
        taken.append(content)
        kind = kind_of(content, stretches)
        is_known = any(each.cue.overlaps(cue) for cue in cues)
        if not is_known and (kind == "indirect" or each.score >= _SURE):
            score = min(score for _, score in each.content)
            more.append(Quote(content, kind, each.cue, each.source, None, score))
    return sorted([*quotes, *more], key=lambda q: (q.content[0].start, -q.content[-1].end))


def _alike(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Return the characters that both cover over those that either does."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    return shared / (sum(s.end - s.start for s in (*one, *other)) - shared)
