"""Clauses that tell of what lies ahead: what is to be, has to be, or is expected to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.meaning.said import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

_FORETELL = frozenset({"expect", "predict", "forecast", "bound"})
_WHEN = frozenset({"when", "once", "until", "before", "after"})


def is_to_be(head: Token) -> bool:
    """Return whether something "is to be" done."""
    head = _first_of_list(head)
    has_to = any(t.tag_ == "TO" for t in head.children)
    return has_to and head.dep_ == "xcomp" and head.head.pos_ == "AUX" and lemma(head.head) == "be"


def _first_of_list(head: Token) -> Token:
    """Return the infinitive that a bare one is listed with ("to land and return")."""
    while head.dep_ == "conj" and head.tag_ == "VB":
        head = head.head
    return head


def has_to(head: Token) -> bool:
    """Return whether somebody "has to" or "has still to" do something."""
    head = _first_of_list(head)
    has_to = any(t.tag_ == "TO" for t in head.children)
    return has_to and head.dep_ == "xcomp" and lemma(head.head) == "have"


def is_foretold(head: Token) -> bool:
    """Return whether something is only expected to happen."""
    head = _first_of_list(head)
    has_to = any(t.tag_ == "TO" for t in head.children)
    return has_to and head.dep_ in {"xcomp", "ccomp"} and lemma(head.head) in _FORETELL


def is_in_time(head: Token) -> bool:
    """Return whether the present tense only names a time that may lie ahead ("when it opens")."""
    opens = {t.lower_ for t in head.children if t.dep_ in {"mark", "advmod"}}
    return head.dep_ in {"advcl", "relcl"} and head.tag_ in {"VBZ", "VBP"} and bool(opens & _WHEN)


def is_to_do(head: Token) -> bool:
    """Return whether somebody "has" or "gets" time, orders or a chance to do something."""
    head = _first_of_list(head)
    is_infinitive = head.dep_ in {"relcl", "acl"} and any(t.tag_ == "TO" for t in head.children)
    return is_infinitive and lemma(head.head.head) in {"have", "get", "give"}


def is_yet_to_come(head: Token) -> bool:
    """Return whether a gerund only says what comes first ("before deciding")."""
    return head.dep_ == "pcomp" and head.head.lower_ == "before"
