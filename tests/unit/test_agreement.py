"""When two articles' sentences tell one thing, and what of a sentence can go."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from summarizer.guard import prepare
from summarizer.stages.parse import load_parser, parse_text
from summarizer.summaries.agreement import agrees
from summarizer.summaries.standalone import word_sentences
from summarizer.types import Span
from tests.stories import make_story

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@cache
def parser() -> Language:
    return load_parser()


def _read(text: str) -> tuple[Doc, list[Span]]:
    doc: Doc = parser()(text)
    return doc, [Span(0, len(text))]


@pytest.mark.parametrize(
    ("ours", "theirs", "is_shorter", "expected"),
    [
        (
            "Divers pulled nine miners from the Orle shaft on Friday.",
            "On Friday nine miners were pulled from a flooded shaft near Orle by divers.",
            False,
            True,
        ),
        (
            "Marla Quint took a very different view of the Orle ferry tender.",
            "Marla Quint of the harbour board was among four people at risk of losing their seats.",
            False,
            False,
        ),
        # The names alone are no deed.
        ("Mayor Marla Quint of Orle resigned.", "Mayor Marla Quint of Orle sang.", True, False),
        ("Mayor Marla Quint of Orle resigned.", "Quint resigned as mayor.", True, True),
        ("The mayor held talks.", "Talks with the mayor went on.", True, True),
    ],
)
def test_two_sentences_agree_by_most_words_or_by_the_deed(
    ours: str, theirs: str, is_shorter: bool, expected: bool
) -> None:
    found = agrees(_read(ours), _read(theirs), is_known=True, is_shorter=is_shorter)

    assert found is expected


def test_more_must_agree_where_not_all_claims_are_known_to_be_shared() -> None:
    ours = _read("Divers pulled nine tired miners out of a shaft in Orle, and crowds cheered them.")
    theirs = _read("Rescue teams pulled nine people out in Orle.")

    assert agrees(ours, theirs, is_known=True, is_shorter=False) is False
    nearer = _read("Divers pulled nine people out in Orle.")
    assert agrees(ours, nearer, is_known=True, is_shorter=False)
    assert not agrees(ours, nearer, is_known=False, is_shorter=False)


def _shorter(sentence: str) -> str:
    story = make_story([sentence])
    doc = parse_text(parser(), story.article.text, story.sentences or ())
    source = prepare(replace(story, parse=doc))
    return word_sentences(source, trim=True, clauses=True)[0].text


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        (
            "On Monday evening, the harbour board of Orle closed the old northern pier.",
            "The harbour board of Orle closed the old northern pier.",
        ),
        (
            "The harbour board closed the old northern pier on Monday, after divers found cracks.",
            "The harbour board closed the old northern pier on Monday.",
        ),
        (
            "The harbour board closed the old northern pier, and the ferry moved to Tarn.",
            "The harbour board closed the old northern pier.",
        ),
        (
            "The harbour board closed the old northern pier on Monday to avoid an accident.",
            "The harbour board closed the old northern pier on Monday.",
        ),
    ],
)
def test_the_heart_of_a_sentence_is_left(sentence: str, left: str) -> None:
    assert _shorter(sentence) == left


@pytest.mark.parametrize(
    "sentence",
    [
        "If divers find more cracks, the harbour board closes the old northern pier.",
        "According to the divers, the harbour board closed the old northern pier.",
        "In a survey by the ferry line, nine in ten people praised the northern pier.",
        "The harbour board closed the old northern pier, unless divers were mistaken.",
        "The harbour board did not close the old northern pier and kept the ferry running.",
        "The harbour board refused the engineers leave to close the old northern pier.",
        "Marla Quint asked the harbour board on Monday to close the northern pier.",
    ],
)
def test_what_the_rest_hangs_on_stays(sentence: str) -> None:
    assert _shorter(sentence) == sentence
