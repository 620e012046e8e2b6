"""How an article shows each actor: sentiment, role, agency, voice, prominence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from summarizer.phrases import PROSE
from summarizer.quotations import quoted_stretches
from summarizer.stages import require
from summarizer.stages.agency import agency_of, clauses
from summarizer.stages.called import called
from summarizer.stages.called import places as places_of
from summarizer.types import (
    Actor,
    Analysis,
    Mention,
    Portrayal,
    Quote,
    Role,
    RoleName,
    Sentence,
    Sentiment,
    SentimentName,
    Span,
)

if TYPE_CHECKING:
    from summarizer.neural.judges import RoleJudge, SentimentJudge

_N_EVIDENCE = 3
_WORD = re.compile(r"\S+")
_NAMES: tuple[SentimentName, SentimentName, SentimentName] = ("negative", "neutral", "positive")

Scores = tuple[float, float, float]


@dataclass(frozen=True)
class Portrayals:
    """Add a portrayal of each actor, with the sentences that show it most."""

    sentiment: SentimentJudge
    role: RoleJudge
    needs: ClassVar[frozenset[str]] = frozenset(
        {"sentences", "parse", "encoding", "actors", "quotes"}
    )
    adds: ClassVar[frozenset[str]] = frozenset({"portrayals"})

    def __call__(self, batch: Sequence[Analysis]) -> list[Analysis]:
        """Return the batch with the layer `portrayals`, aligned with `actors`."""
        return [replace(a, portrayals=self._portrayals(a)) for a in batch]

    def _portrayals(self, analysis: Analysis) -> tuple[Portrayal, ...]:
        actors = require(analysis.actors, "actors")
        encoding = require(analysis.encoding, "encoding")
        doc = require(analysis.parse, "parse")
        places = [p for a in actors for p in _places(a, require(analysis.sentences, "sentences"))]
        mentions = [m.span for m, _ in places]
        around = [s.span for _, s in places]
        feelings = self.sentiment.score(encoding, mentions, around)
        roles = self.role.score(encoding, mentions, around)
        quotes = require(analysis.quotes, "quotes")
        sentences = require(analysis.sentences, "sentences")
        shares = voice_shares(quotes, analysis.article.text)
        direct = direct_shares(quotes, analysis.article.text)
        prominence = prominences(actors, len(analysis.article.text))
        known = clauses(doc)
        found = []
        for actor in actors:
            own = [i for i, (m, _) in enumerate(places) if m.actor == actor.id]
            found.append(
                Portrayal(
                    actor.id,
                    sentiment_of([feelings[i] for i in own]),
                    role_of([roles[i] for i in own], self.role.names),
                    agency_of(doc, actor, known),
                    shares.get(actor.id, 0.0),
                    prominence[actor.id],
                    _evidence([(around[i], feelings[i]) for i in own], actor),
                    direct.get(actor.id, 0.0),
                    places_of(actor, sentences),
                    called(actor, doc, quotes, sentences),
                )
            )
        return tuple(found)


def sentiment_of(scores: Sequence[Scores]) -> Sentiment:
    """Return the mean of the mentions' sentiments; neutral for none."""
    if not scores:
        return Sentiment("neutral", 1.0, 0.0, 1.0, 0.0)
    mean = [sum(s[i] for s in scores) / len(scores) for i in range(3)]
    best = max(range(3), key=lambda i: mean[i])
    return Sentiment(_NAMES[best], mean[best], mean[0], mean[1], mean[2])


def role_of(scores: Sequence[Sequence[float]], names: Sequence[RoleName]) -> Role:
    """Return the role with the highest mean probability; "none" for no mention."""
    if not scores:
        return Role("none", 1.0)
    mean = [sum(s[i] for s in scores) / len(scores) for i in range(len(names))]
    best = max(range(len(names)), key=lambda i: mean[i])
    return Role(names[best], mean[best])


def voice_shares(quotes: Sequence[Quote], text: str) -> dict[str, float]:
    """Return for each actor its share of all words attributed to anyone."""
    words: dict[str | None, int] = {}
    for quote in quotes:
        n = sum(len(piece.of(text).split()) for piece in quote.content)
        words[quote.speaker] = words.get(quote.speaker, 0) + n
    total = sum(words.values())
    return {actor: n / total for actor, n in words.items() if actor is not None and total}


def direct_shares(quotes: Sequence[Quote], text: str) -> dict[str, float]:
    """Return the part of each actor's share of the attributed words that has quotation marks."""
    marks = quoted_stretches(text)
    words: Counter[str] = Counter()
    total = 0
    for quote in quotes:
        for piece in quote.content:
            tokens = [m.start() + piece.start for m in _WORD.finditer(piece.of(text))]
            total += len(tokens)
            if quote.speaker is not None:
                words[quote.speaker] += sum(_is_inside(at, marks) for at in tokens)
    return {actor: n / total for actor, n in words.items() if total}


def _is_inside(position: int, marks: Sequence[Span]) -> bool:
    at = bisect_right(marks, position, key=lambda s: s.start) - 1
    return at >= 0 and position < marks[at].end


def prominences(actors: Sequence[Actor], length: int) -> dict[str, float]:
    """Return for each actor its share of all mentions; one at the top counts double."""
    weight = {
        a.id: sum(1 - 0.5 * m.span.start / max(length, 1) for m in a.mentions) for a in actors
    }
    total = sum(weight.values())
    return {name: w / total if total else 0.0 for name, w in weight.items()}


def _places(actor: Actor, sentences: Sequence[Sentence]) -> list[tuple[Mention, Sentence]]:
    """Return the actor's mentions in prose, each with its sentence; one mention a sentence."""
    starts = [s.span.start for s in sentences]
    found: dict[Span, tuple[Mention, Sentence]] = {}
    for mention in actor.mentions:
        at = bisect_right(starts, mention.span.start) - 1
        if at >= 0 and sentences[at].kind in PROSE:
            found.setdefault(sentences[at].span, (mention, sentences[at]))
    return list(found.values())


def _evidence(scored: Sequence[tuple[Span, Scores]], actor: Actor) -> tuple[Span, ...]:
    """Return the sentences in which the actor is least neutral, in text order."""
    if not scored:
        return (actor.mentions[0].span,)
    strongest = sorted(scored, key=lambda item: (item[1][1], item[0]))[:_N_EVIDENCE]
    return tuple(sorted(span for span, _ in strongest))
