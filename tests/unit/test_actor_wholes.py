"""Names that a tagger sees half of, or too much of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from summarizer.stages.actors import find_actors
from summarizer.stages.parse import load_parser
from summarizer.stages.sentences import Sentences
from summarizer.types import Analysis, Article, Line, Span

Named = Callable[[str], dict[str, tuple[str, list[str]]]]


@pytest.fixture(scope="module")
def named() -> Named:
    """The kind and the words of each actor of a text, by its name."""
    parser = load_parser()

    def find(text: str) -> dict[str, tuple[str, list[str]]]:
        article = Article("a", text, lines=(Line(Span(0, len(text)), "body"),))
        sentences = Sentences()([Analysis(article)])[0].sentences or ()
        found = find_actors(parser(text), sentences)
        return {a.name: (a.kind, [m.span.of(text) for m in a.mentions]) for a in found}

    return find


@pytest.mark.parametrize(
    ("text", "name", "kind", "mentions"),
    [
        ('Ole "The Heron" Berg won the race. Berg thanked his wife.', "Ole Berg", "person",
         ['Ole "The Heron" Berg', "Berg", "his"]),
        ("The state-owned builder, Senda Hydro, says so. Senda Hydro plans a dam.", "Senda Hydro",
         "organisation", ["The state-owned builder", "Senda Hydro", "Senda Hydro"]),
        ("A patient whose operation was put off, Derek Olsen, 71, said he was sad.", "Derek Olsen",
         "person", ["A patient", "Derek Olsen", "he"]),
        ("The minister accused the nurses of holding patients hostage. The patients left.",
         "patients", "group", ["patients", "The patients"]),
        ("The charity Water Now said stocks were low.", "Water Now", "organisation",
         ["The charity", "Water Now"]),
        ("The leaflet quoted the Winter's Alliance, which said no.", "Winter's Alliance",
         "organisation", ["Winter's Alliance"]),
        ("The Nurses' Union of Morvik went on strike.", "Nurses' Union of Morvik", "organisation",
         ["Nurses' Union of Morvik"]),
        ("Angler Piotr Nowak said the fish were dead. Nowak wept.", "Piotr Nowak", "person",
         ["Angler Piotr Nowak", "Nowak"]),
        ("FURIOUS Denby Rovers have sacked the coach.", "Denby Rovers", "organisation",
         ["Denby Rovers"]),
        ("HARBOUR Administrator Ana Ruiz said so.", "Ana Ruiz", "person",
         ["Administrator Ana Ruiz"]),
        ("President Omar al-Sabri condemned the raid.", "Omar al-Sabri", "person",
         ["President Omar al-Sabri"]),
        ("Commander Rey Catap-Uy said so. Then the radio called Catap-Uy.", "Rey Catap-Uy",
         "person", ["Commander Rey Catap-Uy", "Catap-Uy"]),
        ("Detective Inspector Ana Pryce led the case. DI Pryce wept.", "Ana Pryce", "person",
         ["Detective Inspector Ana Pryce", "DI Pryce"]),
        ("The Weavers' Guild said no.", "Weavers' Guild", "organisation", ["Weavers' Guild"]),
        ("Cllr Sheila Obi-Grant said no.", "Sheila Obi-Grant", "person",
         ["Cllr Sheila Obi-Grant"]),
    ],
)  # fmt: skip
def test_names_are_whole(
    named: Named, text: str, name: str, kind: str, mentions: list[str]
) -> None:
    assert named(text).get(name) == (kind, mentions)


@pytest.mark.parametrize(
    "text",
    [
        "Omer Hassan Said told the court so. Omer wept.",
        "Walter Scott Jones told the court so.",
    ],
)
def test_a_first_name_is_no_job(named: Named, text: str) -> None:
    assert " ".join(text.split()[:3]) in named(text)


@pytest.mark.parametrize(
    ("text", "name", "mentions"),
    [
        ("A court found that Ana Ruiz Soto took bribes. Prosecutors said Ruiz had lied.",
         "Ana Ruiz Soto", ["Ana Ruiz Soto", "Ruiz"]),
        ("The Bank of Velia held its rate. The Central Bank of Ostia cut. The Bank said no.",
         "Bank of Velia", ["Bank of Velia"]),
        ("The Green Alliance won the vote. The Alliance needs a partner.", "Green Alliance",
         ["Green Alliance", "Alliance"]),
    ],
)  # fmt: skip
def test_short_forms_go_to_the_full_name(
    named: Named, text: str, name: str, mentions: list[str]
) -> None:
    assert named(text)[name][1] == mentions


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Fans of film star Jude Marrow wept. Marrow's next film opens in May. Marrow was ill.",
         "Jude Marrow", "person"),
        ("She spoke to the head of mission, Annika Vogel. Annika Vogel said no.", "Annika Vogel",
         "person"),
        ("The soldiers shot five Palmaris. More than 60 Palmaris have been killed.", "Palmaris",
         "group"),
        ("Boats were sent out by the coast guard. The coast guard said so.", "coast guard",
         "organisation"),
        ("Kiran's foreign minister spoke. Kiran has closed the border.", "Kiran", "place"),
        ("Ostrov's parliament met. Ostrov denied the charge.", "Ostrov", "place"),
        ("The secretary-general Amara Conti called it a step.", "Amara Conti", "person"),
    ],
)  # fmt: skip
def test_kinds_by_the_words_around(named: Named, text: str, name: str, kind: str) -> None:
    assert named(text)[name][0] == kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The report said homes at Little Thorn would be lost.", "Little Thorn"),
        ("The builders want to dig up Larkham Meadow, and the town wants it too.",
         "Larkham Meadow"),
        ("The pollster had predicted a hung parliament.", "hung parliament"),
        ("The deal was refused by every other party.", "every other party"),
    ],
)  # fmt: skip
def test_scenes_and_bodies_in_general_are_no_actors(named: Named, text: str, name: str) -> None:
    assert name not in named(text)


def test_a_ministry_is_not_another(named: Named) -> None:
    found = named("Police stood by the Interior Ministry. The health ministry said 60 were hurt.")

    assert found["health ministry"][1] == ["The health ministry"]


def test_a_deputy_is_not_the_governor(named: Named) -> None:
    text = (
        "Governor Helena Brand spoke first. Then the deputy governor Alec Ferris spoke. "
        "The governor is losing, he said."
    )

    assert "The governor" in named(text)["Helena Brand"][1]


def test_nobody_calls_himself_by_his_name(named: Named) -> None:
    text = (
        "The agent, Jorge Reis, met the coach, Ron Tull, on Monday. "
        "“Mr Tull made promises and broke them all,” he said."
    )

    assert "he" in named(text)["Jorge Reis"][1]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("They want the union's boss, Sir Nigel Tarrant, to go. Damian Voss was the boss of Orsa.",
         "Sir Nigel Tarrant", "the union's boss"),
        ("The Republican governor stood up. A spokeswoman for the governor, Erin Slade, said no.",
         "Erin Slade", "A spokeswoman"),
    ],
)  # fmt: skip
def test_a_job_goes_to_the_name_beside_it(named: Named, text: str, name: str, words: str) -> None:
    assert words in named(text)[name][1]
    assert "the governor" not in named(text)[name][1]


def test_a_merger_is_not_one_firm(named: Named) -> None:
    found = named(
        "Regulators blocked the Halden-Brightwell merger. The power retailer Brightwell had "
        "agreed to it. Brightwell said it would appeal."
    )

    assert found["Brightwell"][1].count("Brightwell") == 3
