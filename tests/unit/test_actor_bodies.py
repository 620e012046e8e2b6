"""Actors that are bodies: told from people, called by their noun, and names that vary."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from summarizer.stages.actors import find_actors
from summarizer.stages.parse import load_parser
from summarizer.stages.sentences import Sentences
from summarizer.types import Actor, Analysis, Article, Line, Span

FindActors = Callable[[str], dict[str, Actor]]


@pytest.fixture(scope="module")
def actors() -> FindActors:
    parser = load_parser()

    def find(text: str) -> dict[str, Actor]:
        article = Article("a", text, lines=(Line(Span(0, len(text)), "body"),))
        sentences = Sentences()([Analysis(article)])[0].sentences or ()
        return {actor.id: actor for actor in find_actors(parser(text), sentences)}

    return find


def words(found: dict[str, Actor], id: str, text: str) -> list[str]:
    return [m.span.of(text) for m in found[id].mentions]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Corvin Hospital Group will close a ward. Corvin said it had no choice. "
            "Nurses marched against Corvin on Sunday.",
            "Corvin Hospital Group",
        ),
        ("Hydra Energie, which owns the dam, was silent. Hydra Energie fell.", "Hydra Energie"),
        ("Altamar Gold said its own tests were clean. Altamar Gold paid.", "Altamar Gold"),
        ("Medora's chief executive, Lucia Ferrante, spoke. Medora paid.", "Medora"),
    ],
)
def test_a_body_that_looks_like_a_person_is_a_body(
    actors: FindActors, text: str, name: str
) -> None:
    (body,) = [a for a in actors(text).values() if a.name.startswith(name.split()[0])]

    assert (body.name, body.kind) == (name, "organisation")


def test_the_noun_of_a_name_stands_for_the_body(actors: FindActors) -> None:
    text = (
        "The Tenants' League of Morvik blocked the street. Halden Group owns the flats. "
        "The league will go on, and the group was silent."
    )
    found = actors(text)

    assert "The league" in words(found, "tenants-league-of-morvik", text)
    assert "the group" in words(found, "halden-group", text)


def test_another_noun_of_a_name_does_not_stand_for_it(actors: FindActors) -> None:
    text = "Corvin Hospital Group met doctors. The hospital caught fire."

    assert "The hospital" not in words(actors(text), "corvin-hospital-group", text)


def test_a_job_that_opens_a_sentence_is_no_part_of_the_name(actors: FindActors) -> None:
    text = "Striker Nico Rivas walked out on Monday. The coach fined Rivas. He left."

    assert actors(text)["nico-rivas"].kind == "person"


def test_who_spoke_last_speaks_on(actors: FindActors) -> None:
    text = "Anna Roe said that Clara Poe had lied. She added that the vote was lost."

    assert words(actors(text), "anna-roe", text) == ["Anna Roe", "She"]


def test_two_people_of_one_surname_stay_two(actors: FindActors) -> None:
    found = actors("Anna Roe sued Karl Roe on Monday. Anna Roe won. Karl Roe appealed.")

    assert {"anna-roe", "karl-roe"} <= {*found}


@pytest.mark.parametrize(
    ("text", "name", "mentions"),
    [
        (
            "The Syrian government closed the border. The government said it feared attacks.",
            "Syrian government",
            ["The Syrian government", "The government"],
        ),
        (
            "Norway's water authority blocked the sale. The authority spoke of higher bills.",
            "Norway's water authority",
            ["Norway's water authority", "The authority"],
        ),
        (
            "The Syrian army shelled the town. The Turkish army fired back. The army lost men.",
            "Syrian army",
            ["The Syrian army"],
        ),
    ],
)
def test_an_organ_of_the_only_state_is_meant_again(
    actors: FindActors, text: str, name: str, mentions: list[str]
) -> None:
    (found,) = (a for a in actors(text).values() if a.name == name)

    assert [m.span.of(text) for m in found.mentions] == mentions


def test_what_has_shares_is_a_company(actors: FindActors) -> None:
    text = (
        "The council blocked the takeover of Brenwell by its rival Halden. Halden shares fell. "
        "The company said it would appeal."
    )
    kinds = {a.name: a.kind for a in actors(text).values()}

    assert kinds["Halden"] == "organisation"


def test_several_bodies_are_not_the_one(actors: FindActors) -> None:
    text = "The council will close the school. Schools are a treasure. The school has 40 pupils."

    assert words(actors(text), "school", text) == ["the school", "The school"]


def test_the_dash_of_a_dateline_names_nobody(actors: FindActors) -> None:
    text = "SORRENT, 12 May – Police swept through the east wing. Police detained eleven people."
    found = [m.span.of(text) for actor in actors(text).values() for m in actor.mentions]

    assert found.count("Police") == 2
    assert not any(words.startswith("–") for words in found)
