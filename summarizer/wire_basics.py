"""The pieces that all shapes of the public JSON are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from summarizer.types import Span

Offset = Annotated[int, Field(ge=0)]
Count = Annotated[int, Field(ge=0)]
Unit = Annotated[float, Field(ge=0, le=1)]
PerHundred = Annotated[float, Field(ge=0, le=100)]
DIGITS = 4


def rounded(score: float) -> float:
    """Return `score` with the decimals that the JSON has."""
    return round(float(score), DIGITS) + 0.0  # adding zero turns -0.0 into 0.0


@dataclass(frozen=True, slots=True)
class WireRange:
    """Half-open range [start, end) of Unicode code points of the article's text."""

    start: Offset
    end: Offset


def range_out(span: Span) -> WireRange:
    """Return `span` as the JSON has it."""
    return WireRange(span.start, span.end)


def range_in(wire: WireRange) -> Span:
    """Return what `range_out` wrote."""
    return Span(wire.start, wire.end)


def range_or_none(span: Span | None) -> WireRange | None:
    """Return `span`, if there is one, as the JSON has it."""
    return None if span is None else range_out(span)


def span_or_none(wire: WireRange | None) -> Span | None:
    """Return what `range_or_none` wrote."""
    return None if wire is None else range_in(wire)


@dataclass(frozen=True, slots=True)
class WireEvidence:
    """A range of the article with this id on which a statement rests."""

    article: str
    start: Offset
    end: Offset
