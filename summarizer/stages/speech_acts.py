"""What somebody does in saying something: claim, deny, accuse, promise, or only say it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, get_args

from summarizer.meaning.said import lemma
from summarizer.relations import SpeechAct
from summarizer.types import Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CALLING = frozenset({"for", "on", "upon"})
_LINKS = frozenset({"of", "against"})
_DENYING = frozenset({"not", "n't", "never", "no"})
_REFUSING = frozenset({"decline", "refuse"})
# "has not said when": an open question, no statement.
_OPENING = frozenset("what when whether who how why where which if".split())


@cache
def acts() -> Mapping[str, SpeechAct]:
    """Return the act of each lemma that names one."""
    raw = tomllib.loads(files("summarizer.stages").joinpath("speech_acts.toml").read_text("utf-8"))
    return {word: act for act in get_args(SpeechAct) for word in str(raw.get(act, "")).split()}


def with_acts(quotes: Sequence[Quote], doc: Doc) -> tuple[Quote, ...]:
    """Return the quotes with what their source does in saying it, by the cue."""
    return tuple(replace(quote, act=act_of(quote, doc)) for quote in quotes)


def act_of(quote: Quote, doc: Doc) -> SpeechAct | None:
    """Return the act that the cue of `quote` names; `None` without a cue.

    A cue that names none, or is negated, only says. Of a cue of several words the first that
    names an act decides, so "denied claims" denies. Who "declined to say" or "has not said
    when" refuses, or at least does not say it.
    """
    if quote.cue is None:
        return None
    words = doc.char_span(quote.cue.start, quote.cue.end, alignment_mode="expand")
    tokens = list(words or ())
    if len(tokens) == 1 and tokens[0].lower_ in _LINKS:
        # "accused Roe of", "warned Roe against": the parser may take either for the head.
        tokens = [tokens[0].head, tokens[0].head.head]
    tokens = [t.head if t.dep_ == "aux" else t for t in tokens]
    if any(_is_refused(t) for t in tokens) or _is_open(quote, tokens, doc):
        return "refuses"
    for token in tokens:
        if (act := act_of_word(token)) is not None:
            is_negated = any(t.lower_ in _DENYING for t in token.children)
            return "says" if is_negated else act
    return "says"


def _is_refused(verb: Token) -> bool:
    if verb.pos_ != "VERB":
        return False
    return verb.lemma_ in _REFUSING or (verb.dep_ == "xcomp" and verb.head.lemma_ in _REFUSING)


def _is_open(quote: Quote, cue: Sequence[Token], doc: Doc) -> bool:
    """Return whether the cue is denied and what follows is a question: "did not say who"."""
    start = quote.content[0].start
    first = doc.char_span(start, start + 1, alignment_mode="expand")
    is_question = first is not None and first[0].lower_ in _OPENING
    return is_question and any(c.dep_ == "neg" for t in cue for c in t.children)


def act_of_word(word: Token) -> SpeechAct | None:
    """Return the act that a verb, with its particle, or a noun names, or `None`."""
    if word.pos_ not in {"VERB", "NOUN"} or _only_names(word):
        return None
    particles = (f"{lemma(word)}-{t.lower_}" for t in word.children if t.tag_ == "RP")
    return next((acts()[verb] for verb in particles if verb in acts()), acts().get(lemma(word)))


def _only_names(token: Token) -> bool:
    """Return whether a form of "call" gives a name rather than calls for something."""
    if lemma(token) != "call":
        return False
    return not any(t.lower_ in _CALLING or t.dep_ == "xcomp" for t in token.children)
