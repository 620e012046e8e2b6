"""What a tagger of words takes for a quote and is none, or takes into one and is not said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.stages.actor_lexicon import HUMAN, SPEECH
from summarizer.types import Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

_REFUSING = frozenset({"decline", "refuse"})
_FEW = 2
_LONGEST_TITLE = 5
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# What somebody does not do who says nothing.
_ANSWERING = frozenset("comment respond reply answer elaborate discuss speak talk return".split())


def is_silence(quote: Quote, doc: Doc) -> bool:
    """Return whether a quote tells that somebody said nothing: "declined to comment on the strike".

    What follows is the subject that nothing was said of, not what was said.
    """
    if quote.kind != "indirect":
        return False
    cue = tokens_in(quote.cue, doc) or ()
    if any(_is_refusal(t) or _is_denied(t) or _stops_short(t) for t in cue):
        return True
    return any(_is_unwanted(t, quote, doc) or _is_sacking(t) for t in cue)


def _is_sacking(verb: Token) -> bool:
    """Return whether a verb tells that somebody lost an office, not that words were denied."""
    objects = [t for t in verb.children if t.dep_ == "dobj"] if verb.lemma_ == "dismiss" else []
    return any(t.ent_type_ == "PERSON" or t.lemma_.lower() in HUMAN for t in objects)


def _is_unwanted(verb: Token, quote: Quote, doc: Doc) -> bool:
    """Return whether a verb says no to the thing that follows: "does not want a deal"."""
    if verb.pos_ != "VERB" or not any(t.dep_ == "neg" for t in verb.children):
        return False
    first = tokens_in(quote.content[0], doc)
    return first is not None and first.root.dep_ == "dobj" and first.root.head == verb


def tokens_in(span: Span | None, doc: Doc) -> DocSpan | None:
    """Return the tokens that a part of a quote touches; `None` without one."""
    if span is None:
        return None
    return doc.char_span(span.start, span.end, alignment_mode="expand")


def _is_refusal(token: Token) -> bool:
    below = [t for t in token.children if t.dep_ == "xcomp"]
    return token.lemma_ in _REFUSING and any(t.lemma_ in _ANSWERING for t in below)


def _stops_short(token: Token) -> bool:
    """Return whether a verb is what somebody "stopped short of"."""
    before = [t.lower_ for t in token.doc[max(0, token.i - 2) : token.i]]
    return before == ["short", "of"]


def _is_denied(token: Token) -> bool:
    is_negated = any(t.dep_ == "neg" for t in token.children)
    return token.lemma_ in _ANSWERING and token.pos_ == "VERB" and is_negated


def is_title(quote: Quote, doc: Doc, stretches: Sequence[Span]) -> bool:
    """Return whether all that stands in quotation marks is a name, and nobody says it.

    So in "the band played “Slow River”": short, each longer word with a capital, no verb of speech.
    """
    held = [s for s in stretches if any(piece.overlaps(s) for piece in quote.content)]
    text = doc.text if held else ""
    words = [w for s in held for w in _WORD.findall(s.of(text))]
    is_name = sum(w[0].isupper() for w in words) > 1  # "Absolutely," is an answer
    if not is_name or any(w[0].islower() and len(w) > 3 for w in words):
        return False
    cue = tokens_in(quote.cue, doc)
    is_short = len(words) <= _LONGEST_TITLE
    return bool(cue) and is_short and not any(t.lemma_ in SPEECH for t in cue or ())


def without_asides(quote: Quote, doc: Doc, stretches: Sequence[Span]) -> Quote:
    """Return a quote without the clause that only tells who its source is.

    In "…," said Jo Roe, whose family keeps sheep, the clause after the name is not said by him.
    """
    if quote.source is None or quote.kind == "indirect":
        return quote
    source = tokens_in(quote.source, doc)
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
    words = tokens_in(piece, doc)
    if words is None or source is None:
        return False
    inside = {t.i for t in source}
    clause = words.root
    while clause.dep_ not in {"relcl", "acl"} and clause.head.i != clause.i:
        clause = clause.head
    return clause.dep_ in {"relcl", "acl"} and clause.head.i in inside


def parted(quote: Quote, doc: Doc, stretches: Sequence[Span]) -> list[Quote]:
    """Return a quote without the next thing that its source does, and that as a quote if it speaks.

    "Roe said the mill was safe and accused the press of lying" are two.
    """
    cue = tokens_in(quote.cue, doc)
    if not cue or quote.source is None:
        return [quote]
    for n, piece in enumerate(quote.content):
        for verb in _next_verbs(cue.root, piece):
            if any(s.start <= verb.idx < s.end for s in stretches):
                continue
            end = _end_before(verb)
            text = doc.text
            if len(text[piece.start : end].split()) < _FEW:
                continue
            kept = (*quote.content[:n], Span(piece.start, end))
            rest = (*_after(verb, piece, text), *quote.content[n + 1 :])
            more = _spoken(quote, verb, rest, stretches)
            # What is in quotation marks is said, whatever the verb.
            if more or not any(s.overlaps(each) for s in stretches for each in rest):
                return [_told(quote, kept, stretches), *more]
    return [quote]


def without_repeats(quotes: Sequence[Quote], doc: Doc, stretches: Sequence[Span]) -> list[Quote]:
    """Return the quotes; what two have is left to the one whose cue stands in its sentence.

    In "“It failed,” she said. Nobody had asked, she added." the quotation was not added.
    """
    found = []
    for quote in quotes:
        others = [other for other in quotes if other is not quote]
        kept = tuple(
            piece
            for piece in quote.content
            if _is_near(quote, piece, doc)
            or not any(piece in o.content and _is_near(o, piece, doc) for o in others)
        )
        if kept:
            found.append(quote if kept == quote.content else _told(quote, kept, stretches))
    return found


def _is_near(quote: Quote, piece: Span, doc: Doc) -> bool:
    """Return whether a cue stands in the sentence of a piece of what it tells."""
    cue, words = tokens_in(quote.cue, doc), tokens_in(piece, doc)
    if cue is None or words is None or not doc.has_annotation("SENT_START"):
        return True
    return bool(cue.root.sent == words.root.sent)


def _next_verbs(cue: Token, piece: Span) -> list[Token]:
    """Return the verbs in `piece` that go on after the cue with its subject."""
    inside = [t for t in cue.subtree if t.dep_ == "conj" and piece.start < t.idx < piece.end]
    verbs = [t for t in inside if t.pos_ == "VERB" and not _subjects(t)]
    return [t for t in verbs if t.head == cue or (t.lemma_ in SPEECH and _is_of_thing(t.head))]


def _subjects(verb: Token) -> list[Token]:
    return [t for t in verb.children if t.dep_ in {"nsubj", "nsubjpass"}]


def _is_of_thing(verb: Token) -> bool:
    """Return whether a verb has a thing for subject, which cannot speak: "repairs were due"."""
    found = _subjects(verb)
    return bool(found) and all(t.pos_ == "NOUN" and t.lemma_ not in HUMAN for t in found)


def _end_before(verb: Token) -> int:
    """Return where the words before "and accused" end."""
    doc, i = verb.doc, verb.i
    while i > 0 and (doc[i - 1].dep_ in {"aux", "advmod", "cc"} or doc[i - 1].text == ","):
        i -= 1
    last = doc[i - 1]
    return last.idx + len(last.text)


def _after(verb: Token, piece: Span, text: str) -> tuple[Span, ...]:
    """Return what of `piece` stands after a verb; empty if nothing does."""
    start = verb.idx + len(verb.text)
    words = text[start : piece.end]
    start += len(words) - len(words.lstrip())
    return (Span(start, piece.end),) if start < piece.end else ()


def _told(quote: Quote, content: tuple[Span, ...], stretches: Sequence[Span]) -> Quote:
    if quote.kind == "indirect":
        return replace(quote, content=content)
    held = [any(s.overlaps(piece) for s in stretches) for piece in content]
    return replace(quote, content=content, kind="mixed" if any(held) else "indirect")


def _spoken(
    quote: Quote, verb: Token, rest: tuple[Span, ...], stretches: Sequence[Span]
) -> list[Quote]:
    if verb.lemma_ not in SPEECH or not rest:
        return []
    cue = Span(verb.idx, verb.idx + len(verb.text))
    return [_told(replace(quote, cue=cue), rest, stretches)]
