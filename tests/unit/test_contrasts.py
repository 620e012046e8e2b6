from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import pytest

from summarizer.compare.contrast_measures import measure
from summarizer.compare.contrast_sentences import say_contrast
from summarizer.compare.contrasts import contrasts
from summarizer.comparison import ActorRef, Contrast, Dimension, StoryActor
from summarizer.types import Analysis, FramingSpan, RoleName, SentenceScore, Span
from tests.parses import make_parse
from tests.stories import find, make_quote, make_story

ACTORS = {"roe": ("Jane Roe", "person"), "union": ("Dock Union", "organisation")}


def story(id: str, *sentences: str, headline: str | None = None, loaded: float = 0.2) -> Analysis:
    """Return an article; every sentence is about as loaded as `loaded`."""
    blocks = [[headline], list(sentences)] if headline else [list(sentences)]
    kinds = {0: "headline"} if headline else None
    made = make_story(*blocks, actors=cast(Any, ACTORS), kinds=cast(Any, kinds))
    scores = tuple(
        SentenceScore(s.span, loaded + 0.01 * (i % 5)) for i, s in enumerate(made.sentences or ())
    )
    return replace(made, article=replace(made.article, id=id), sentence_scores=scores)


def talk(n: int, start: int = 0) -> list[str]:
    """Return `n` sentences that differ in their number."""
    return [f"The port handled ship number {start + i} on the day." for i in range(n)]


def linked(*articles: str, id: str = "roe", name: str = "Jane Roe") -> StoryActor:
    return StoryActor(f"story-{id}", name, "person", tuple(ActorRef(a, id) for a in articles))


def only(found: Sequence[Contrast], dimension: Dimension) -> Contrast:
    (contrast,) = [c for c in found if c.dimension == dimension]
    return contrast


def test_a_more_loaded_article_is_told_apart_with_its_most_loaded_sentences() -> None:
    calm, shrill = story("calm", *talk(24)), story("shrill", *talk(24, 50), loaded=0.8)

    contrast = only(contrasts([calm, shrill], ()), "loaded")

    values = {v.article: v for v in contrast.values}
    assert values["calm"].value == pytest.approx(0.22, abs=0.01)
    assert values["calm"].low <= values["calm"].value <= values["calm"].high
    (pair,) = contrast.pairs
    sign = 1 if pair.first == "shrill" else -1
    assert sign * pair.difference == pytest.approx(0.6, abs=0.01)
    assert pair.low < pair.difference < pair.high
    assert pair.low * pair.high > 0
    most = [s.span for s in shrill.sentence_scores or () if s.loaded > 0.835]
    assert set(values["shrill"].evidence) >= set(most[:4])
    assert len(values["shrill"].evidence) == 5


def test_articles_of_few_sentences_are_not_told_apart() -> None:
    calm, shrill = story("calm", *talk(6)), story("shrill", *talk(6, 50), loaded=0.8)

    assert contrasts([calm, shrill], ()) == ()


def test_articles_alike_are_not_told_apart() -> None:
    assert contrasts([story("one", *talk(24)), story("two", *talk(24, 50))], ()) == ()


def test_the_order_of_the_articles_changes_nothing() -> None:
    articles = [story(f"a{i}", *talk(20, 100 * i), loaded=0.2 + 0.3 * i) for i in range(3)]

    assert contrasts(articles, ()) == contrasts(articles[::-1], ())


def test_one_article_or_none_has_nothing_to_be_set_against() -> None:
    assert contrasts([], ()) == ()
    assert contrasts([story("one", *talk(24))], ()) == ()
    assert contrasts([story("one", *talk(24)), Analysis(story("two").article)], ()) == ()


def test_a_label_counts_in_the_outlets_own_voice_only() -> None:
    plain = story("plain", *talk(24))
    own, quoted = story("own", *talk(24, 50)), story("quoted", *talk(24, 80))

    def marked(analysis: Analysis, voice: str) -> Analysis:
        spans = [s.span for s in (analysis.sentences or ())[::2]]
        marks = [
            FramingSpan(Span(s.start, s.start + 8), "framing", "devastation", 0.9, voice=voice)  # type: ignore[arg-type]
            for s in spans
        ]
        return replace(analysis, framing=tuple(marks))

    found = contrasts([plain, marked(own, "outlet"), marked(quoted, "quoted")], ())

    contrast = only(found, "framing_label")
    assert contrast.about == "devastation"
    assert {v.article: v.value for v in contrast.values} == {"plain": 0, "own": 0.5, "quoted": 0}
    assert {frozenset((p.first, p.second)) for p in contrast.pairs} == {
        frozenset(("own", "plain")),
        frozenset(("own", "quoted")),
    }


def test_a_headline_is_set_against_its_own_body_without_pairs() -> None:
    shrill = story("shrill", *talk(24), headline="Port in chaos")
    scores = shrill.sentence_scores or ()
    shrill = replace(shrill, sentence_scores=(replace(scores[0], loaded=0.9), *scores[1:]))

    contrast = only(contrasts([shrill, story("calm", *talk(24, 50))], ()), "headline_against_body")

    (value,) = contrast.values
    assert (value.article, contrast.pairs) == ("shrill", ())
    assert value.value == pytest.approx(0.68, abs=0.01)
    assert value.low > 0.5
    assert value.evidence == (scores[0].span,)


def test_shares_of_voice_are_shares_of_the_words() -> None:
    said = story("said", "It is late, <n:roe Jane Roe> said.", "We are here, the crew said.")
    quotes = (
        make_quote(said, "It is late,", "roe"),
        make_quote(said, "We are here now"[:11], None),
    )

    terms = measure(replace(said, quotes=quotes), [linked("said")]).terms

    assert terms["share_of_voice", "story-roe"].above.tolist() == [3, 0]
    assert terms["share_of_voice", "story-roe"].below.tolist() == [3, 3]


def test_an_actor_that_is_absent_has_no_share_and_one_that_may_be_meant_has_no_value() -> None:
    roe = linked("other")
    absent = story("absent", "The <n:union Dock Union> met.")
    unlinked = story("unlinked", "Mayor <n:roe Roe> met the <n:union Dock Union>.")

    assert measure(absent, [roe]).terms["prominence", "story-roe"].above.tolist() == [0]
    assert ("prominence", "story-roe") not in measure(unlinked, [roe]).terms


def test_the_place_of_an_actor_is_that_of_the_sentences_that_mention_it() -> None:
    late = story("late", *talk(3), "<n:roe Jane Roe> left.")

    terms = measure(late, [linked("late")]).terms["order", "story-roe"]

    assert terms.above.sum() / terms.below.sum() == pytest.approx(0.875)


PARSE = """
Police 2 nsubj NOUN
beat 0 ROOT VERB
Roe 2 dobj PROPN
. 2 punct PUNCT

Roe 3 nsubjpass PROPN
was 3 auxpass AUX
held 0 ROOT VERB hold
. 3 punct PUNCT
"""


def test_agency_is_counted_sentence_by_sentence() -> None:
    doc = make_parse(PARSE)
    made = story("a", "Police beat <n:roe Roe> .", "<n:roe Roe> was held .")
    assert doc.text.strip() == made.article.text

    terms = measure(replace(made, parse=doc), [linked("a")]).terms

    assert terms["doer", "story-roe"].above.tolist() == [0, 0]
    assert terms["doer", "story-roe"].below.tolist() == [1, 1]
    assert terms["agentless", "story-roe"].above.tolist() == [0, 1]
    assert terms["agentless", None].below.tolist() == [1, 1]


@dataclass(frozen=True)
class Fixed:
    """Gives every mention the same scores."""

    row: tuple[float, ...]
    names: tuple[RoleName, ...] = ("protagonist", "antagonist", "victim", "none")

    def score(self, encoding: object, mentions: Sequence[Span], sentences: Sequence[Span]) -> Any:  # noqa: ARG002
        return [self.row] * len(mentions)


@dataclass(frozen=True)
class Judges:
    sentiment: Fixed = Fixed((0.7, 0.2, 0.1))
    role: Fixed = Fixed((0.1, 0.6, 0.1, 0.2))


def test_sentiment_and_role_are_judged_once_in_each_sentence_with_a_mention() -> None:
    made = story("a", "<n:roe Jane Roe> met <n:roe Roe>.", "Ships wait.", "<n:roe Roe> left.")
    made = replace(made, encoding=cast(Any, object()))

    terms = measure(made, [linked("a")], Judges()).terms

    assert terms["sentiment", "story-roe"].above.tolist() == pytest.approx([-0.6, 0, -0.6])
    assert terms["role", "story-roe"].above.tolist() == pytest.approx([-0.5, 0, -0.5])
    assert terms["role", "story-roe"].below.tolist() == [1, 0, 1]
    assert not {key[0] for key in measure(made, [linked("a")]).terms} & {"sentiment", "role"}


def test_an_actor_that_one_outlet_mentions_more_is_told_with_names() -> None:
    often = story("often", *[f"<n:roe Jane Roe> saw ship {i}." for i in range(24)])
    seldom = story("seldom", *[f"The <n:union Dock Union> saw boat {i}." for i in range(24)])
    actor = replace(linked("often", "seldom"), members=(ActorRef("often", "roe"),))
    both = replace(actor, members=(*actor.members, ActorRef("seldom", "roe")))

    contrast = only(contrasts([often, seldom], [both]), "prominence")
    text = say_contrast(
        contrast, contrast.pairs[0], name=str.title, actors={"story-roe": "Jane Roe"}
    )

    assert text == (
        "100% of the mentions of people and organisations in Often are of Jane Roe, and 0% in "
        "Seldom."
    )


def test_quotes_outside_the_body_do_not_count() -> None:
    made = story("a", "Ships wait.", headline="Chaos, says <n:roe Jane Roe>")
    quote = make_quote(made, "Chaos", "roe")

    assert "share_of_voice" not in {k[0] for k in measure(replace(made, quotes=(quote,)), []).terms}
    assert find(made, "Chaos").start == 0
