"""What counts as denied, in sentences parsed by the real parser."""

from __future__ import annotations

import pytest

from summarizer.stages.denial import is_denied
from summarizer.stages.parse import load_parser
from summarizer.types import Span


@pytest.fixture(scope="module")
def parser() -> object:
    return load_parser()


@pytest.mark.parametrize(
    "sentence",
    [
        "What happened was not a [massacre].",
        "The budget is no [bombshell].",
        "The minister is [not a coward].",
        "The cuts are far from [savage].",
        "The army did not [raze the village].",
        "The team did not suffer a [humiliating defeat].",
        "She [never bullied her critics].",
        "The ministry denied that it was a [massacre].",
        "The inspectors found no evidence of a [bloodbath].",
        "Nobody [plundered] the shops.",
        "The speech was anything but a [triumph].",
    ],
)
def test_these_are_denied(parser: object, sentence: str) -> None:
    assert _denied(parser, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "What happened was a [massacre].",
        "They will [not be silenced].",
        "The minister has not condemned the [massacre].",
        "The [shameless] minister did not apologise.",
        "It was a [massacre], not a battle.",
        "Not everybody saw the [savage] beating.",
        "The minister denied the report, which described a [bloodbath].",
        "No officer was charged after the [massacre].",
    ],
)
def test_these_are_not(parser: object, sentence: str) -> None:
    assert not _denied(parser, sentence)


def _denied(parser: object, sentence: str) -> bool:
    start = sentence.index("[")
    end = sentence.index("]") - 1
    text = sentence.replace("[", "").replace("]", "")
    return is_denied(Span(start, end), parser(text))  # type: ignore[operator]
