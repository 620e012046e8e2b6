from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.quotations import (
    find_overlapping,
    find_quotations,
    find_speakers,
    is_only_quotation,
)
from summarizer.types import Analysis, Span
from tests.stories import find, make_quote, make_story


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said, "We left," and "never" came.', ['"We left,"', '"never"']),
        ("She said “no” and «oui».", ["“no”", "«oui»"]),
        ('A 5\'10" man called it a ("ruin").', ['"ruin"']),
        ('"One goes on.\n\n"Two ends." Then text.', ['"One goes on.', '"Two ends."']),
        ('Never closed "here it starts', ['"here it starts']),
        ('Lost close "one, and then "two" came.', ['"one, and then', '"two"']),
        ("Nothing ‘single’ or don't.", []),
        ('Empty "" marks and a lone "', []),
    ],
)
def test_quotations_are_found_with_their_marks(text: str, quoted: list[str]) -> None:
    assert [q.span.of(text) for q in find_quotations(text)] == quoted


def test_overlapping_quotations_are_those_that_share_a_character() -> None:
    text = 'a "bb" c "dd" e'
    quotations = find_quotations(text)

    assert list(find_overlapping(quotations, Span(0, 2))) == []
    assert list(find_overlapping(quotations, Span(0, 3))) == [0]
    assert list(find_overlapping(quotations, Span(6, 9))) == []
    assert list(find_overlapping(quotations, Span(5, 10))) == [0, 1]


def _speakers(analysis: Analysis) -> list[str | None]:
    return list(find_speakers(analysis, find_quotations(analysis.article.text)))


def test_a_paragraph_that_takes_up_an_open_quotation_keeps_the_speaker() -> None:
    story = make_story(
        ['"The river rose,', 'and nobody came," he said. "We waited.'], ['"Then we walked."']
    )
    story = replace(story, quotes=(make_quote(story, "We waited", "roe"),))

    assert _speakers(story) == [None, "roe", "roe"]


def test_a_quotation_in_a_longer_attribution_is_the_inner_speakers() -> None:
    story = make_story(['Jane Roe said the clerk wrote "it is gone" twice.'])
    outer = make_quote(story, 'the clerk wrote "it is gone" twice', "roe")
    story = replace(story, quotes=(outer, make_quote(story, '"it is gone"', "clerk")))

    assert _speakers(story) == ["clerk"]


def test_a_bare_quotation_belongs_to_the_speaker_of_the_sentence_before() -> None:
    story = make_story(["Jane Roe said the bridge was gone."], ['"I saw it fall."'])
    quote = make_quote(story, "the bridge was gone", "roe", source="Jane Roe", kind="indirect")

    assert _speakers(replace(story, quotes=(quote,))) == ["roe"]
    assert _speakers(story) == [None]


def test_a_bare_quotation_after_two_speakers_belongs_to_nobody() -> None:
    story = make_story(["Roe said it fell, but Poe said it stood."], ['"I saw it."'])
    quotes = (
        make_quote(story, "it fell", "roe", source="Roe", kind="indirect"),
        make_quote(story, "it stood", "poe", source="Poe", kind="indirect"),
    )

    assert _speakers(replace(story, quotes=quotes)) == [None]


def test_a_quotation_inside_a_sentence_does_not_take_the_last_speaker() -> None:
    story = make_story(["Roe said it fell.", 'The "wonder" was gone.'])
    quote = make_quote(story, "it fell", "roe", source="Roe", kind="indirect")

    assert _speakers(replace(story, quotes=(quote,))) == [None]


@pytest.mark.parametrize(
    ("sentence", "is_only"),
    [('"I saw it."', True), ('"I saw," she said.', False), ("No quotation.", False)],
)
def test_only_a_quotation_has_nothing_outside_the_marks(sentence: str, is_only: bool) -> None:
    story = make_story(["Before.", sentence, 'After "it".'])
    quotations = find_quotations(story.article.text)

    span = find(story, sentence)
    assert is_only_quotation(span, story.article.text, quotations) is is_only
