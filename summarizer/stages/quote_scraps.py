"""What a tagger of words takes for a quote and is none, or takes into one and is not said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.types import Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

_REFUSING = frozenset({"decline", "refuse"})
# What somebody does not do who says nothing.
_ANSWERING = frozenset("comment respond reply answer elaborate discuss speak talk return".split())


def is_silence(quote: Quote, doc: Doc) -> bool:
    """Return whether a quote tells that somebody said nothing: "declined to comment on the strike".

    What follows is the subject that nothing was said of, not what was said.
    """
    if quote.kind != "indirect" or quote.cue is None:
        return False
    cue = doc.char_span(quote.cue.start, quote.cue.end, alignment_mode="expand")
    return cue is not None and any(_is_refusal(t) or _is_denied(t) for t in cue)


def _is_refusal(token: Token) -> bool:
    below = [t for t in token.children if t.dep_ == "xcomp"]
    return token.lemma_ in _REFUSING and any(t.lemma_ in _ANSWERING for t in below)


def _is_denied(token: Token) -> bool:
    is_negated = any(t.dep_ == "neg" for t in token.children)
    return token.lemma_ in _ANSWERING and token.pos_ == "VERB" and is_negated


def without_asides(quote: Quote, doc: Doc, stretches: Sequence[Span]) -> Quote:
    """Return a quote without the clause that only tells who its source is.

    In "…," said Jo Roe, whose family keeps sheep, the clause after the name is not said by him.
    """
    if quote.source is None or quote.kind == "indirect":
        return quote
    source = doc.char_span(quote.source.start, quote.source.end, alignment_mode="expand")
    kept = tuple(
        piece
        for piece in quote.content
        if any(piece.overlaps(s) for s in stretches) or not _describes(piece, source, doc)
    )
    if len(kept) == len(quote.content) or not kept:
        return quote
    is_direct = all(any(s.contains(piece) for s in stretches) for piece in kept)
    return replace(quote, content=kept, kind="direct" if is_direct else quote.kind)


def _describes(piece: Span, source: DocSpan | None, doc: Doc) -> bool:
    words = doc.char_span(piece.start, piece.end, alignment_mode="expand")
    if words is None or source is None:
        return False
    inside = {t.i for t in source}
    clause = words.root
    while clause.dep_ not in {"relcl", "acl"} and clause.head.i != clause.i:
        clause = clause.head
    return clause.dep_ in {"relcl", "acl"} and clause.head.i in inside
