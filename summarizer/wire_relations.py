"""Quotes, and how actors stand to each other, in and out of the public JSON."""

from __future__ import annotations

from summarizer.relations import Relation
from summarizer.types import Quote, Span
from summarizer.wire_basics import WireRange
from summarizer.wire_types import WireQuote, WireRelation


def relation_out(relation: Relation) -> WireRelation:
    """Return `relation` as the JSON has it."""
    return WireRelation(
        kind=relation.kind,
        actor=relation.actor,
        target=relation.target,
        status=relation.status,
        voice=relation.voice,
        speaker=relation.speaker,
        cue=range_out(relation.cue),
        evidence=tuple(map(range_out, relation.evidence)),
    )


def relation_in(wire: WireRelation) -> Relation:
    """Return what `relation_out` wrote."""
    return Relation(
        kind=wire.kind,
        actor=wire.actor,
        target=wire.target,
        cue=Span(wire.cue.start, wire.cue.end),
        evidence=tuple(Span(e.start, e.end) for e in wire.evidence),
        status=wire.status,
        voice=wire.voice,
        speaker=wire.speaker,
    )


def quote_out(quote: Quote) -> WireQuote:
    """Return `quote` as the JSON has it, without its score."""
    return WireQuote(
        content=tuple(map(range_out, quote.content)),
        cue=_range_or_none(quote.cue),
        source=_range_or_none(quote.source),
        speaker=quote.speaker,
        kind=quote.kind,
        act=quote.act,
    )


def quote_in(wire: WireQuote) -> Quote:
    """Return what `quote_out` wrote."""
    return Quote(
        content=tuple(Span(c.start, c.end) for c in wire.content),
        kind=wire.kind,
        cue=_range_in(wire.cue),
        source=_range_in(wire.source),
        speaker=wire.speaker,
        act=wire.act,
    )


def range_out(span: Span) -> WireRange:
    """Return `span` as the JSON has it."""
    return WireRange(span.start, span.end)


def _range_or_none(span: Span | None) -> WireRange | None:
    return None if span is None else range_out(span)


def _range_in(wire: WireRange | None) -> Span | None:
    return None if wire is None else Span(wire.start, wire.end)
