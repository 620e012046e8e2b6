"""Voices: whose words a sentence about an actor is, and who speaks for whom."""

from __future__ import annotations

from dataclasses import replace

import pytest
from spacy.language import Language

from summarizer.guard import prepare
from summarizer.stages.parse import load_parser
from summarizer.summaries import actor_summary
from summarizer.summaries.columns import main_actors
from summarizer.summaries.spokespeople import find_spokespeople
from summarizer.summaries.voices import Said, Voices, hear
from summarizer.types import ActorKind, Analysis
from tests.stories import find, make_quote, make_story

ACTORS: dict[str, tuple[str, ActorKind]] = {
    "mill": ("Karst Mill", "organisation"),
    "odd": ("Bo Odd", "person"),
    "ekman": ("Ulla Ekman", "person"),
}
TEXT = (
    "<n:mill Karst Mill> shut its gates on Friday.",
    "<n:odd Bo Odd>, <n:mill Karst Mill>'s chief executive, said that the river was clean.",
    "<n:ekman Ulla Ekman> accused the <m:mill mill> of poisoning it.",
    "A former guard at the <m:mill mill> said that he saw barrels.",
    "<n:ekman Ekman> met <n:odd Odd> and said that she was tired.",
)


@pytest.fixture(scope="module")
def parser() -> Language:
    return load_parser()


@pytest.fixture
def mill(parser: Language) -> Analysis:
    story = make_story(list(TEXT), actors=ACTORS)
    quotes = (
        make_quote(story, "that the river was clean", "odd", source="Bo Odd", kind="indirect"),
        replace(
            make_quote(story, "of poisoning it", "ekman", source="Ulla Ekman", kind="indirect"),
            cue=find(story, "accused"),
        ),
        make_quote(
            story, "that he saw barrels", "mill", source="A former guard at the mill",
            kind="indirect",
        ),
        make_quote(story, "that she was tired", "ekman", source="Ekman met", kind="indirect"),
    )  # fmt: skip
    return replace(story, quotes=quotes, parse=parser(story.article.text))


@pytest.fixture
def voices(mill: Analysis) -> Voices:
    return hear(prepare(mill))


def test_the_head_of_a_body_speaks_for_it(mill: Analysis, voices: Voices) -> None:
    assert find_spokespeople(mill) == {"odd": "mill"}
    assert voices.of("mill", 1) == Said("own", "odd", find(mill, "Bo Odd"))
    assert voices.of("odd", 1).voice == "own"


def test_an_owner_told_of_more_than_the_body_speaks_for_himself(parser: Language) -> None:
    story = make_story(
        [
            "<n:odd Bo Odd>, <n:mill Karst Mill>'s chief executive, bought a boat.",
            "<n:odd Odd> named it.",
            "<n:odd Odd> sank it.",
        ],
        actors=ACTORS,
    )

    assert find_spokespeople(replace(story, parse=parser(story.article.text))) == {}


def test_what_an_opponent_says_about_an_actor_is_the_others(mill: Analysis, voices: Voices) -> None:
    assert voices.of("mill", 2) == Said("other", "ekman", find(mill, "Ulla Ekman"))


def test_an_unnamed_insider_is_not_the_body(voices: Voices) -> None:
    assert voices.of("mill", 3).voice != "own"
    assert voices.of("mill", 3).speaker is None


def test_who_is_only_met_by_a_speaker_is_told_of_by_the_outlet(voices: Voices) -> None:
    assert voices.of("odd", 4) == Said("outlet")
    assert voices.of("mill", 0) == Said("outlet")


def test_a_summary_tells_whose_words_each_sentence_is(mill: Analysis) -> None:
    import numpy as np

    n = len(mill.sentences or ())
    summary = actor_summary(mill, (mill.actors or ())[0], np.eye(n), 3)

    assert {s.voice for s in summary.sentences} == {"own", "other", "outlet"}
    told = next(s for s in summary.sentences if s.voice == "other")
    assert told.speaker == "ekman"
    assert told.source is not None
    assert told.source.span.of(mill.article.text) == "Ulla Ekman"
    assert summary.note is None


def test_a_body_that_speaks_by_its_head_is_quoted_and_comes_before_it(mill: Analysis) -> None:
    ids = [actor.id for actor in main_actors(mill, 3)]

    assert hear(prepare(mill)).is_quoted("mill")
    assert ids.index("mill") < ids.index("odd")


def test_without_a_parse_nobody_speaks_for_a_body(mill: Analysis) -> None:
    bare = hear(prepare(replace(mill, parse=None)))

    assert bare.speaks_for == {}
    assert bare.of("mill", 1).voice != "own"
