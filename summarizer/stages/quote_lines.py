"""Speakers that the layout of lines gives: turns of a talk, names after a dash, a colon before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from summarizer.types import Quote, Span

_NAME = r"(?:[A-Z][\w.'’-]*|de|van|von|der|al|bin)"
_TURN = re.compile(rf"[\"“]?(?P<name>{_NAME}(?: {_NAME}){{0,3}})(?P<cue>:)\s+(?=\S)")
_DASH = re.compile(
    rf"[^\S\n]*(?P<cue>[―—–]|--)[^\S\n]*(?P<name>{_NAME}(?: {_NAME}){{0,4}})(?=,|\n|$)"
)


def by_layout(quotes: Sequence[Quote], text: str) -> list[Quote]:
    """Return the quotes; one that nobody says yet has the speaker of its turn or after its dash."""
    return [quote if quote.source else _signed(_in_turn(quote, text), text) for quote in quotes]


def _in_turn(quote: Quote, text: str) -> Quote:
    """Return the quote with the name that opens its line, up to a colon, as its source."""
    first = quote.content[0]
    line = text.rfind("\n", 0, first.start) + 1
    turn = _TURN.match(text, line)
    if turn is None or turn.end() >= first.end:
        return quote
    content = (Span(max(first.start, turn.end()), first.end), *quote.content[1:])
    return replace(
        quote, content=content, cue=Span(*turn.span("cue")), source=Span(*turn.span("name"))
    )


def _signed(quote: Quote, text: str) -> Quote:
    """Return the quote with the name after it and a dash as its source: “…” ― Jane Roe."""
    if quote.source is not None or quote.kind == "indirect":
        return quote
    sign = _DASH.match(text, quote.content[-1].end)
    if sign is None:
        return quote
    return replace(quote, cue=Span(*sign.span("cue")), source=Span(*sign.span("name")))
