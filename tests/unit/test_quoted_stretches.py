from __future__ import annotations

import itertools
import time

import pytest

from summarizer.quotations import quoted_stretches


def found(text: str) -> list[str]:
    return [span.of(text) for span in quoted_stretches(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a “b c” d", ["“b c”"]),
        ("a ‘b c’ d", ["‘b c’"]),
        ("a 'b c' d", ["'b c'"]),
        ("‘it’s over’, he said", ["‘it’s over’"]),
        ("'it's over', he said", ["'it's over'"]),
        ("“he said ‘go’ twice”", ["“he said ‘go’ twice”"]),
        ("a so-called 'truce' and a “peace”", ["'truce'", "“peace”"]),
        ("the dockers’ union and the port’s cranes", []),
        ("the dockers' union and the port's cranes", []),
        ("in the '90s the dockers' union", []),
        ("don't and won't", []),
        ("' spaced ' marks", []),
        ("“”", []),
        ("", []),
    ],
)
def test_marks_are_told_from_apostrophes(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


def test_single_marks_do_not_cross_a_line() -> None:
    assert found("a 'b\nc' d") == []


def test_stretches_are_in_order_and_disjoint() -> None:
    text = "'a' “b ‘c’ d” ‘e “f’ g” 'h' \"i 'j' k\""
    spans = quoted_stretches(text)

    assert list(spans) == sorted(spans)
    assert not any(a.overlaps(b) for a, b in itertools.pairwise(spans))


@pytest.mark.parametrize("part", ["'a ", "‘a ", "x'y ", "' ", "‘’", "''", "“‘"])
def test_unbalanced_marks_take_no_time(part: str) -> None:
    text = part * 5000
    began = time.perf_counter()
    quoted_stretches(text)

    assert time.perf_counter() - began < 1.0
