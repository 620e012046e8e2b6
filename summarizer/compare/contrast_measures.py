"""What each body sentence adds to each measure by which articles are contrasted.

Every measure is a ratio of two sums over the body sentences of an article, so that one
resampling of sentences serves all of them. Where an actor or a fact *first* comes is no such
sum; its order is measured as the mean place of the sentences that mention it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from summarizer.comparison import Dimension, StoryActor
from summarizer.stages.agency import clauses, roles_of
from summarizer.types import Actor, Analysis, Mention, RoleName, Span

if TYPE_CHECKING:
    from summarizer.neural.encoder import Encoding

Floats = NDArray[np.float64]
Key = tuple[Dimension, str | None]

_WORD = re.compile(r"\w+")


class MentionSentiment(Protocol):
    """Scores how sentences treat those they mention."""

    def score(
        self, encoding: Encoding, mentions: Sequence[Span], sentences: Sequence[Span]
    ) -> Sequence[Sequence[float]]:
        """Return (negative, neutral, positive) for each mention in its sentence."""
        ...


class MentionRole(Protocol):
    """Scores how sentences cast those they mention."""

    @property
    def names(self) -> Sequence[RoleName]:
        """The roles, in the order of the scores."""
        ...

    def score(
        self, encoding: Encoding, mentions: Sequence[Span], sentences: Sequence[Span]
    ) -> Sequence[Sequence[float]]:
        """Return a probability for each of `names`, for each mention in its sentence."""
        ...


class Judges(Protocol):
    """The heads that judge single mentions; those of a loaded tool fit."""

    @property
    def sentiment(self) -> MentionSentiment:
        """Judges sentiment."""
        ...

    @property
    def role(self) -> MentionRole:
        """Judges roles."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """A measure in one article: `above` over `below`, both `[body sentences]`, summed."""

    above: Floats
    below: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """The body sentences of an article with what each adds to each measure.

    A label without terms stands in no sentence, if `has_framing`. `headline` is the
    probability that the headline is loaded, if there is one at `headline_span`.
    """

    article: str
    sentences: tuple[Span, ...]
    terms: Mapping[Key, Terms]
    has_framing: bool = False
    headline: float | None = None
    headline_span: Span | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Body:
    """An article with its body sentences, and who of it belongs to which story actor."""

    analysis: Analysis
    spans: tuple[Span, ...]
    members: Mapping[str, tuple[Actor, ...]]

    def at(self, position: int) -> int | None:
        """Return the index of the body sentence that holds `position`."""
        i = bisect_right(self.spans, position, key=lambda s: s.start) - 1
        return i if i >= 0 and position < self.spans[i].end else None

    def zeros(self) -> Floats:
        """Return one zero for each body sentence."""
        return np.zeros(len(self.spans))

    def count(self, positions: Iterable[int]) -> Floats:
        """Return how many of `positions` lie in each body sentence."""
        counts = self.zeros()
        for position in positions:
            if (i := self.at(position)) is not None:
                counts[i] += 1
        return counts


def measure(
    analysis: Analysis, actors: Sequence[StoryActor], judges: Judges | None = None
) -> Measured:
    """Return what each body sentence of `analysis` adds to each measure.

    Args:
        analysis: layers that did not run give no measures.
        actors: whom to measure; the members of other articles are passed over.
        judges: without them, or without an encoding, there are no sentiments and roles.
    """
    own = {actor.id: actor for actor in analysis.actors or ()}
    members = {
        a.id: tuple(
            own[m.actor] for m in a.members if m.article == analysis.article.id and m.actor in own
        )
        for a in actors
    }
    spans = tuple(s.span for s in analysis.sentences or () if s.kind == "body")
    body = _Body(analysis, spans, members)
    terms: dict[Key, Terms] = {}
    if spans:
        absent = {a.id for a in actors if not members[a.id] and not _is_named(a, analysis)}
        terms |= _wording(body)
        terms |= _voice(body, absent)
        terms |= _mentions(body, absent)
        terms |= _agency(body)
        terms |= _judged(body, judges)
    line, score = _headline(analysis)
    has_framing = analysis.framing is not None
    return Measured(analysis.article.id, spans, terms, has_framing, score, line)


def _is_named(actor: StoryActor, analysis: Analysis) -> bool:
    """Return whether the article has the last word of the actor's name.

    It may then be an actor that was not told to be the same one, and nothing can be said
    about how little the article mentions it.
    """
    words = _WORD.findall(actor.name.casefold())
    return not words or words[-1] in set(_WORD.findall(analysis.article.text.casefold()))


def _headline(analysis: Analysis) -> tuple[Span | None, float | None]:
    """Return the first headline and the probability that it is loaded."""
    lines = {s.span for s in analysis.sentences or () if s.kind == "headline"}
    scored = [(s.span, s.loaded) for s in analysis.sentence_scores or () if s.span in lines]
    return scored[0] if scored else (None, None)


def _wording(body: _Body) -> dict[Key, Terms]:
    """Return loadedness, and the share of sentences with each label in the outlet's voice."""
    found: dict[Key, Terms] = {}
    ones = np.ones(len(body.spans))
    loaded = {s.span: s.loaded for s in body.analysis.sentence_scores or ()}
    if loaded:
        has = np.array([float(span in loaded) for span in body.spans])
        scores = np.array([loaded.get(span, 0.0) for span in body.spans])
        found["loaded", None] = Terms(scores, has)
    if body.analysis.framing is not None:
        starts: dict[str, list[int]] = {}
        for phrase in body.analysis.framing:
            if phrase.voice == "outlet":
                starts.setdefault(phrase.label, []).append(phrase.span.start)
        for label in sorted(starts):
            found["framing_label", label] = Terms(np.minimum(body.count(starts[label]), 1), ones)
    return found


def _voice(body: _Body, absent: Collection[str]) -> dict[Key, Terms]:
    """Return each story actor's share of the words attributed to anyone."""
    whose = {a.id: story for story, actors in body.members.items() for a in actors}
    every = body.zeros()
    by_actor = {story: body.zeros() for story in body.members}
    for quote in body.analysis.quotes or ():
        story = whose.get(quote.speaker or "")
        for piece in quote.content:
            words = [piece.start + m.start() for m in _SPOKEN.finditer(_text(body, piece))]
            counts = body.count(words)
            every += counts
            if story is not None:
                by_actor[story] += counts
    if not every.any():
        return {}
    return {
        ("share_of_voice", story): Terms(counts, every)
        for story, counts in by_actor.items()
        if body.members[story] or story in absent
    }


_SPOKEN = re.compile(r"\S+")


def _text(body: _Body, span: Span) -> str:
    return span.of(body.analysis.article.text)


def _mentions(body: _Body, absent: Collection[str]) -> dict[Key, Terms]:
    """Return each story actor's share of the mentions, and the mean place of its own."""
    found: dict[Key, Terms] = {}
    length = max(len(body.analysis.article.text), 1)

    def weigh(actors: Iterable[Actor]) -> Floats:
        weights = body.zeros()
        for mention in (m for actor in actors for m in actor.mentions):
            if (i := body.at(mention.span.start)) is not None:
                weights[i] += 1 - 0.5 * mention.span.start / length
        return weights

    every = weigh(body.analysis.actors or ())
    places = (np.arange(len(body.spans)) + 0.5) / len(body.spans)
    for story, actors in body.members.items():
        own = weigh(actors)
        if every.any() and (actors or story in absent):
            found["prominence", story] = Terms(own, every)
        if own.any():
            has = (own > 0).astype(np.float64)
            found["order", story] = Terms(has * places, has)
    return found


def _agency(body: _Body) -> dict[Key, Terms]:
    """Return how often actors are doers, and how often what is done to them has no doer."""
    doc = body.analysis.parse
    if doc is None:
        return {}
    told = [c for c in clauses(doc) if not c.negated]
    heads = {
        a.id: {span for m in a.mentions for span in roles_of(doc, m.span)}
        for a in body.analysis.actors or ()
    }
    people = [a for a in body.analysis.actors or () if a.kind != "place"]
    sides: dict[str | None, set[Span]] = {
        story: set[Span]().union(*(heads[a.id] for a in actors))
        for story, actors in body.members.items()
    }
    sides[None] = set[Span]().union(*(heads[a.id] for a in people))
    found: dict[Key, Terms] = {}
    for story, own in sides.items():
        suffered = [c for c in told if not own.isdisjoint(c.patients)]
        acts = body.count(c.verb.start for c in told if not own.isdisjoint(c.agents))
        acted_on = body.count(c.verb.start for c in suffered)
        bare = body.count(c.verb.start for c in suffered if c.passive and not c.agents)
        if story is not None and (acts + acted_on).any():
            found["doer", story] = Terms(acts, acts + acted_on)
        if acted_on.any():
            found["agentless", story] = Terms(bare, acted_on)
    return found


def _judged(body: _Body, judges: Judges | None) -> dict[Key, Terms]:
    """Return sentiment (positive less negative) and role (protagonist less antagonist)."""
    encoding = body.analysis.encoding
    if judges is None or encoding is None:
        return {}
    places = [
        (story, i, mention)
        for story, actors in body.members.items()
        for i, mention in _one_a_sentence(body, actors)
    ]
    if not places:
        return {}
    mentions = [mention.span for _, _, mention in places]
    around = [body.spans[i] for _, i, _ in places]
    feelings = judges.sentiment.score(encoding, mentions, around)
    roles = judges.role.score(encoding, mentions, around)
    sign = [{"protagonist": 1.0, "antagonist": -1.0}.get(name, 0.0) for name in judges.role.names]
    found: dict[Key, Terms] = {}
    for (story, i, _), feeling, role in zip(places, feelings, roles, strict=True):
        cast = sum(s * p for s, p in zip(sign, role, strict=True))
        values: tuple[tuple[Dimension, float], ...] = (
            ("sentiment", feeling[2] - feeling[0]),
            ("role", cast),
        )
        for dimension, value in values:
            terms = found.setdefault((dimension, story), Terms(body.zeros(), body.zeros()))
            terms.above[i] += value
            terms.below[i] += 1
    return found


def _one_a_sentence(body: _Body, actors: Sequence[Actor]) -> list[tuple[int, Mention]]:
    """Return the first mention of the actors in each body sentence that has one."""
    first: dict[int, Mention] = {}
    for mention in sorted((m for a in actors for m in a.mentions), key=lambda m: m.span):
        if (i := body.at(mention.span.start)) is not None:
            first.setdefault(i, mention)
    return sorted(first.items())
