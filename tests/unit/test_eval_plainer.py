from __future__ import annotations

from typing import Any

from eval.tasks_plainer import plainer_tallies, whatever_the_sense

RECORDS: list[dict[str, Any]] = [
    {"id": "1", "text": "The regimes fell.", "phrase": "regimes", "alternative": "governments"},
    {"id": "2", "text": "The tax regime fell.", "phrase": "tax regime", "alternative": None},
]


def test_wrong_forms_and_wrong_senses_cost_precision() -> None:
    tallies = plainer_tallies(RECORDS, ["government", "government"])

    assert tallies["precision"].score == 0.0
    assert tallies["left_alone"].score == 0.0


def test_the_right_form_counts() -> None:
    tallies = plainer_tallies(RECORDS, ["governments", None])

    assert [tallies[name].score for name in ("precision", "recall", "left_alone")] == [1, 1, 1]


def test_the_baseline_knows_no_sense() -> None:
    assert whatever_the_sense(RECORDS) == ["government", "government"]
