"""Quotes, and how actors stand to each other, in and out of the public JSON."""

from __future__ import annotations

from summarizer.relations import Relation
from summarizer.types import Quote
from summarizer.wire_basics import range_in, range_or_none, range_out, span_or_none
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
        cue=range_in(wire.cue),
        evidence=tuple(map(range_in, wire.evidence)),
        status=wire.status,
        voice=wire.voice,
        speaker=wire.speaker,
    )


def quote_out(quote: Quote) -> WireQuote:
    """Return `quote` as the JSON has it, without its score."""
    return WireQuote(
        content=tuple(map(range_out, quote.content)),
        cue=range_or_none(quote.cue),
        source=range_or_none(quote.source),
        speaker=quote.speaker,
        kind=quote.kind,
        act=quote.act,
    )


def quote_in(wire: WireQuote) -> Quote:
    """Return what `quote_out` wrote."""
    return Quote(
        content=tuple(map(range_in, wire.content)),
        kind=wire.kind,
        cue=span_or_none(wire.cue),
        source=span_or_none(wire.source),
        speaker=wire.speaker,
        act=wire.act,
    )
