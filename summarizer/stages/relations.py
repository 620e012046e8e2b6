"""How actors stand to each other: who acts on, blames, praises, supports or opposes whom.

Two things show it. One is a clause of which one actor is the doer and another the one it is
done to; the verb says what it is. The other is what one actor is quoted as saying of another.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, ClassVar, get_args

from summarizer.meaning.status import statement_of
from summarizer.stages import require
from summarizer.stages.agency import Clause, clauses, roles_of
from summarizer.stages.voice import is_clause, voice_of
from summarizer.types import Actor, Analysis, Mention, Quote, Relation, RelationName, Sentence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from summarizer.neural.judges import SentimentJudge

_PROSE = frozenset({"body", "headline"})
# How sure a sentiment toward somebody has to be for a quoted remark to count as blame or praise.
_SURE = 0.75
# Reported speech below this score is too often no speech.
_SPOKEN = 0.6


@dataclass(frozen=True)
class Relations:
    """Add what the article says of how its actors stand to each other."""

    sentiment: SentimentJudge
    needs: ClassVar[frozenset[str]] = frozenset(
        {"sentences", "parse", "encoding", "actors", "quotes"}
    )
    adds: ClassVar[frozenset[str]] = frozenset({"relations"})

    def __call__(self, batch: Sequence[Analysis]) -> list[Analysis]:
        """Return the batch with the layer `relations`, in text order."""
        return [replace(a, relations=self._relations(a)) for a in batch]

    def _relations(self, analysis: Analysis) -> tuple[Relation, ...]:
        done = relations_in(
            require(analysis.parse, "parse"),
            require(analysis.actors, "actors"),
            require(analysis.quotes, "quotes"),
            analysis,
        )
        return tuple(sorted({*done, *self._said(analysis)}, key=_order))

    def _said(self, analysis: Analysis) -> list[Relation]:
        """Return blame and praise in what one actor is quoted as saying of another."""
        said = list(_remarks(analysis))
        encoding = require(analysis.encoding, "encoding")
        spans, around = [m.span for m, _, _ in said], [s.span for _, _, s in said]
        scores = self.sentiment.score(encoding, spans, around)
        found = []
        for (mention, quote, _), (negative, _, positive) in zip(said, scores, strict=True):
            kind: RelationName = "blames" if negative > positive else "praises"
            if max(negative, positive) >= _SURE and quote.speaker is not None:
                found.append(
                    Relation(
                        kind, quote.speaker, mention.actor, mention.span, "quoted", quote.speaker
                    )
                )
        return found


def relations_in(
    doc: Doc, actors: Sequence[Actor], quotes: Sequence[Quote], analysis: Analysis
) -> list[Relation]:
    """Return what clauses of the headline and the body say one actor does to another."""
    known = _heads(doc, actors)
    spans = [s.span for s in analysis.sentences or () if s.kind in _PROSE]
    text = analysis.article.text
    found = []
    for clause in clauses(doc):
        if clause.negated or not any(span.contains(clause.verb) for span in spans):
            continue
        kind, targets = _aim(clause, doc)
        if kind is None or not _is_told_as_done(clause, doc):
            continue
        voice, speaker = voice_of(clause.verb, quotes, doc, text)
        pairs = {
            (a, b)
            for agent in clause.agents
            for target in targets
            for a in known.get(agent, ())
            for b in known.get(target, ())
            if a != b
        }
        found += [Relation(kind, a, b, clause.verb, voice, speaker) for a, b in sorted(pairs)]
    return found


def _is_told_as_done(clause: Clause, doc: Doc) -> bool:
    """Return whether a clause tells what is or was so, not what may be, is planned or alleged."""
    words = doc.char_span(clause.verb.start, clause.verb.end, alignment_mode="expand")
    if words is None:
        return False
    status = statement_of(words.root)
    return status.is_plain and not status.denied


def _order(relation: Relation) -> tuple[Span, str, str, str]:
    return relation.span, relation.source, relation.target, relation.kind


def _heads(doc: Doc, actors: Sequence[Actor]) -> dict[Span, tuple[str, ...]]:
    """Return which actors fill a role through each head word: those that it names itself."""
    own: dict[Span, set[str]] = {}
    other: dict[Span, set[str]] = {}
    for actor in actors:
        for mention in actor.mentions:
            first, *above = roles_of(doc, mention.span) or (mention.span,)
            own.setdefault(first, set()).add(actor.id)
            for span in above:
                other.setdefault(span, set()).add(actor.id)
    return {span: tuple(sorted(own.get(span) or other[span])) for span in {*own, *other}}


@dataclass(frozen=True, slots=True)
class _Verbs:
    """The kind of each verb, and of each verb with a preposition; `none` shows nothing."""

    alone: Mapping[str, RelationName]
    joined: Mapping[tuple[str, str], RelationName]
    none: frozenset[str]


@cache
def _verbs() -> _Verbs:
    raw = tomllib.loads(files("summarizer.stages").joinpath("relations.toml").read_text("utf-8"))
    names = get_args(RelationName)
    alone = {word: name for name in names for word in str(raw.get(name, "")).split()}
    joined = {}
    for name, phrases in raw["with_preposition"].items():
        for phrase in phrases:
            verb, *_, preposition = phrase.split()
            joined[verb, preposition] = name
    return _Verbs(alone, joined, frozenset(raw["none"].split()))


def _aim(clause: Clause, doc: Doc) -> tuple[RelationName | None, tuple[Span, ...]]:
    """Return how the doer of a clause stands to whom, or `None` where it shows nothing."""
    verbs = _verbs()
    words = doc.char_span(clause.verb.start, clause.verb.end, alignment_mode="expand")
    for target, preposition in _after(words.root) if words is not None else ():
        if (kind := verbs.joined.get((clause.lemma, preposition))) is not None:
            return kind, (target,)
    if clause.lemma in verbs.none:
        return None, ()
    return verbs.alone.get(clause.lemma, "acts_on"), clause.patients


def _after(verb: Token) -> Iterator[tuple[Span, str]]:
    """Yield the nouns that hang on `verb` by a preposition, with it."""
    for child in verb.children:
        if child.dep_ == "prep":
            for token in child.children:
                if token.dep_ == "pobj":
                    yield Span(token.idx, token.idx + len(token.text)), child.lower_


def _remarks(analysis: Analysis) -> Iterator[tuple[Mention, Quote, Sentence]]:
    """Yield mentions of an actor in what another one is quoted as saying, with the sentence."""
    sentences = analysis.sentences or ()
    starts = [s.span.start for s in sentences]
    mentions = sorted(
        (m for a in analysis.actors or () for m in a.mentions), key=lambda m: (m.span, m.actor)
    )
    for quote in analysis.quotes or ():
        if quote.speaker is None:
            continue
        for mention in mentions:
            if mention.actor == quote.speaker:
                continue
            if any(piece.contains(mention.span) for piece in _spoken(quote, analysis.parse)):
                at = bisect_right(starts, mention.span.start) - 1
                if at >= 0 and sentences[at].kind in _PROSE:
                    yield mention, quote, sentences[at]


def _spoken(quote: Quote, doc: Doc | None) -> tuple[Span, ...]:
    """Return the pieces that are quoted words, or surely reported in a clause."""
    if quote.kind != "indirect":
        return quote.content
    if doc is None or quote.score < _SPOKEN:
        return ()
    return tuple(piece for piece in quote.content if is_clause(piece, doc))
