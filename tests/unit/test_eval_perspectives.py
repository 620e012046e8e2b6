"""What the task on perspectives counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from eval.tasks_perspectives import View, first_named, perspective_tallies, places_of

LINES = ["Bo Odd left.", "Odd said it rained.", "Ulla Ekman said Odd lied.", "Snow fell."]
ODD: dict[str, Any] = {
    "name": "Bo Odd",
    "names": ["Odd"],
    "is_quoted": True,
    "own": [1],
    "by": [{"sentence": 2, "by": ["Ulla Ekman"]}],
    "slots": [[0, 3], [1], [2]],
}
RECORD: dict[str, Any] = {
    "id": "a",
    "text": "Odd in the head\n\n" + " ".join(LINES),
    "sentences": LINES,
    "actors": [ODD],
}
RIGHT = View((0, 1, 2), True, frozenset({1}), {2: "Ulla Ekman"}, True, (True, True, True))


def scores(view: View) -> dict[str, float]:
    return {name: t.score for name, t in perspective_tallies([RECORD], [[view]]).items()}


def test_what_the_editor_would_choose_scores_full() -> None:
    assert set(scores(RIGHT).values()) == {1.0}


def test_two_sentences_of_one_slot_count_once() -> None:
    found = scores(replace(RIGHT, chosen=(0, 3, 1)))

    assert found["precision"] == found["recall"] == pytest.approx(2 / 3)


def test_a_wrong_speaker_and_a_wrong_note_are_seen() -> None:
    found = scores(replace(RIGHT, others={2: "Bo Odd"}, is_quoted=False, chosen=(0,)))

    assert (found["others_f1"], found["others_named"]) == (1.0, 0.0)
    assert (found["noted"], found["voiced"]) == (0.0, 0.0)


def test_places_are_those_of_the_body_by_the_longest_name() -> None:
    text = RECORD["text"]

    assert [text[a:b] for a, b in places_of(ODD, text)] == ["Bo Odd", "Odd", "Odd"]
    assert first_named(RECORD, ODD) == [0, 1, 2]
