from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from summarizer.errors import SettingsError
from summarizer.length import Length, Words, body_words, count_words, parse_length
from summarizer.settings import Settings
from summarizer.summaries import neutral_summary, summarize_all
from summarizer.summaries.neutral import summarize_neutrally
from summarizer.summaries.select import gather
from summarizer.types import Analysis, FramingSpan, Summary
from tests.stories import find, make_story

STORY = (
    "The council of Orlen voted on Tuesday to close the old bridge for two years.",  # 15 words
    "Traders on the east bank fear for their shops.",  # 9
    "A ferry will run every ten minutes from the fish market to the station.",  # 14
    "So nobody knows who will pay for it.",  # 8, leans on what came before
    "Engineers found cracks in three of its five piers.",  # 9
)


def story(**changes: object) -> Analysis:
    made = make_story(STORY, salience=[0.9, 0.3, 0.6, 0.8, 0.5], outlet="Orlen Post")
    return replace(made, **changes)  # type: ignore[arg-type]


def within(words: Words, n: int = 50, analysis: Analysis | None = None) -> Summary:
    analysis = analysis or story()
    return summarize_neutrally(gather(analysis, np.eye(len(STORY))), n, words=words)


def texts(summary: Summary) -> list[str]:
    return [sentence.text for sentence in summary.sentences]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("3", Length(sentences=3)),
        ("1 sentence", Length(sentences=1)),
        (" 12  Sentences ", Length(sentences=12)),
        ("80 words", Length(words=80)),
        ("80words", Length(words=80)),
        ("10%", Length(percent=10)),
        ("7.5 %", Length(percent=7.5)),
        ("10 percent", Length(percent=10)),
        ("Headline", Length(sentences=1, is_headline=True)),
        ("short", Length(sentences=2)),
        ("medium", Length(sentences=4)),
        ("long", Length(sentences=8)),
    ],
)
def test_a_length_is_read_and_written(text: str, length: Length) -> None:
    assert parse_length(text) == length
    assert parse_length(str(length)) == length


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "must be like"),
        ("many", "must be like"),
        ("3 pages", "must be like"),
        ("-3", "must be like"),
        ("3.5 words", "must be like"),
        ("²", "must be like"),
        ("80 words 3", "must be like"),
        ("0", "0 sentences; it must be from 1 to 50"),
        ("51 sentences", "51 sentences; it must be from 1 to 50"),
        ("0 words", "0 words; it must be from 1 to 5,000"),
        ("0%", "it must be from more than 0 to 100"),
        ("101%", "101 percent of the article; it must be from more than 0 to 100"),
    ],
)
def test_what_is_no_length_is_named(text: str, why: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(why)) as told:
        parse_length(text)
    assert "\n" not in str(told.value)


def test_a_length_has_one_unit() -> None:
    with pytest.raises(SettingsError, match="one number of one unit"):
        Length(sentences=3, words=80)
    with pytest.raises(SettingsError, match="one number of one unit"):
        Length()


def test_settings_take_a_length_in_place_of_sentences() -> None:
    assert Settings(sentences=5).summary_length == Length(sentences=5)
    assert Settings(length="80 words").summary_length == Length(words=80)
    assert dict(Settings(length="short").items())["length"] == "2 sentences"
    with pytest.raises(SettingsError, match="must be like"):
        Settings(length="huge")
    with pytest.raises(SettingsError, match="it must be text"):
        Settings(length=80)  # type: ignore[arg-type]
    with pytest.raises(SettingsError, match="true or false"):
        Settings(trim="yes")  # type: ignore[arg-type]


def test_a_part_of_the_article_is_of_its_body() -> None:
    made = make_story(["Bridge to close"], STORY, kinds={0: "headline"})
    n = sum(map(count_words, STORY))

    assert body_words([made]) == n
    assert Length(percent=100).limits(n) == (n, Words(n))
    assert Length(percent=10).limits(70) == (7, Words(7))


@pytest.mark.parametrize("most", range(1, 60))
def test_the_limit_is_never_passed_and_nothing_that_fits_is_left_out(most: int) -> None:
    said = texts(within(Words(most)))
    room = most - sum(map(count_words, said))
    standing = [text for text in STORY if not text.startswith("So ")]

    assert room >= 0
    assert all(count_words(text) > room for text in standing if text not in said)
    assert said == [text for text in STORY if text in said]


def test_the_best_that_fits_comes_first() -> None:
    assert texts(within(Words(15))) == [STORY[0]]
    assert texts(within(Words(14))) == [STORY[2]]


def test_a_limit_that_nothing_meets_is_told() -> None:
    summary = within(Words(5))

    assert summary.sentences == ()
    assert summary.note == "No sentence that can be said here fits in 5 words."


def test_a_headline_is_short_where_a_short_one_is_worth_it() -> None:
    assert texts(within(Words(14, is_strict=False), 1)) == [STORY[2]]
    # The only one as short as this is worth less than half of the best.
    assert texts(
        within(Words(9, is_strict=False), 1, story(salience=(0.9, 0.3, 0.6, 0.8, 0.2)))
    ) == [STORY[0]]


def test_what_repeats_a_sentence_is_no_filling() -> None:
    twice = make_story([STORY[0], STORY[0], STORY[1]])

    summary = summarize_neutrally(gather(twice, np.eye(3)), 50, words=Words(45))

    assert texts(summary) == [STORY[0], STORY[1]]


def test_every_perspective_keeps_to_the_limit() -> None:
    made = make_story(
        [
            "<n:roe Jane Roe> shut the old bridge on Tuesday morning.",
            "Rain fell on the brutal city.",
        ],
        ["<n:roe Jane Roe> called it a grave step for the town."],
        actors={"roe": ("Jane Roe", "person")},
        outlet="Orlen Post",
    )
    made = replace(
        made, framing=(FramingSpan(find(made, "brutal"), "framing", "loaded_other", 0.9),)
    )
    summaries = summarize_all(made, np.eye(3), 20, words=Words(12))

    assert {s.perspective.kind for s in summaries} == {"neutral", "actor", "outlet"}
    for summary in summaries:
        assert 0 < sum(map(count_words, texts(summary))) <= 12


def test_in_sentences_nothing_changes() -> None:
    assert texts(neutral_summary(story(), np.eye(5), 2)) == [STORY[0], STORY[2]]
