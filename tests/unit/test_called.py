"""What actors are called, where they are mentioned, and what is done to them by a noun."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from summarizer.portrait import Called, Places
from summarizer.render.called import called_line, where_told
from summarizer.stages.agency import agency_of, nominal_acts
from summarizer.stages.called import called, places
from summarizer.stages.parse import load_parser
from summarizer.types import ActorKind, Analysis
from tests.stories import make_quote, make_story

ACTORS: dict[str, tuple[str, ActorKind]] = {
    "hill": ("hill fighters", "group"),
    "roe": ("Ana Roe", "person"),
}
Read = Callable[..., Analysis]


@pytest.fixture(scope="module")
def read() -> Read:
    parser = load_parser()

    def story(*paragraphs: list[str], **kinds: object) -> Analysis:
        made = make_story(*paragraphs, actors=ACTORS, kinds={0: "headline"})
        return replace(made, parse=parser(made.article.text))

    return story


@pytest.fixture(scope="module")
def hill(read: Read) -> Analysis:
    return read(
        ["<m:hill Rebels> take the hill"],
        [
            "The <m:hill rebels> took the hill on Monday.",
            "<n:roe Ana Roe> called <m:hill the rebels> cowardly terrorists.",
            "<m:hill The fighters> fled after the bombing of <m:hill the rebels>.",
            "<n:roe Roe>'s arrest was announced, and <p:roe she> was beaten.",
        ],
    )


def test_labels_come_in_order_and_each_once(hill: Analysis) -> None:
    assert hill.parse is not None
    found = called((hill.actors or ())[0], hill.parse, (), hill.sentences or ())
    text = hill.article.text

    assert [(c.span.of(text), c.kind, c.count) for c in found] == [
        ("Rebels", "nominal", 4),
        ("cowardly terrorists", "predicate", 1),
        ("fighters", "nominal", 1),
    ]
    assert [c.voice for c in found] == ["outlet", "quoted", "outlet"]  # Roe calls them cowardly


def test_an_age_stays_whole(read: Read) -> None:
    story = read(["<n:roe Ana Roe>, <m:roe a 58-year-old fisher>, wept."])
    assert story.parse is not None
    found = called((story.actors or ())[1], story.parse, (), story.sentences or ())

    assert [c.span.of(story.article.text) for c in found] == ["Ana Roe", "58-year-old fisher"]


def test_a_label_in_a_quotation_is_its_speakers(read: Read) -> None:
    story = read(
        ["Talks fail"], ["<n:roe Ana Roe> said “<m:hill the terrorists> will pay for it”."]
    )
    quote = make_quote(story, "“the terrorists will pay for it”", "roe", source="Ana Roe")
    assert story.parse is not None
    (found,) = called((story.actors or ())[0], story.parse, (quote,), story.sentences or ())

    assert (found.voice, found.speaker) == ("quoted", "roe")


def test_a_name_in_reported_speech_is_the_outlets(read: Read) -> None:
    story = read(["Talks fail"], ["The mayor said <n:roe Ana Roe> had left the town."])
    quote = make_quote(
        story, "Ana Roe had left the town", None, source="The mayor", kind="indirect"
    )
    assert story.parse is not None
    roe = next(a for a in story.actors or () if a.id == "roe")
    (found,) = called(roe, story.parse, (quote,), story.sentences or ())

    assert (found.voice, found.speaker) == ("outlet", None)


def test_places_count_headline_lead_and_the_rest(hill: Analysis) -> None:
    rebels, roe = hill.actors or ()

    assert places(rebels, hill.sentences or ()) == Places(1, 4, 0, 0, first=1)
    assert places(roe, hill.sentences or ()) == Places(0, 1, 2, 0, first=2)
    assert places(replace(roe, mentions=()), hill.sentences or ()) == Places()


def test_nouns_for_deeds_count_apart_from_clauses(hill: Analysis) -> None:
    rebels, roe = hill.actors or ()
    assert hill.parse is not None

    assert [s.of(hill.article.text) for s in nominal_acts(hill.parse, rebels)] == ["bombing"]
    assert [s.of(hill.article.text) for s in nominal_acts(hill.parse, roe)] == ["arrest"]
    agency = agency_of(hill.parse, roe)
    assert (agency.nominalised, agency.agentless) == (1, 1)


def test_an_owner_of_an_attack_is_not_attacked(read: Read) -> None:
    story = read(["News"], ["<n:roe Roe>'s attack failed, and an attack on <n:roe Roe> followed."])
    assert story.parse is not None

    assert len(nominal_acts(story.parse, (story.actors or ())[1])) == 1


def test_words_for_a_reader(hill: Analysis) -> None:
    text = hill.article.text
    span = (hill.actors or ())[0].mentions[0].span

    assert where_told(Places(1, 2, 0, 0)) == "headline 1, lead 2"
    assert where_told(Places()) == ""
    assert called_line((Called(span, "nominal", 2, "quoted", "roe"),), text) == (
        "“Rebels” (a source) ×2"
    )
