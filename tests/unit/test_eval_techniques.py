from __future__ import annotations

from typing import Any

import pytest

from eval.tasks_techniques import LABELS, Names, majority, name_tallies
from summarizer.types import Span

RECORDS: list[dict[str, Any]] = [
    {
        "id": "1",
        "text": "x" * 60,
        "spans": [
            {"start": 0, "end": 10, "technique": "Doubt"},
            {"start": 5, "end": 25, "technique": "Loaded_Language"},
            {"start": 30, "end": 40, "technique": "Repetition"},
        ],
    },
    {"id": "2", "text": "x" * 60, "spans": [{"start": 0, "end": 9, "technique": "Slogans"}]},
]


def row(label: str, p: float) -> dict[str, float]:
    rest = (1 - p) / (len(LABELS) - 1)
    return {name: p if name == label else rest for name in LABELS}


def results(*found: tuple[Span, str]) -> list[Names]:
    given = (row("doubt", 0.9), row("doubt", 0.4))
    return [Names(given, found, 0.6), Names((row("slogan_or_cliche", 0.7),), (), 0.6)]


def test_given_stretches_are_counted_with_and_without_the_sure_ones() -> None:
    tallies = name_tallies(RECORDS, results())

    assert tallies["micro_f1"].n == 3
    assert tallies["micro_f1"].score == pytest.approx(2 / 3)
    assert tallies["sure_right"].score == 1
    assert tallies["sure_share"].score == pytest.approx(2 / 3)
    assert tallies["found_f1"].score == 0


def test_found_stretches_count_only_with_their_name() -> None:
    right = name_tallies(RECORDS, results((Span(0, 10), "doubt")))
    wrong = name_tallies(RECORDS, results((Span(0, 10), "flag_waving")))
    unclear = name_tallies(RECORDS, results((Span(0, 10), "unclear_technique")))

    assert right["found_precision"].score == 1
    assert right["found_recall"].score == pytest.approx(1 / 3)
    assert right["found_right"].score == 1
    assert (wrong["found_precision"].score, wrong["found_right"].score) == (0, 0)
    assert unclear["found_right"].n == 0


def test_the_majority_names_all_alike() -> None:
    found = majority(RECORDS)

    assert name_tallies(RECORDS, found)["micro_f1"].score == pytest.approx(1 / 3)
    assert len({max(r, key=r.__getitem__) for names in found for r in names.given}) == 1
