"""One actor in several articles; parsed with the real parser, vectors set by hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest

from summarizer.comparison import ActorRef, StoryActor
from summarizer.read import read_text
from summarizer.stages.actors import Actors
from summarizer.stages.parse import Parse, load_parser
from summarizer.stages.sentences import Sentences
from summarizer.story.actor_links import Costs, likeness
from summarizer.story.actor_profiles import FloatArray, Profile
from summarizer.story.actors import story_actors
from summarizer.types import ActorKind, Analysis, Span


@cache
def parse() -> Parse:
    return Parse(load_parser())


def analysed(*texts: str) -> list[Analysis]:
    articles = [read_text(text, id=f"article-{at}") for at, text in enumerate(texts, 1)]
    return Actors()(parse()(Sentences()([Analysis(a) for a in articles])))


def nothing_in_common(analysis: Analysis, spans: Sequence[Span]) -> FloatArray:
    """Every phrase of an article points where no phrase of another one does."""
    at = int(analysis.article.id.split("-")[1])
    return np.tile(np.eye(8, dtype=np.float32)[at], (len(spans), 1))


def all_alike(analysis: Analysis, spans: Sequence[Span]) -> FloatArray:
    return np.tile(np.eye(8, dtype=np.float32)[0], (len(spans), 1))


def articles_of(actors: Sequence[StoryActor], name: str) -> list[str]:
    (found,) = (a for a in actors if a.name == name)
    return [m.article for m in found.members]


def test_a_full_name_and_a_titled_surname_are_one_person() -> None:
    actors = story_actors(
        analysed(
            "Finance Minister Edda Krol presented the budget. Krol promised no new taxes.",
            "Ms Krol defended the budget on Friday. She said the deficit would shrink.",
        ),
        nothing_in_common,
    )

    assert articles_of(actors, "Edda Krol") == ["article-1", "article-2"]


def test_two_people_of_one_surname_stay_two() -> None:
    actors = story_actors(
        analysed(
            "Edda Krol resigned on Monday. She thanked her staff.",
            "Piotr Krol resigned on Monday. He thanked his staff.",
        ),
        all_alike,
    )

    assert articles_of(actors, "Edda Krol") == ["article-1"]
    assert articles_of(actors, "Piotr Krol") == ["article-2"]


def test_an_acronym_is_the_body_whose_initials_it_has() -> None:
    actors = story_actors(
        analysed(
            "The Coastal Rescue Service pulled nine sailors from the sea on Monday.",
            "The CRS saved nine sailors, officials said. The CRS sent two boats.",
        ),
        nothing_in_common,
    )

    assert articles_of(actors, "Coastal Rescue Service") == ["article-1", "article-2"]


def test_a_country_is_one_by_any_of_its_names() -> None:
    actors = story_actors(
        analysed(
            "Britain expelled two diplomats on Friday. Britain gave no reason.",
            "The United Kingdom expelled two diplomats. The United Kingdom kept silent.",
        ),
        nothing_in_common,
    )
    whole = [a.kind for a in actors if len(a.members) == 2]

    assert "place" in whole


def test_groups_called_alike_in_a_like_context_are_one_and_others_are_not() -> None:
    texts = (
        "The protesters blocked the bridge on Monday. Police watched.",
        "Protesters marched to the bridge. Soldiers stood by.",
    )
    alike = story_actors(analysed(*texts), all_alike)
    apart = story_actors(analysed(*texts), nothing_in_common)

    assert ["article-1", "article-2"] in [[m.article for m in a.members] for a in alike]
    assert all(len(a.members) == 1 for a in apart)


def test_groups_of_two_nations_never_are_one() -> None:
    actors = story_actors(
        analysed(
            "French farmers blocked the road to the port on Monday.",
            "Spanish farmers blocked the road to the port on Monday.",
        ),
        all_alike,
    )

    assert all(len(a.members) == 1 for a in actors)


def test_people_of_two_bodies_never_are_one() -> None:
    actors = story_actors(
        analysed(
            "Several Senate aides resigned on Monday. The aides gave no reason.",
            "Several Palace aides resigned on Monday. The aides gave no reason.",
        ),
        all_alike,
    )

    assert all(len(a.members) == 1 for a in actors)


def test_officials_of_no_country_are_not_a_country() -> None:
    actors = story_actors(
        analysed(
            "Britain expelled two diplomats. British officials gave no reason.",
            "Officials kept silent on Friday. The officials left early.",
        ),
        all_alike,
    )
    (britain,) = (a for a in actors if a.kind == "place")

    assert [m.article for m in britain.members] == ["article-1"]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_the_order_of_articles_does_not_matter(order: tuple[int, ...]) -> None:
    analyses = analysed(
        "Edda Krol met miners in Dorn. The miners jeered.",
        "Krol was jeered by angry miners. Jan Krol, her brother, watched.",
        "Minister Krol left Dorn in haste after the miners jeered.",
    )
    first = story_actors(analyses, all_alike)

    assert story_actors([analyses[at] for at in order], all_alike) == first


def test_articles_without_a_parse_have_no_story_actors() -> None:
    analysis = Analysis(read_text("Nothing is known of this text."))

    assert story_actors([analysis, analysis], all_alike) == ()


@pytest.mark.parametrize(
    ("names", "is_one"),
    [({("hollin",)}, True), ({("hollin",), ("ada", "hollin")}, False)],
)
def test_a_person_called_only_as_a_place_is_the_place(
    names: set[tuple[str, ...]], *, is_one: bool
) -> None:
    def profile(article: str, kind: ActorKind, own: set[tuple[str, ...]]) -> Profile:
        return Profile(
            ref=ActorRef(article, "hollin"),
            name="Hollin",
            kind=kind,
            names=frozenset(own),
            country=None,
            heads={},
            modifiers=frozenset(),
            nations={},
            vector=np.ones(1, dtype=np.float32),
            weight=1,
        )

    place, person = profile("a", "place", {("hollin",)}), profile("b", "person", names)

    assert (likeness(place, person, Costs(), frozenset()) == 1.0) is is_one
    assert likeness(place, person, Costs(), frozenset()) == likeness(
        person, place, Costs(), frozenset()
    )
