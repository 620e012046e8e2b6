"""Who does and to whom it is done."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from summarizer.stages.agency import agency_of, clauses, is_agent
from summarizer.stages.parse import load_parser
from summarizer.types import Actor, Agency, Mention, Span


@pytest.fixture(scope="module")
def parser() -> Language:
    return load_parser()


def actor(doc: Doc, *words: str) -> Actor:
    """An actor with one mention per word, at its first place."""
    spans = [Span(doc.text.index(w), doc.text.index(w) + len(w)) for w in words]
    return Actor("a", words[0], "group", tuple(Mention(s, "a", "nominal") for s in sorted(spans)))


@pytest.mark.parametrize(
    ("text", "who", "expected"),
    [
        ("The soldiers attacked the village.", "soldiers", Agency(1, 0)),
        ("The soldiers attacked the villagers.", "villagers", Agency(0, 1)),
        ("The villagers were attacked by the soldiers.", "villagers", Agency(0, 1)),
        ("The villagers were attacked by the soldiers.", "soldiers", Agency(1, 0)),
        ("The villagers were attacked at dawn.", "villagers", Agency(0, 1, 1)),
        ("The strikers were arrested and charged.", "strikers", Agency(0, 2, 2)),
        ("The strikers were beaten and ran away.", "strikers", Agency(1, 1, 1)),
        ("Police met the militants who beheaded prisoners.", "militants", Agency(1, 1)),
        ("The rebels tried to overthrow the king.", "rebels", Agency(2, 0)),
        ("The rebels, backed by farmers, took the town.", "farmers", Agency(1, 0)),
        ("The police forced protesters to leave.", "protesters", Agency(1, 1)),
        ("Dozens of protesters were killed on Monday.", "protesters", Agency(0, 1, 1)),
        ("The workers do not trust promises, and they did not strike.", "workers", Agency(0, 0)),
        ("The residents are poor and have little money.", "residents", Agency(0, 0)),
        ("Many residents died in the flood.", "residents", Agency(0, 1)),
        ("He killed himself.", "He", Agency(1, 0)),
    ],
)
def test_counts_what_an_actor_does_and_what_is_done_to_it(
    parser: Language, text: str, who: str, expected: Agency
) -> None:
    doc = parser(text)

    assert agency_of(doc, actor(doc, who)) == expected


def test_a_state_acts_through_its_airstrikes(parser: Language) -> None:
    doc = parser("The town was flattened by U.S. airstrikes.")

    assert agency_of(doc, actor(doc, "U.S.")) == Agency(1, 0)


def test_two_mentions_in_one_clause_count_once(parser: Language) -> None:
    doc = parser("The mayor, Jo Roe, closed the port.")

    assert agency_of(doc, actor(doc, "mayor", "Jo Roe")).acts == 1


def test_clauses_name_verb_agent_and_patient(parser: Language) -> None:
    doc = parser("The army and the police did not shell the town.")

    (clause,) = clauses(doc)

    assert clause.verb.of(doc.text) == "shell"
    assert [s.of(doc.text) for s in clause.agents] == ["army", "police"]
    assert [s.of(doc.text) for s in clause.patients] == ["town"]
    assert clause.negated
    assert not clause.passive


def test_is_agent_needs_the_deed_to_be_done(parser: Language) -> None:
    doc = parser("The army shelled the town. The police did not move.")

    assert is_agent(doc, Span(4, 8))
    assert not is_agent(doc, Span(doc.text.index("town"), doc.text.index("town") + 4))
    assert not is_agent(doc, Span(doc.text.index("police"), doc.text.index("police") + 6))


def test_known_clauses_change_nothing(parser: Language) -> None:
    doc = parser("The army shelled the town, and the town was evacuated.")
    army = actor(doc, "army")

    assert agency_of(doc, army, clauses(doc)) == agency_of(doc, army)


def test_empty_text_has_no_clauses(parser: Language) -> None:
    doc = parser("")

    assert clauses(doc) == ()
    assert agency_of(doc, Actor("a", "A", "group", ())) == Agency(0, 0)
