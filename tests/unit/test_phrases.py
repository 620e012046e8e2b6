from __future__ import annotations

import time

import pytest

from summarizer.phrases import count_words, tidy, without_names
from summarizer.types import Span
from tests.factories import span_of


def tidied(text: str, words: str) -> str | None:
    span = span_of(words, text)
    found = tidy(text, span.start, span.end)
    return found.of(text) if found else None


@pytest.mark.parametrize(
    ("text", "given", "wanted"),
    [
        ("a brutal crackdown", "rutal crack", "brutal crackdown"),
        ("in the brutal crackdown of the", "in the brutal crackdown of the", "brutal crackdown"),
        ("called it a massacre, and left", "a massacre, and", "massacre"),
        ("the war-torn city", "torn city", "war-torn city"),
        ("they don’t surrender", "t surrender", "don’t surrender"),
        ("the regime's brutal men", "regime", "regime"),
        ("the regime's brutal men", "regime's brutal", "regime's brutal"),
        ("a “new Hiroshima” there", "new Hiroshima", "“new Hiroshima”"),
        ("a 'truce' there", "truce", "'truce'"),
        ("a “new Hiroshima” there", "“new", "new"),
        ("a “new Hiroshima” there", "Hiroshima”", "Hiroshima"),
        ("“the brave men” came", "“the brave", "brave"),
        ("(a bloody war) came", "(a bloody", "bloody"),
        ("the (bloody) war", "bloody", "bloody"),
        ("workers' paradise", "workers'", "workers"),
        ("he was killed.", "he was killed.", "he was killed"),
    ],
)
def test_phrases_end_at_whole_words_that_say_something(text: str, given: str, wanted: str) -> None:
    assert tidied(text, given) == wanted


@pytest.mark.parametrize("words", ["the ", ", of the", "2015", "“ ”", " "])
def test_nothing_is_left_of_what_says_nothing(words: str) -> None:
    assert tidied(f"x {words} y", words) is None


@pytest.mark.parametrize("filler", [" ", "-", "!", "- ", " the ", "“"])
def test_long_runs_of_anything_take_no_time(filler: str) -> None:
    text = "brutal" + filler * 3000 + "war"
    began = time.perf_counter()

    assert tidy(text, 0, len(text)) is not None
    assert tidy(text, 0, len(text) - 3) is not None
    assert time.perf_counter() - began < 0.5


@pytest.mark.parametrize(
    ("words", "n"),
    [("", 0), ("a war-torn city", 3), ("don’t", 1), ("U.S. troops!", 2), ("— … —", 0)],
)
def test_words_are_counted_as_people_do(words: str, n: int) -> None:
    assert count_words(words) == n


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("A spill drowned Brennick in mud.", "drowned Brennick", "drowned"),
        ("He praised the heroic American diver.", "heroic American", "heroic"),
        ("They blamed Assad's brutal rule.", "Assad's brutal rule", "brutal rule"),
        ("Brutal Assad rule ended.", "Brutal Assad", "Brutal"),
        ('"Nobody strikes for fun," he said.', "Nobody strikes for fun", None),
        ("The so-called Islamic State fell.", "so-called Islamic State fell", None),
        ("They fear Fortress Europe.", "Fortress Europe", None),
        ("Greedy Owners Plunder Club", "Plunder Club", None),
        ("The savage blow fell.", "savage blow", None),
    ],
)
def test_names_at_the_edges_of_a_phrase_go(text: str, words: str, left: str | None) -> None:
    found = without_names(text, span_of(words, text), Span(0, len(text)))
    assert found.of(text) == (words if left is None else left)
