"""Which of the words given to a cue it tells: not its source's, not those of a verb before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.stages.actor_text import is_nickname
from summarizer.stages.quote_scraps import tokens_in
from summarizer.types import Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SHARING = frozenset({"xcomp", "conj", "advcl"})
_HOLE = 4
_MARKS = "\"“”‘’'"


def without_nicknames(stretches: Sequence[Span], doc: Doc) -> list[Span]:
    """Return the quotations without those that stand inside a name, as in Jo "The Fox" Roe."""
    return [s for s in stretches if not is_nickname(s, doc)]


def own_words(quote: Quote, doc: Doc, stretches: Sequence[Span]) -> Quote | None:
    """Return a quote with only what its cue tells; `None` if that is nothing.

    Of "Roe, who had run the mill, sold it and said it was safe" that it was safe. What stands
    in quotation marks stays.
    """
    cue = tokens_in(quote.cue, doc)
    if quote.kind == "direct" or quote.cue is None or not cue or not doc.has_annotation("DEP"):
        return quote
    verb, text = cue.root, doc.text
    kept: list[Span] = []
    for piece in quote.content:
        if any(s.contains(piece) for s in stretches):
            kept.append(piece)
            continue
        own = _after_cue(piece, quote.cue, verb, text)
        own = own and _without_source(own, verb, text)
        own = None if own and _is_of_source(own, quote, text) else own
        if own is not None and not _is_of_first_verb(own, verb, doc):
            kept.append(own)
    if not kept:
        return None
    joined = _joined(kept, quote, text)
    return quote if joined == quote.content else replace(quote, content=joined)


def _after_cue(piece: Span, cue: Span, verb: Token, text: str) -> Span | None:
    """Return the part of a piece after a cue that it covers, if the part before is another's."""
    if not piece.overlaps(cue):
        return piece
    before, after = text[piece.start : cue.start], text[cue.end : piece.end]
    subjects = [t for t in _subjects(verb) if piece.start <= t.idx < cue.start]
    is_only_subject = any(t.left_edge.idx <= piece.start for t in subjects)
    is_second = verb.dep_ == "conj" and not any(m in before for m in _MARKS)
    is_led = is_only_subject or (subjects and verb.dep_ == "ROOT")
    if before.strip() and not is_second and not is_led:
        return piece
    start = cue.end + len(after) - len(after.lstrip(" ,:"))
    return Span(start, piece.end) if start < piece.end else None


def _without_source(piece: Span, verb: Token, text: str) -> Span | None:
    """Return a piece without the words that tell of the cue's subject; `None` if none is left."""
    for subject in _subjects(verb):
        first, last = subject.left_edge, subject.right_edge
        start, end = first.idx, last.idx + len(last.text)
        if first.i <= verb.i <= last.i or subject.i > verb.i:
            continue
        if start <= piece.start and piece.end <= end:
            return None
        if piece.start < start < piece.end <= end:
            words = text[piece.start : start].rstrip(" ,")
            return Span(piece.start, piece.start + len(words)) if words else None
    return piece


def _is_of_source(piece: Span, quote: Quote, text: str) -> bool:
    """Return whether a piece runs on into the source, and that into the cue: "old Jo Roe said"."""
    source, cue = quote.source, quote.cue
    if source is None or cue is None or not piece.end <= source.start < cue.start:
        return False
    return text[piece.end - 1].isalnum() and not text[piece.end : source.start].strip()


def _is_of_first_verb(piece: Span, verb: Token, doc: Doc) -> bool:
    """Return whether a piece belongs to the verb before: "sent troops and warned the town"."""
    words = tokens_in(piece, doc)
    is_next = verb.dep_ == "conj" or (verb.dep_ == "advcl" and verb.tag_ == "VBG")
    if not is_next or words is None or words.end > verb.i or words.root == verb.head:
        return False
    token = words.root
    while token.head not in {verb.head, token}:
        token = token.head
    return token.head == verb.head and token.dep_ not in {"ccomp", "parataxis", "conj"}


def _subjects(verb: Token) -> list[Token]:
    """Return the subjects of a verb, its own or those that it shares with one above it."""
    for _ in range(4):
        own = [t for t in verb.children if t.dep_ in _SUBJECTS]
        if own or verb.dep_ not in _SHARING:
            return own
        verb = verb.head
    return []


def _joined(pieces: Sequence[Span], quote: Quote, text: str) -> tuple[Span, ...]:
    """Return the pieces, those with but a few words between them as one."""
    parts = [part for part in (quote.cue, quote.source) if part is not None]
    joined: list[Span] = []
    for piece in pieces:
        if joined and joined[-1].end < piece.start:
            hole = Span(joined[-1].end, piece.start)
            words = hole.of(text)
            is_plain = all(c.isalnum() or c in " '’-" for c in words)
            if is_plain and len(words.split()) <= _HOLE and not any(map(hole.overlaps, parts)):
                joined[-1] = Span(joined[-1].start, piece.end)
                continue
        joined.append(piece)
    return tuple(joined)
