"""Where phrases end, in sentences parsed by the real parser."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer.stages.edges import ended
from summarizer.stages.parse import load_parser
from summarizer.types import Span


@pytest.fixture(scope="module")
def parser() -> Any:
    return load_parser()


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("A few owners are [choking an entire] valley.", "choking an entire valley"),
        ("The new law [crushed the last] hope of the tenants.", "crushed the last hope"),
        # Only the noun itself is a name, so what stands before it goes.
        ("The defeat [humiliated the proud] Germans.", "humiliated"),
        # These describe a noun and are framing without it.
        ("The [brutal] regime fell.", "brutal"),
        ("It was a [cold and brutal] winter.", "cold and brutal"),
        ("The [brutal regime] fell on Monday.", "brutal regime"),
        ("They [plundered the shop] at night.", "plundered the shop"),
        (
            "Walkers warn that the [so-called wildlife] corridor is a ditch.",
            "so-called wildlife corridor",
        ),
        ("They call it a [witch hunt] report.", "witch hunt"),
    ],
)
def test_a_phrase_ends_with_its_noun(parser: Any, sentence: str, wanted: str) -> None:
    start, end = sentence.index("["), sentence.index("]") - 1
    text = sentence.replace("[", "").replace("]", "")

    assert ended(Span(start, end), parser(text)).of(text) == wanted


def test_what_starts_inside_a_word_stays(parser: Any) -> None:
    text = "Looting an entire town is a crime."
    span = Span(3, text.index(" town"))

    assert ended(span, parser(text)) == span
