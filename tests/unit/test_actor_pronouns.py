"""Whom "he" and "she" mean, in short reports; with the released weights."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from safetensors.torch import load_file

from summarizer.neural.references import ReferenceHead, Referring
from summarizer.neural.weights import load_manifest
from summarizer.stages.actor_pronoun_facts import PRONOUN_FACTS
from summarizer.stages.actors import find_actors
from summarizer.stages.parse import load_parser
from summarizer.stages.sentences import Sentences
from summarizer.types import Analysis, Article, Line, Span

MODELS = Path(__file__).parents[2] / "models"
Meant = Callable[[str], list[tuple[str, str]]]


@pytest.fixture(scope="module")
def meant() -> Meant:
    """The pronouns of a text that are resolved, each with its actor's name."""
    spec = load_manifest(MODELS).spec("news-pronouns")
    weights = load_file(MODELS / spec.folder / "model.safetensors")
    head = ReferenceHead(len(PRONOUN_FACTS))
    head.load_state_dict({k.removeprefix("pronouns."): v for k, v in weights.items()})
    judge, parser = Referring(head, **spec.values["calibration"]["pronouns"]), load_parser()

    def find(text: str) -> list[tuple[str, str]]:
        article = Article("a", text, lines=(Line(Span(0, len(text)), "body"),))
        sentences = Sentences()([Analysis(article)])[0].sentences or ()
        actors = find_actors(parser(text), sentences, pronouns=judge)
        found = [(m.span, a.name) for a in actors for m in a.mentions if m.kind == "pronoun"]
        return [(span.of(text), name) for span, name in sorted(found)]

    return find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Harbour master Tove Lind closed the port on Monday. She said the cranes were unsafe.",
            [("She", "Tove Lind")],
        ),
        (
            "Mayor Ivo Saar resigned on Friday after a vote in the council. He had led the town "
            "for nine years. In his letter he thanked the nurses.",
            [("He", "Ivo Saar"), ("his", "Ivo Saar"), ("he", "Ivo Saar")],
        ),
        (
            "Ana Ruiz, a nurse, said she would appeal. The court had fined her in May.",
            [("she", "Ana Ruiz"), ("her", "Ana Ruiz")],
        ),
        (
            "Leila Osman, a nurse and mother of two, backed the strike. She wept.",
            [("She", "Leila Osman")],
        ),
    ],
)
def test_pronouns_go_to_the_one_who_is_spoken_of(
    meant: Meant, text: str, expected: list[tuple[str, str]]
) -> None:
    assert meant(text) == expected


def test_a_pronoun_between_two_equals_stays_open(meant: Meant) -> None:
    text = "Ivo Saar and Juri Tamm spoke on the quay. The rain had stopped by then. He was calm."

    assert meant(text) == []


def test_nobody_is_his_own_object(meant: Meant) -> None:
    found = meant("Ivo Saar spoke first. Ivo Saar then thanked him.")

    assert ("him", "Ivo Saar") not in found


def test_gender_once_told_parts_two_people(meant: Meant) -> None:
    found = meant(
        "Mr Ivo Saar and Ms Tove Lind signed on Monday. She spoke of peace, and he shook hands."
    )

    assert set(found) <= {("She", "Tove Lind"), ("he", "Ivo Saar")}
    assert ("She", "Tove Lind") in found


def test_what_stands_in_quotation_marks_is_left_alone(meant: Meant) -> None:
    assert meant('Ivo Saar left. "He was tired," Tove Lind said.') == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Corvane Resources has called the study flawed. It promised to publish its own.",
            [("It", "Corvane Resources")],
        ),
        ("Corvane Resources has called the study flawed. It rained for days.", []),
        ("The study angered Corvane Resources. It said the river would fall dry.", []),
    ],
)
def test_it_speaks_for_the_body_that_was_the_subject(
    meant: Meant, text: str, expected: list[tuple[str, str]]
) -> None:
    assert meant(text) == expected


def test_who_spoke_last_is_meant_and_not_who_is_named_most(meant: Meant) -> None:
    text = (
        "Dario Velk was jailed on Friday for taking bribes. His lawyer said he would appeal. Velk "
        "had sold the contracts, he said. The prosecutor, Ron Tavar, said the message was clear. "
        '"Nobody stands above the law," he said. The builder, Otto Prinz, was given four years. '
        "He had confessed in May."
    )
    found = meant(text)

    assert found[-2:] == [("he", "Ron Tavar"), ("He", "Otto Prinz")]
    assert ("His", "Dario Velk") in found
