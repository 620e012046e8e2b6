"""Who an actor is by the words around its name: clubs, families, peoples, relatives, honours."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from summarizer.stages.actors import find_actors
from summarizer.stages.parse import load_parser
from summarizer.stages.sentences import Sentences
from summarizer.types import Analysis, Article, Line, Span

Shown = Callable[[str], dict[tuple[str, str], list[str]]]


@pytest.fixture(scope="module")
def shown() -> Shown:
    """The words for each actor of a text, by its name and kind."""
    parser = load_parser()

    def find(text: str) -> dict[tuple[str, str], list[str]]:
        article = Article("a", text, lines=(Line(Span(0, len(text)), "body"),))
        sentences = Sentences()([Analysis(article)])[0].sentences or ()
        found = find_actors(parser(text), sentences)
        return {(a.name, a.kind): [m.span.of(text) for m in a.mentions] for a in found}

    return find


@pytest.mark.parametrize(
    ("text", "actor", "mentions"),
    [
        (
            "Denby Rovers have sacked their coach. On Sunday Rovers had lost again.",
            ("Denby Rovers", "organisation"),
            ["Denby Rovers", "Rovers"],
        ),
        (
            "The referee sent off two players of Real Mirasol. Mirasol appealed. "
            "Real Mirasol said the referee was blind.",
            ("Real Mirasol", "organisation"),
            ["Real Mirasol", "Mirasol", "Real Mirasol"],
        ),
        (
            "Somchai Wattana bought the club. Fans blamed the Wattanas for the sale.",
            ("Wattanas", "group"),
            ["Wattanas"],
        ),
        (
            "The Houthis, who control the port, fired at the ship. The Houthis denied it.",
            ("Houthis", "group"),
            ["Houthis", "Houthis"],
        ),
        (
            "Daniel Okoro KC spoke for the nurse. Okoro said the records were a mess.",
            ("Daniel Okoro", "person"),
            ["Daniel Okoro KC", "Okoro"],
        ),
        (
            "The party fell apart on Monday. Its leader, Marek Sulo, has resigned.",
            ("Marek Sulo", "person"),
            ["Its leader", "Marek Sulo"],
        ),
        (
            "The Irish Data Protection Commission fined the firm. The regulator said more would "
            "follow. The agency has ten lawyers.",
            ("Irish Data Protection Commission", "organisation"),
            ["Irish Data Protection Commission", "The regulator", "The agency"],
        ),
        (
            "Traders blame a developer for the raid. The developer, Horizon Estates, denies it.",
            ("Horizon Estates", "organisation"),
            ["a developer", "The developer", "Horizon Estates"],
        ),
        (
            "The Liberal Alliance was cautious. Nobody else was there.",
            ("Liberal Alliance", "organisation"),
            ["Liberal Alliance"],
        ),
    ],
)
def test_the_words_around_a_name_tell_who_bears_it(
    shown: Shown, text: str, actor: tuple[str, str], mentions: list[str]
) -> None:
    found = shown(text)

    assert [m for m in found[actor] if m != "their"] == mentions


def test_a_bare_surname_is_whose_wife_the_other_is(shown: Shown) -> None:
    found = shown(
        "Arben Luka is in prison. His wife, Mira Luka, told supporters to vote. "
        "Luka was denied visits on Monday. Mira Luka wept."
    )

    assert found["Arben Luka", "person"][-1] == "Luka"
    assert "Luka" not in found["Mira Luka", "person"]


def test_the_adjective_of_an_unknown_place_is_nobody(shown: Shown) -> None:
    found = shown("Voters in Kandora stayed at home. Kandoran officials said the vote was free.")

    assert ("Kandoran officials", "group") in found
    assert not [name for name, _ in found if name == "Kandoran"]


def test_what_has_an_adjective_is_a_place(shown: Shown) -> None:
    found = shown(
        "Velmora closed the border on Monday. Velmoran troops fired at shepherds. "
        "Velmora denied it on Tuesday."
    )

    assert ("Velmora", "place") in found


def test_the_kind_of_police_is_nobody(shown: Shown) -> None:
    found = shown("Riot police stormed the house. Police said that nobody was hurt.")

    assert found == {("police", "group"): ["Riot police", "Police"]}


@pytest.mark.parametrize(
    ("text", "actor", "mentions"),
    [
        (
            "The bishop of Orsa, who owns the hall, wept. He opposed the sale.",
            ("bishop of Orsa", "person"),
            ["The bishop of Orsa", "He"],
        ),
        (
            "A baker from the next street blocked the road. She refused to move.",
            ("baker", "person"),
            ["A baker", "She"],
        ),
        (
            "The captain of the ferry said the weather had changed without warning.",
            ("captain of the ferry", "person"),
            ["The captain of the ferry"],
        ),
        (
            "The train operator said it would appeal against the fine.",
            ("train operator", "organisation"),
            ["The train operator"],
        ),
    ],
)
def test_one_person_without_a_name_who_speaks_or_comes_up_again_acts(
    shown: Shown, text: str, actor: tuple[str, str], mentions: list[str]
) -> None:
    assert shown(text)[actor] == mentions


@pytest.mark.parametrize(
    "text",
    [
        "A baker from the next street blocked the road on Monday.",
        "A spokesman said the road was shut.",
        "Cyclone Marda tore through the port. Marda is expected to weaken.",
        "Storm Edda battered the coast. Edda cut the power.",
        "They broke the chains of the town.",
        "They run a regime of fear.",
        "The force of the wind broke trees.",
    ],
)
def test_what_only_looks_like_somebody_is_nobody(shown: Shown, text: str) -> None:
    assert shown(text) == {}


def test_a_body_is_told_by_a_word_inside_its_name(shown: Shown) -> None:
    found = shown(
        "Cancer specialist Rupert Achebe of Queen's College Arden, who led no trial, said it was "
        "too early. He warned patients against the drug."
    )

    assert found["Rupert Achebe", "person"] == ["Rupert Achebe", "He"]
    assert ("Queen's College Arden", "person") not in found


def test_neither_a_storm_nor_outside_court_is_somebody(shown: Shown) -> None:
    found = shown(
        "Storm Bertha brought wind to the coast. Outside court, the driver's daughter, Claire, "
        "said the family was devastated."
    )

    assert {name for name, _ in found} == {"Claire", "family"}
