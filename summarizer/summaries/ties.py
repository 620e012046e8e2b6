"""What ties each sentence to each actor: it speaks, acts, is acted on, spoken of, or named."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Literal

from summarizer.guard import Source
from summarizer.summaries.voices import Voices, hear
from summarizer.types import Sentence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Tie = Literal["says", "does", "done_to", "spoken_of", "named"]

WEIGHTS: dict[Tie, float] = {
    "says": 1.0,
    "does": 0.9,
    "done_to": 0.85,
    "spoken_of": 0.5,
    "named": 0.2,
}
# What a sentence gains for each further relation.
_ALSO = 0.1
# Words inside a name or a list take the part that their head plays.
_PASSED_UP = frozenset({"appos", "compound", "conj", "flat", "nmod"})
_SUBJECT = frozenset({"nsubj", "csubj"})
_OBJECT = frozenset({"nsubjpass", "dobj", "obj", "iobj", "dative"})
_DONE_TO = frozenset({"against"})

Ties = dict[int, dict[str, frozenset[Tie]]]


def find_ties(source: Source, voices: Voices | None = None) -> Ties:
    """Return, by sentence index and actor id, how body sentences concern actors.

    A sentence concerns an actor only if it mentions it (pronouns count) or holds its words,
    or those of who speaks for it. Without a parse a mention counts as "named".

    Args:
        source: an article with sentences and actors.
        voices: `hear(source)`, if the caller has it already.
    """
    voices = voices or hear(source)
    analysis = source.analysis
    sentences = analysis.sentences or ()
    found: dict[int, dict[str, set[Tie]]] = defaultdict(lambda: defaultdict(set))
    mentions = [(m.span, a.id) for a in analysis.actors or () for m in a.mentions]
    for span, actor in {*mentions, *source.pronouns}:
        at = _sentence_at(span.start, sentences)
        if at is not None and sentences[at].span.contains(span):
            found[at][actor].add(tie_of(analysis.parse, span))
    voiced = [(q.span, who) for q, who in zip(source.quotations, source.speakers, strict=True)]
    voiced += [(piece, q.speaker) for q in analysis.quotes or () for piece in q.content]
    for span, who in voiced:
        for at in _sentences_over(span, sentences) if who is not None else ():
            for speaker in {who, voices.speaks_for.get(who or "")} - {None}:
                found[at][speaker or ""].add("says")
    return {
        at: {actor: _told(voices, actor, at, kinds) for actor, kinds in sorted(by_actor.items())}
        for at, by_actor in sorted(found.items())
        if sentences[at].kind == "body"
    }


def _told(voices: Voices, actor: str, at: int, kinds: set[Tie]) -> frozenset[Tie]:
    """Return the ties; an actor says only what is heard to be its own words."""
    voice = voices.of(actor, at).voice
    if voice == "own":
        return frozenset(kinds)
    told = kinds - {"says"} or {"named"}
    return frozenset({*told, "spoken_of"} if voice == "other" else told)


def _sentence_at(position: int, sentences: tuple[Sentence, ...]) -> int | None:
    at = bisect_right(sentences, position, key=lambda s: s.span.start) - 1
    return at if at >= 0 else None


def _sentences_over(span: Span, sentences: tuple[Sentence, ...]) -> list[int]:
    first = _sentence_at(span.start, sentences) or 0
    found = []
    for at in range(first, len(sentences)):
        if sentences[at].span.start >= span.end:
            break
        if sentences[at].span.overlaps(span):
            found.append(at)
    return found


def tie_of(parse: Doc | None, span: Span) -> Tie:
    """Return the part that the words at `span` play in their clause."""
    found = parse.char_span(span.start, span.end, alignment_mode="expand") if parse else None
    if found is None or not len(found):
        return "named"
    token: Token = found.root
    while token.dep_ in _PASSED_UP and token.head.i != token.i:
        token = token.head
    if token.dep_ in _SUBJECT:
        return "does"
    if token.dep_ in _OBJECT:
        return "done_to"
    if token.dep_ == "pobj" and token.head.dep_ == "agent":
        return "does"
    if token.dep_ == "pobj" and token.head.lower_ in _DONE_TO:
        return "done_to"
    return "named"


def weigh(kinds: frozenset[Tie]) -> float:
    """Return how much a sentence with these ties is about the actor, in 0–1."""
    if not kinds:
        return 0.0
    if "spoken_of" in kinds:  # what others say it does is not what it does
        return WEIGHTS["spoken_of"] + _ALSO * bool(kinds & {"does", "done_to"})
    extra = _ALSO * (len(kinds - {"named"}) - 1)
    return min(1.0, max(WEIGHTS[kind] for kind in kinds) + max(0.0, extra))
