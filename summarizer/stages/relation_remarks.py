"""Blame and praise in what an actor is quoted as saying of another, with no verb that says so."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.meaning.status import statement_of
from summarizer.relations import Relation, RelationKind
from summarizer.stages import require
from summarizer.stages.agency import roles_of, sides_of
from summarizer.stages.relation_standing import is_question
from summarizer.types import Analysis, Mention, Quote, Sentence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from summarizer.neural.judges import SentimentJudge

# How sure the sentiment toward somebody has to be for a remark to blame or praise them.
_SURE = 0.85


@dataclass(frozen=True, slots=True, eq=False)
class _Remark:
    """A verb in a direct quote, and the mention of another actor who does what it says."""

    quote: Quote
    verb: Token
    mention: Mention
    sentence: Sentence


def remarks_in(analysis: Analysis, sentiment: SentimentJudge) -> tuple[Relation, ...]:
    """Return blame and praise of whoever is the doer in a direct quote of somebody else.

    The sentiment toward the doer has to be sure, and the clause told as a fact: in reported
    speech and for whom something is done to, sentiment says too little of the speaker.
    """
    said = list(_remarks(analysis))
    scores = sentiment.score(
        require(analysis.encoding, "encoding"),
        [one.mention.span for one in said],
        [one.sentence.span for one in said],
    )
    found = set()
    for one, (negative, _, positive) in zip(said, scores, strict=True):
        if max(negative, positive) >= _SURE and one.quote.speaker is not None:
            kind: RelationKind = "blames" if negative > positive else "praises"
            found.add(_relation(one, kind, one.quote.speaker, analysis))
    return tuple(found)


def _relation(said: _Remark, kind: RelationKind, speaker: str, analysis: Analysis) -> Relation:
    sentences = analysis.sentences or ()
    places = {said.sentence.span, *(s.span for s in sentences if _names_source(said.quote, s))}
    cue = Span(said.verb.idx, said.verb.idx + len(said.verb.text))
    return Relation(
        kind, speaker, said.mention.actor, cue, tuple(sorted(places)), "asserted", "quoted", speaker
    )


def _names_source(quote: Quote, sentence: Sentence) -> bool:
    return quote.source is not None and sentence.span.contains(quote.source)


def _remarks(analysis: Analysis) -> Iterator[_Remark]:
    doc = require(analysis.parse, "parse")
    mentions = _heads(analysis, doc)
    for quote in analysis.quotes or ():
        if quote.kind != "direct" or quote.speaker is None:
            continue
        for verb in (t for piece in quote.content for t in _verbs(piece, doc)):
            for doer in sides_of(verb)[0]:
                mention = mentions.get(Span(doer.idx, doer.idx + len(doer.text)))
                sentence = None if mention is None else _sentence(analysis, mention.span)
                if mention is None or sentence is None or mention.actor == quote.speaker:
                    continue
                yield _Remark(quote, verb, mention, sentence)


def _verbs(piece: Span, doc: Doc) -> Iterator[Token]:
    """Yield verbs of `piece` that are told as done."""
    words = doc.char_span(piece.start, piece.end, alignment_mode="contract")
    for token in words or ():
        if token.pos_ == "VERB" and not is_question(token):
            told = statement_of(token)
            if told.is_plain and not told.denied:
                yield token


def _heads(analysis: Analysis, doc: Doc) -> dict[Span, Mention]:
    """Return the mention behind each head word that can fill a role."""
    mentions = [m for actor in analysis.actors or () for m in actor.mentions]
    return {head: m for m in mentions for head in roles_of(doc, m.span)[:1]}


def _sentence(analysis: Analysis, span: Span) -> Sentence | None:
    sentences: Sequence[Sentence] = analysis.sentences or ()
    at = bisect_right([s.span.start for s in sentences], span.start) - 1
    return sentences[at] if at >= 0 and sentences[at].kind == "body" else None
