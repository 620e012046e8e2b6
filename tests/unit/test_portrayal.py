from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from summarizer.neural.network import ROLES
from summarizer.stages.portrayal import (
    Portrayals,
    prominences,
    role_of,
    sentiment_of,
    voice_shares,
)
from summarizer.types import Actor, Analysis, Mention, Quote, Sentence, Span
from tests.factories import make_article, span_of
from tests.parses import make_parse

DOC = make_parse(
    """
    Reiner 2 nsubj PROPN
    praised 0 ROOT VERB
    Ilves 2 dobj PROPN

    Ilves 2 nsubj PROPN
    left 0 ROOT VERB

    Ilves 2 nsubj PROPN
    slept 0 ROOT VERB
    """
)
TEXT = DOC.text
FIRST, SECOND, THIRD = (
    span_of(w, TEXT) for w in ("Reiner praised Ilves", "Ilves left", "Ilves slept")
)


@dataclass(frozen=True)
class Fixed:
    """A judge that gives each sentence its scores."""

    scores: dict[Span, tuple[float, ...]]
    names: tuple[str, ...] = ROLES

    def score(
        self,
        encoding: Any,  # noqa: ARG002
        mentions: Sequence[Span],
        sentences: Sequence[Span],
    ) -> list[Any]:
        assert all(s.contains(m) for s, m in zip(sentences, mentions, strict=True))
        return [self.scores[s] for s in sentences]


SENTIMENTS = {FIRST: (0.0, 0.2, 0.8), SECOND: (0.4, 0.6, 0.0), THIRD: (0.1, 0.9, 0.0)}
CAST = {FIRST: (0.7, 0.1, 0.1, 0.1), SECOND: (0.1, 0.1, 0.1, 0.7), THIRD: (0.4, 0.1, 0.1, 0.4)}


def analysis() -> Analysis:
    def actor(name: str, *spans: Span) -> Actor:
        return Actor(name, name, "person", tuple(Mention(s, name, "name") for s in spans))

    ilves = [
        Span(s.end - 5 if s is FIRST else s.start, s.end if s is FIRST else s.start + 5)
        for s in (FIRST, SECOND, THIRD)
    ]
    return Analysis(
        make_article(TEXT),
        sentences=(Sentence(FIRST, "body"), Sentence(SECOND, "credit"), Sentence(THIRD, "body")),
        parse=DOC,
        encoding=object(),  # type: ignore[arg-type]
        actors=(actor("Ilves", *ilves), actor("Reiner", span_of("Reiner", TEXT))),
        quotes=(),
    )


def test_each_actor_gets_a_portrayal_from_its_prose_mentions() -> None:
    stage = Portrayals(Fixed(SENTIMENTS), Fixed(CAST))  # type: ignore[arg-type]
    (found,) = stage([analysis()])
    ilves, reiner = found.portrayals or ()

    assert (ilves.actor, reiner.actor) == ("Ilves", "Reiner")
    # The credit line does not count: (0.0 + 0.1) / 2 and so on.
    feeling = ilves.sentiment
    assert [feeling.negative, feeling.neutral, feeling.positive] == pytest.approx([0.05, 0.55, 0.4])
    assert ilves.sentiment.label == "neutral"
    assert reiner.sentiment.label == "positive"
    assert ilves.role.label == "protagonist"
    assert (reiner.agency.acts, ilves.agency.acted_on) == (1, 1)
    assert ilves.evidence == (FIRST, THIRD)
    assert ilves.prominence + reiner.prominence == pytest.approx(1.0)


def test_an_actor_named_in_no_sentence_is_neutral_with_its_mention_as_evidence() -> None:
    stage = Portrayals(Fixed(SENTIMENTS), Fixed(CAST))  # type: ignore[arg-type]
    lines = tuple(replace(s, kind="credit") for s in analysis().sentences or ())
    (found,) = stage([replace(analysis(), sentences=lines)])

    for actor, portrayal in zip(found.actors or (), found.portrayals or (), strict=True):
        assert portrayal.sentiment.label == "neutral"
        assert portrayal.role.label == "none"
        assert portrayal.evidence == (actor.mentions[0].span,)


def test_without_actors_there_is_nobody_to_portray() -> None:
    stage = Portrayals(Fixed({}), Fixed({}))  # type: ignore[arg-type]

    assert stage([replace(analysis(), actors=())])[0].portrayals == ()


def test_sentiment_is_the_mean_of_the_mentions() -> None:
    found = sentiment_of([(0.6, 0.4, 0.0), (0.8, 0.0, 0.2)])

    assert found.label == "negative"
    assert found.score == pytest.approx(0.7)
    assert found.negative + found.neutral + found.positive == pytest.approx(1.0)


def test_the_role_is_the_likeliest_on_average() -> None:
    found = role_of([(0.1, 0.5, 0.3, 0.1), (0.1, 0.1, 0.6, 0.2)], ROLES)

    assert found.label == "victim"
    assert found.score == pytest.approx(0.45)


def test_voice_is_shared_by_words() -> None:
    text = "one two three four five six"
    quotes = [
        Quote((span_of("one two", text), span_of("four", text)), "direct", speaker="a"),
        Quote((span_of("five", text),), "direct", speaker="b"),
        Quote((span_of("six", text),), "direct"),
    ]

    assert voice_shares(quotes, text) == {"a": 0.6, "b": 0.2}
    assert voice_shares([], text) == {}


def test_mentions_at_the_top_weigh_more() -> None:
    top = Actor("top", "t", "person", (Mention(Span(0, 1), "top", "name"),))
    end = Actor("end", "e", "person", (Mention(Span(99, 100), "end", "name"),))
    found = prominences([top, end], 100)

    assert found["top"] == pytest.approx(2 * found["end"], rel=0.02)
    assert sum(found.values()) == pytest.approx(1.0)
    assert prominences([], 0) == {}
