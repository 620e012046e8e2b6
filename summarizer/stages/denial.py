"""Whether a text denies what a phrase says: "was not a massacre", "did not raze the village"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DENYING = frozenset({"no", "not", "n't", "never", "hardly", "neither", "nor"})
_NOBODY = frozenset({"nobody", "nothing", "none", "neither", "no-one"})
_DENIES = frozenset({"deny", "dispute", "reject", "refute"})
_SIGNS = frozenset({"evidence", "sign", "trace", "question", "proof", "hint", "indication"})
_FAR = frozenset({("far", "from"), ("anything", "but"), ("short", "of"), ("instead", "of")})
_OPEN = frozenset({"a", "an", "any"})
_COMPLEMENTS = frozenset({"attr", "acomp", "oprd"})
_OBJECTS = frozenset({"dobj", "obj"})


def is_denied(span: Span, doc: Doc) -> bool:
    """Return whether a word before what `span` says, mostly outside of it, denies it.

    That is so if its head is negated ("no bombshell", "did not plunder"), the complement of a
    negated verb ("is not a coward", "far from savage"), or its object without a definite
    article ("did not suffer a defeat"), and where somebody denies the clause, nobody does it
    or there is no sign of it. In "has not condemned the massacre" there was one.
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
    return (
        _is_negated(head, end)
        or _is_far_from(head)
        or _is_part_of_denied(head, end)
        or _is_said_not_to_be(head, end)
    )


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
    before = [t for t in token.children if t.i < end]
    return any(
        (t.lower_ in _DENYING and t.dep_ in {"neg", "det", "advmod", "preconj", "cc"})
        or (t.dep_ in {"nsubj", "nsubjpass"} and _is_nobody(t))
        for t in before
    )


def _is_nobody(subject: Token) -> bool:
    return subject.lower_ in _NOBODY or any(
        t.lower_ == "no" and t.dep_ == "det" for t in subject.children
    )


def _is_said_not_to_be(head: Token, end: int) -> bool:
    """Return whether somebody denies the clause around `head`, or there is no sign of it."""
    token = head
    while token.head.i != token.i:
        above = token.head
        if token.dep_ in {"ccomp", "pcomp"} and above.lemma_ in _DENIES and above.i < end:
            return True
        if token.dep_ == "pobj" and above.lower_ == "of" and above.head.lemma_ in _SIGNS:
            return _is_negated(above.head, end)
        if token.dep_ in {"ROOT", "relcl", "acl", "advcl"}:
            return False
        token = above
    return False


def _is_far_from(head: Token) -> bool:
    """Return whether "far from" or the like stands right before the words that `head` heads."""
    first = min((t.i for t in head.subtree), default=head.i)
    lower = [t.lower_ for t in head.doc[max(0, first - 2) : first + 2]]
    return not _FAR.isdisjoint(pairwise(lower))
