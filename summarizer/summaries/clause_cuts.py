"""What can go where only the heart of a sentence is wanted: the rest is true without it.

"In May A, and B" says A, and so do "A, after B" and "A to avoid B". A summary of one article
wants all of it; where only A is what several articles say, the rest can go.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.meaning.sources import is_speech
from summarizer.meaning.status import is_refusal
from summarizer.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# Clauses with these only say when or why.
_BACKGROUND = frozenset({"after", "as", "because", "since", "while", "days", "hours", "weeks"})
_LEADING = frozenset({"prep", "npadvmod", "advcl"})
# Openers that bound what follows, or say whose word it is.
_BOUNDING = frozenset({"according", "if", "unless", "without", "despite", "under", "per", "like"})
_SOURCES = frozenset(
    """poll polls survey surveys study report reports statement interview tweet tweets letter ruling
    view opinion eyes words""".split()
)
_APART = frozenset({",", "—", "–"})
_FEWEST_BEFORE = 5  # words that must be left


def clause_cuts(doc: Doc, sentence: range) -> Iterator[Span]:
    """Yield the range of each stretch that can go, without the final stop.

    Args:
        doc: the parse.
        sentence: the indices of its tokens.
    """
    tokens = [doc[i] for i in sentence]
    while tokens and tokens[-1].is_punct:
        tokens.pop()
    if not tokens:
        return
    last = tokens[-1]
    for token in tokens:
        if (opening := _opening(token, sentence.start)) is not None:
            yield opening
        first = _first(token) if token.right_edge.i >= last.i else None
        if first is not None and first - sentence.start >= _FEWEST_BEFORE:
            before = doc[first - 1]
            yield Span(before.idx + len(before), last.idx + len(last))


def _opening(token: Token, start: int) -> Span | None:
    """Return the range of an adjunct that opens a sentence, with the comma after it."""
    left, right = token.left_edge, token.right_edge
    if token.dep_ not in _LEADING or left.i != start or left.lower_ in _BOUNDING:
        return None
    if any(t.lower_ in _SOURCES for t in token.subtree):
        return None
    if right.i + 2 >= len(token.doc) or not _is_told(token.head):
        return None
    comma, after = right.nbor(), right.nbor(2)
    subject = next((t for t in token.head.children if t.dep_ in _SUBJECTS), None)
    is_next = subject is not None and subject.left_edge.i == after.i
    return Span(left.idx, after.idx) if comma.text == "," and is_next else None


def _first(token: Token) -> int | None:
    """Return where a stretch at the end begins, with its comma and conjunction; else `None`."""
    left = token.left_edge
    if token.dep_ == "conj":
        return _listed(token) if _is_told(token) and _is_told(token.head) else None
    if token.head.i >= left.i or left.i == 0:
        return None
    if token.dep_ == "advcl" and _is_told(token.head):
        before = left.nbor(-1)
        if before.text in _APART and left.lower_ in _BACKGROUND and _is_told(token):
            return before.i
        # Who builds a wall "to avoid" another thing has built it; who asks "to go" asks no more.
        has_object = any(t.dep_ == "dobj" and t.i < left.i for t in token.head.children)
        is_purpose = token.tag_ == "VB" and left.tag_ == "TO" and token.head.dep_ == "ROOT"
        governs = is_speech(token.head) or is_refusal(token.head.lemma_.lower())
        return left.i if is_purpose and has_object and not governs else None
    if token.dep_ == "relcl" and left.lower_ in {"that", "which"}:
        is_open = any(t.lower_ in {"a", "an"} for t in token.head.children)
        is_open = is_open and token.head.dep_ in {"dobj", "attr"} and _is_told(token.head.head)
        return left.i if is_open and left.nbor(-1).i == token.head.i else None
    return None


def _listed(token: Token) -> int | None:
    """Return where "and" and the clause of `token` begin."""
    link = next((t for t in token.head.children if t.dep_ == "cc" and t.i < token.i), None)
    if link is None or link.lower_ != "and" or link.i + 1 != token.left_edge.i:
        return None
    return link.i - 1 if link.nbor(-1).text == "," else link.i


def _is_told(verb: Token) -> bool:
    """Return whether a verb is told as a fact: finite, and not denied."""
    helping = [t for t in verb.children if t.dep_ in {"aux", "auxpass"}]
    if any(t.dep_ == "neg" for t in verb.children) or any(t.tag_ == "MD" for t in helping):
        return False
    return verb.tag_ in _FINITE or any(t.tag_ in _FINITE for t in helping)
