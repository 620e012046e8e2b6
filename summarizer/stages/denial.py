"""Whether a text denies what a phrase says: "was not a massacre", "did not raze the village"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DENYING = frozenset({"no", "not", "n't", "never", "hardly", "neither"})
_OPEN = frozenset({"a", "an", "any"})
_COMPLEMENTS = frozenset({"attr", "acomp", "oprd"})
_OBJECTS = frozenset({"dobj", "obj"})


def is_denied(span: Span, doc: Doc) -> bool:
    """Return whether a word before what `span` says, mostly outside of it, denies it.

    That is so if its head is negated ("no bombshell", "did not plunder"), the complement of a
    negated verb ("is not a coward", "far from savage"), or its object without a definite
    article ("did not suffer a defeat"). In "has not condemned the massacre" there was one.
    """
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    if words is None:
        return False
    roots = [t for t in words if t.head not in words or t.head.i == t.i]
    head = next((t for t in roots if t.lower_ not in _DENYING), words.root)
    # "not a coward" may be marked whole; "will not be silenced" says just that.
    is_whole = words[0].lower_ in _DENYING and (
        head.dep_ in _COMPLEMENTS
        or words[0].lower_ == "never"
        or any(t.lemma_ == "do" for t in head.children if t.dep_ == "aux")
    )
    end = words.start + is_whole
    return _is_negated(head, end) or _is_far_from(head) or _is_part_of_denied(head, end)


def _is_part_of_denied(head: Token, end: int) -> bool:
    """Return whether `head` is, or belongs to, what a verb that is negated is said of."""
    while head.dep_ in {"conj", "amod", "compound"} and head.head.i != head.i:
        head = head.head
        if head.dep_ in _COMPLEMENTS | _OBJECTS and _is_negated(head, end):
            return True
    if head.head.i == head.i:
        return False
    is_open = any(t.lower_ in _OPEN for t in head.children if t.dep_ == "det")
    is_said = head.dep_ in _COMPLEMENTS or (head.dep_ in _OBJECTS and is_open)
    return is_said and _is_negated(head.head, end)


def _is_negated(token: Token, end: int) -> bool:
    """Return whether a denying word before the token `end` belongs to `token`."""
    return any(
        t.i < end and t.lower_ in _DENYING and t.dep_ in {"neg", "det", "advmod", "preconj"}
        for t in token.children
    )


def _is_far_from(head: Token) -> bool:
    """Return whether "far from" stands right before the words that `head` heads."""
    first = min((t.i for t in head.subtree), default=head.i)
    doc = head.doc
    before = [doc[i].lower_ for i in range(max(0, first - 2), first)]
    own = [t.lower_ for t in doc[first : first + 2]]
    return before == ["far", "from"] or own == ["far", "from"]
