"""Which noun a figure counts or describes in a parse, and what is said to happen to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.comparison import FigureKind
from summarizer.story.figure_words import CASUALTY, TOLLS

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_COMPLEMENTS = frozenset("attr npadvmod dobj pobj acomp oprd dep advmod nmod".split())


@dataclass(frozen=True, slots=True)
class Measured:
    """The noun that a figure is of and the word for what happens to it; either may be missing.

    `is_size` tells that the number is part of a compound ("a 338-seat parliament").
    """

    noun: Token | None = None
    predicate: Token | None = None
    is_size: bool = False


def measured(core: Tokens, kind: FigureKind) -> Measured:
    """Return what the number in the tokens `core` measures, from their place in the parse."""
    found = _of_toll(core, kind) or _of_whole(core) or _of_head(core)
    if found is None:
        found = _alone(core) if kind == "count" else _of_verb(core)
    return _with_casualty(core, found)


def _of_toll(core: Tokens, kind: FigureKind) -> Measured | None:
    """Read "the number of strikers at 2,100", "the death toll rose to 14"."""
    root = core.root
    if kind != "count" or root.dep_ not in ("pobj", "attr", "dobj", "npadvmod"):
        return None
    holder = root.head.head if root.dep_ == "pobj" else root.head
    near = [holder, *holder.children] if holder.pos_ in _VERBAL else [holder]
    for token in near:
        if token.lemma_.lower() in TOLLS and token.i < core.start:
            deaths = [c for c in token.lefts if c.lemma_.lower() in CASUALTY]
            if deaths:
                return Measured(None, deaths[0])
            whole = next(_objects(token, ("of",)), None)
            return Measured(whole, _described(whole)) if whole is not None else Measured()
    return None


def _of_whole(core: Tokens) -> Measured | None:
    """Read "dozens of people", "11 percent of voters", "$30 million in aid"."""
    for token in core:
        for whole in _objects(token, ("of", "in", "for"), after=core.end):
            if whole.pos_ in _NOMINAL:
                described = _described(whole)
                return Measured(whole, described if described is not None else governor(core.root))
    return None


def _objects(token: Token, words: tuple[str, ...], after: int | None = None) -> Iterator[Token]:
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in words and (after is None or prep.i == after):
            yield from (child for child in prep.children if child.dep_ == "pobj")


def _of_head(core: Tokens) -> Measured | None:
    """Read "12 people", "a $30 million fund", "a raise of 11 percent"."""
    root = core.root
    if root.dep_ in ("nummod", "compound", "nmod", "amod", "quantmod") and root.head not in core:
        noun = root.head
    elif root.dep_ == "pobj" and root.head.lower_ == "of" and root.head.head.pos_ in _NOMINAL:
        noun = root.head.head
    else:
        return None
    doc = core.doc
    is_size = core.end < len(doc) and doc[core.end].text in "-–—" and noun.i > core.end
    if noun.dep_ in ("compound", "nmod", "npadvmod", "amod") and is_size:
        noun = noun.head
    described = _described(noun)
    return Measured(noun, described if described is not None else governor(noun), is_size)


def _alone(core: Tokens) -> Measured:
    """Read "40 were injured" and "wounding about a dozen"."""
    verb = core.root.head
    if core.root.dep_ == "dobj" and verb.lemma_.lower() in CASUALTY:
        return Measured(None, verb)
    if core.root.dep_ in ("nsubj", "nsubjpass", "conj"):
        return Measured(None, governor(core.root))
    return Measured()


def _of_verb(core: Tokens) -> Measured:
    """Read "shares fell 31 percent", "turnout was 78 percent", "the firm paid $5 million"."""
    verb = governor(core.root)
    if verb is None or core.root.dep_ not in _COMPLEMENTS:
        return Measured(None, verb)
    return Measured(subject(verb), verb)


def governor(token: Token) -> Token | None:
    """Return the verb, or the predicate of "to be", that a noun phrase stands under."""
    at = token
    for _ in range(4):
        if at.head is at or at.head == at:
            return at if at.pos_ in _VERBAL and at != token else None
        at = at.head
        if at.pos_ in _VERBAL:
            complements = [c for c in at.children if c.dep_ in ("acomp", "oprd") and c != token]
            return complements[0] if complements else at
    return None


def subject(verb: Token) -> Token | None:
    """Return the subject of a verb, or of the one that it is joined to."""
    at = verb if verb.pos_ in _VERBAL else verb.head
    for _ in range(3):
        for child in at.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                return child
        if at.dep_ not in ("conj", "xcomp", "advcl"):
            return None
        at = at.head
    return None


def _described(noun: Token | None) -> Token | None:
    """Return the participle or clause that says what happened to a noun, or "dead" before it."""
    if noun is None:
        return None
    for child in noun.children:
        if child.lemma_.lower() in CASUALTY and child.dep_ in ("amod", "acl", "relcl"):
            return child
    for child in noun.children:
        if child.dep_ in ("acl", "relcl") and child.pos_ == "VERB" and child.i > noun.i:
            return child
    return None


def _with_casualty(core: Tokens, found: Measured) -> Measured:
    """Return `found` with "14 deaths" and "14 dead" read as what happened to people."""
    noun = found.noun
    if noun is not None and noun.lemma_.lower() in CASUALTY and not found.is_size:
        return Measured(None, noun)
    after = core.doc[core.end] if core.end < core.sent.end else None
    if noun is None and after is not None and after.lemma_.lower() in CASUALTY:
        return Measured(None, after)
    return found
