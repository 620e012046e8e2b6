"""Who says that a relation holds, and whether as a fact, as not so, or as what may be so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.meaning.said import lemma
from summarizer.meaning.status import statement_of
from summarizer.relations import RelationStatus, SpeechAct
from summarizer.stages.actor_lexicon import SPEECH
from summarizer.stages.agency import sides_of
from summarizer.stages.relation_clauses import judging_verb
from summarizer.stages.speech_acts import act_of_word
from summarizer.stages.voice import quoted_in
from summarizer.types import Quote, Span, Voice

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OPEN_ACTS: frozenset[SpeechAct] = frozenset({"promises", "fears", "hopes", "demands", "refuses"})
_TO_HAVE_DONE: frozenset[SpeechAct] = frozenset({"claims", "denies", "admits"})
# What somebody else is to do, or may do, tells nothing of them.
_DIRECTING = frozenset(
    """ask order urge tell call demand request beg advise encourage invite instruct require press
    want let allow enable permit recommend suggest propose need like wait expect""".split()
)
_CONDITIONS = frozenset({"if", "unless", "whether"})
_DENYING = frozenset({"not", "n't", "never", "no"})
_MAX_CLIMB = 6
# Reported speech below this score is too often no speech.
_SPOKEN = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Whether a relation is said to hold, in whose voice; `by` are words for a speaker.

    `speaker` is the actor that the quote has, for want of an actor among these words.
    """

    status: RelationStatus
    voice: Voice = "outlet"
    speaker: str | None = None
    by: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _View:
    """Who says what a word stands in: the words said, what is done in saying it, the cue."""

    inside: tuple[Token, ...]
    act: SpeechAct
    speaker: str | None
    cue: tuple[Token, ...]


def standing_of(
    cue: Token, doers: Sequence[Token], quotes: Sequence[Quote], doc: Doc, *, text: str
) -> Standing | None:
    """Return how the relation that the word `cue` tells stands; `None` if it tells nothing.

    It tells nothing in a question, after "if", where its saying is negated ("did not say that
    …"), and where somebody else only asks for it. `text` is that of `doc`.
    """
    if is_question(cue) or _is_condition(cue) or _is_asked(cue, doers):
        return None
    view, whole = _view(cue, quotes, doc, text), statement_of(cue)
    is_open = whole.possible or whole.planned or whole.future or whole.is_thought
    if view is None:
        is_open |= whole.claimed or whole.conditional
        return Standing("negated" if whole.denied else "hedged" if is_open else "asserted")
    if any(t.lower_ in _DENYING for top in view.cue for t in top.children):
        return None
    own = statement_of(cue, view.inside)
    is_open |= own.claimed or own.conditional or view.act in _OPEN_ACTS
    denied = own.denied ^ (view.act == "denies")
    status: RelationStatus = "negated" if denied else "hedged" if is_open else "asserted"
    by = tuple(t for top in view.cue for t in _sayers(top))
    return Standing(status, "quoted", view.speaker, by)


def is_question(cue: Token) -> bool:
    """Return whether the words that `cue` stands in ask something."""
    return any(t.text == "?" for t in cue.sent if t.i > cue.i)


def _is_condition(cue: Token) -> bool:
    return any(t.dep_ == "mark" and t.lower_ in _CONDITIONS for t in cue.children)


def _is_asked(cue: Token, doers: Sequence[Token]) -> bool:
    """Return whether somebody wants it done by others ("urged Roe to help the miners")."""
    token = cue
    for _ in range(_MAX_CLIMB):
        if token.dep_ not in {"xcomp", "ccomp", "conj", "advcl", "acl"} or token.head.i == token.i:
            return False
        token = token.head
        is_own = not set(doers).isdisjoint(sides_of(token)[0]) if token.pos_ == "VERB" else False
        if lemma(token) in _DIRECTING and not is_own:
            return True
    return False


def _view(cue: Token, quotes: Sequence[Quote], doc: Doc, text: str) -> _View | None:
    """Return the narrowest view that `cue` stands in: a quote's, or that of a verb over it."""
    at = Span(cue.idx, cue.idx + len(cue.text))
    sure = [q for q in quotes if q.kind != "indirect" or q.score >= _SPOKEN]
    quoted = quoted_in(at, sure, doc, text)
    reported = _reported(cue)
    if quoted is not None:
        quote, piece = quoted
        words = _tokens(quote.cue, doc)
        is_nested = reported is not None and piece.contains(_range(reported[0]))
        if _is_own(cue, words):
            return None
        if not is_nested:
            inside = tuple(t for t in _tokens(piece, doc) if t.sent == cue.sent)
            return _View(inside, quote.act or "says", quote.speaker, words)
    if reported is None:
        return None
    verb, top = reported
    return _View(tuple(top.subtree), act_of_word(verb) or "says", None, (verb,))


def _is_own(cue: Token, said: Sequence[Token]) -> bool:
    """Return whether what is told is the source's own doing, as in "threatened to sue Roe".

    The outlet tells that; who denies or admits an act tells of it.
    """
    token = cue
    while token.dep_ in {"xcomp", "conj"} and token not in said and token.head.i != token.i:
        token = token.head
    return token in said and act_of_word(token) not in _TO_HAVE_DONE


def _range(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token.text))


def _tokens(span: Span | None, doc: Doc) -> tuple[Token, ...]:
    words = None if span is None else doc.char_span(span.start, span.end, alignment_mode="expand")
    return () if words is None else tuple(words)


def _reported(cue: Token) -> tuple[Token, Token] | None:
    """Return the nearest word of saying over `cue`, and the head of what it says."""
    token = cue
    for _ in range(_MAX_CLIMB):
        above = token.head
        if above.i == token.i:
            return None
        if token.dep_ == "ccomp" and _says(above):
            return above, token
        if token.dep_ == "xcomp" and act_of_word(above) in _TO_HAVE_DONE:
            return above, token
        if token.dep_ == "pcomp" and (verb := judging_verb(token)) is not None:
            return verb, token
        token = above
    return None


def _says(word: Token) -> bool:
    return lemma(word) in SPEECH or act_of_word(word) is not None


def _sayers(word: Token) -> tuple[Token, ...]:
    """Return the words for whoever says something with the verb or noun `word`."""
    return sides_of(word)[0] if word.pos_ == "VERB" else ()
