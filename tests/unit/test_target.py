from __future__ import annotations

import pytest
from spacy.language import Language

from summarizer.stages.parse import load_parser
from summarizer.stages.target import spoken_of, target_of
from summarizer.types import Mention, Quote, Span
from tests.factories import span_of
from tests.parses import make_parse

DOC = make_parse(
    """
    Troops 2 nsubj NOUN
    crushed 0 ROOT VERB
    brutal 4 amod ADJ
    rebels 2 dobj NOUN
    near 2 prep ADP
    Veldhaven 5 pobj PROPN
    . 2 punct PUNCT

    Calm 2 nsubj NOUN
    returned 0 ROOT VERB
    """
)
TEXT = DOC.text


@pytest.fixture(scope="module")
def parser() -> Language:
    return load_parser()


def mentions(*words: str) -> list[Mention]:
    spans = sorted(span_of(w, TEXT) for w in words)
    return [Mention(span, span.of(TEXT).lower(), "nominal") for span in spans]


def target(phrase: str, *actors: str) -> str | None:
    return target_of(span_of(phrase, TEXT), mentions(*actors), DOC)


def test_an_adjective_leans_on_its_noun() -> None:
    assert target("brutal", "Troops", "rebels", "Veldhaven") == "rebels"


def test_harm_leans_on_the_one_it_is_done_to() -> None:
    assert target("crushed", "Troops", "rebels", "Veldhaven") == "rebels"
    assert target("crushed", "Troops", "Veldhaven") == "troops"


def test_an_actor_inside_the_phrase_is_its_target() -> None:
    assert target("brutal rebels", "Troops", "rebels") == "rebels"


def test_actors_of_other_sentences_are_no_targets() -> None:
    assert target("Calm", "Troops", "rebels") is None


def test_without_actors_there_is_no_target() -> None:
    assert target("brutal") is None


def test_white_space_has_no_target() -> None:
    assert target_of(Span(len(TEXT) + 3, len(TEXT) + 4), mentions("Troops"), DOC) is None


def test_words_are_about_their_speaker_only_where_it_names_itself() -> None:
    outside, inside, other = (
        Mention(Span(0, 3), "roe", "name"),
        Mention(Span(20, 22), "roe", "pronoun"),
        Mention(Span(30, 35), "union", "name"),
    )
    mentions = (outside, inside, other)
    quote = Quote((Span(10, 40),), "direct", speaker="roe")

    assert spoken_of(mentions, "roe", [quote]) == [inside, other]
    assert list(spoken_of(mentions, None, [quote])) == list(mentions)
    assert list(spoken_of(mentions, "union", [quote])) == [outside, inside]


@pytest.mark.parametrize(
    ("text", "phrase", "actor", "is_target"),
    [
        ("As villagers danced in the streets, the success is bittersweet.", "bittersweet",
         "villagers", False),
        ("The pupils are back, officials said, ending a long nightmare.", "nightmare",
         "officials", False),
        ("Villagers endured a long nightmare.", "nightmare", "Villagers", True),
        ("Furious officials said it was over.", "Furious", "officials", True),
        ("The general who snatched power has resigned.", "snatched power", "general", True),
    ],
)  # fmt: skip
def test_who_acts_elsewhere_or_only_says_so_is_no_target(
    parser: Language, text: str, phrase: str, actor: str, *, is_target: bool
) -> None:
    near = [Mention(span_of(actor, text), "it", "nominal")]

    assert target_of(span_of(phrase, text), near, parser(text)) == ("it" if is_target else None)


@pytest.mark.parametrize(
    ("text", "phrase", "actors", "expected"),
    [
        (
            "Tolma was liberated from the militia by the Fourth Brigade.",
            "liberated",
            ("the militia", "the Fourth Brigade"),
            "the Fourth Brigade",
        ),
        ("Tolma was liberated from the militia.", "liberated", ("the militia",), None),
        (
            "A cowardly attack from the militia followed.",
            "cowardly",
            ("the militia",),
            "the militia",
        ),
    ],
)
def test_who_something_is_freed_from_is_no_target(
    parser: Language, text: str, phrase: str, actors: tuple[str, ...], expected: str | None
) -> None:
    found = [Mention(span_of(a, text), a, "nominal") for a in actors]

    assert target_of(span_of(phrase, text), found, parser(text)) == expected
