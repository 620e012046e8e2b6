"""Where a marked phrase ends: not before the noun that its last words belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.phrases import MAX_WORDS
from summarizer.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BEFORE_NOUNS = frozenset({"det", "amod", "nummod", "poss", "compound", "advmod"})
_FAR = 2  # words that the noun may be away from the phrase


def ended(span: Span, doc: Doc) -> Span:
    """Return `span` with the noun that its last words stand before, or without these words.

    "strangling an entire" becomes "strangling an entire region". Who is named is no framing: in
    "humiliated the proud" before "Germans" the last two words go. A phrase that only describes
    a noun ("cold and brutal") stays as it is.
    """
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    if words is None or words.end_char != span.end or words.start_char != span.start:
        return span
    last = words[-1]
    noun = last.head
    if last.dep_ not in _BEFORE_NOUNS or noun.pos_ not in {"NOUN", "PROPN"}:
        return span
    if not words.end <= noun.i <= words.end + _FAR - 1:
        return span
    # "so-called wildlife" is cut inside a noun: what is called so is the "wildlife corridor".
    is_cut = last.dep_ == "compound" and any(t.head == noun for t in words[:-1])
    if noun.head not in words and not is_cut:
        return span
    longer = doc[words.start : noun.i + 1]
    if noun.text.islower() and sum(t.is_alpha for t in longer) <= MAX_WORDS:
        return Span(longer.start_char, longer.end_char)
    at = words.end
    while at > words.start and doc[at - 1].head == noun:
        at -= 1
    return Span(span.start, doc[at - 1].idx + len(doc[at - 1])) if at > words.start else span
