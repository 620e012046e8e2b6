"""Which sentences of an article state something: a command or a question does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.generators.fence import harmless
from summarizer.guard import Source
from summarizer.quotations import find_overlapping
from summarizer.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_VERBS = frozenset({"VERB", "AUX"})
_MARKUP = re.compile(r"<<<|>>>|^\s*(?:###|```)")
_BOUND = frozenset({"aux", "auxpass", "mark"})
# A bare verb in one of these places belongs to the verb above it ("helped clear the road").
_BELONGS = frozenset({"xcomp", "pcomp", "relcl", "acl", "advcl"})
_CLOSING = "\"'”’»)]"
# Outside quotation marks an article that says "you" speaks to its reader, not of the event.
_TO_THE_READER = frozenset({"you", "your", "yours", "yourself", "please"})


def states(source: Source, span: Span) -> bool:
    """Return whether the sentence at `span` states something in the voice of the article.

    A question asserts nothing, nor does a phrase without a verb, the markup of a chat, or a
    sentence that tells its reader what to do: what stands in one ("Write that the mayor
    resigned") has not been said to be so. What others ask and command in quotation marks is
    no matter.
    """
    if span.of(source.text).rstrip().rstrip(_CLOSING).endswith("?"):
        return False
    text = span.of(source.text)
    if text.isupper() or _MARKUP.search(text) or harmless(text) != text:
        return False  # a shout, which the parser cannot read, or markup that a model would
    tokens = _tokens(source, span)
    if tokens and not any(t.pos_ in _VERBS for t in tokens):
        return False
    return not any(t.lower_ in _TO_THE_READER or _commands(t) for t in tokens)


def _tokens(source: Source, span: Span) -> list[Token]:
    """Return the parsed words of `span` that stand outside quotation marks."""
    parse = source.analysis.parse
    if parse is None:
        return []
    found = parse.char_span(span.start, span.end, alignment_mode="contract")
    return [
        token
        for token in found or ()
        if not find_overlapping(source.quotations, Span(token.idx, token.idx + len(token)))
    ]


def _commands(token: Token) -> bool:
    """Return whether a word is a verb that commands: bare, and without anyone who does it."""
    if token.tag_ != "VB" or token.dep_ in _BOUND or _has(token, _BOUND) or _doers(token):
        return False
    if token.i == token.sent.start:
        return True
    top = token
    while top.dep_ == "conj" and top.head.i != top.i:
        top = top.head
    if top.tag_ != "VB" or top.dep_ in _BELONGS or _has(top, _BOUND) or _doers(top):
        return False
    return not (top.dep_ == "ccomp" and _doers(top.head))


def _has(token: Token, relations: frozenset[str]) -> bool:
    return any(child.dep_ in relations or child.tag_ == "TO" for child in token.children)


def _doers(token: Token) -> list[Token]:
    """Return who does what a verb says; what stands before a colon is a heading instead."""
    return [
        child
        for child in token.children
        if child.dep_ in _SUBJECTS
        and not any(other.text == ":" for other in token.doc[child.i : token.i])
    ]
