from __future__ import annotations

from typing import Any

import pytest

from eval.tasks_borne_out import (
    always,
    borne_out_tallies,
    case_of,
    consistency_tallies,
    mean_recall,
    recalled,
)
from eval.tasks_facts import Answer

DOCUMENT = "The ferry left Arden on Monday. Nobody was hurt."
RECORDS: list[dict[str, Any]] = [
    {"id": "1", "document": DOCUMENT, "claim": "The ferry left. Nobody was hurt.", "label": 1},
    {"id": "2", "document": DOCUMENT, "claim": "The ferry left. Dozens drowned.", "label": 0},
    {"id": "3", "document": "It rained.", "claim": "Snow fell on Arden.", "label": 0},
]
WICE: dict[str, Any] = {
    "id": "w", "evidence": ["Rain fell."], "claim": "Rain fell.", "label": "partially_supported"
}  # fmt: skip


def test_a_claim_is_asked_for_sentence_by_sentence() -> None:
    assert case_of(RECORDS[0]) == (
        ["The ferry left.", "Nobody was hurt."],
        ["The ferry left Arden on Monday.", "Nobody was hurt."],
    )
    assert case_of(WICE) == (["Rain fell."], ["Rain fell."])


def test_both_labels_count_the_same_and_documents_are_the_units() -> None:
    right = [Answer(0.9, True), Answer(0.1, False), Answer(0.2, False)]
    wrong = [Answer(0.9, True), Answer(0.8, True), Answer(0.2, False)]

    assert borne_out_tallies(RECORDS, right)["balanced"].score == 1
    assert borne_out_tallies(RECORDS, wrong)["balanced"].score == pytest.approx(0.75)
    assert borne_out_tallies(RECORDS, wrong)["balanced"].counts[1].sum() == 0
    assert borne_out_tallies(RECORDS, right)["auc"].score == 1
    assert borne_out_tallies([WICE], [Answer(0.4, False)])["balanced"].counts.tolist() == [
        [1, 1, 0, 0]
    ]


def test_the_trivial_systems() -> None:
    assert {a.verdict for a in always(RECORDS)} == {False}
    assert [a.verdict for a in recalled(RECORDS)] == [True, False, False]
    assert recalled(RECORDS)[1].score == 0  # as the worst of its sentences


def summaries(*consistency: float) -> dict[str, Any]:
    texts = ["The ferry left Arden .", "The ferry left Calder .", "Snow fell ."]
    systems = [
        {"summary": text, "scores": {"consistency": score}}
        for text, score in zip(texts, consistency, strict=True)
    ]
    return {"id": "s", "document": "The ferry left Arden . Nobody slept .", "systems": systems}


def test_support_that_falls_with_consistency_correlates_with_it() -> None:
    records = [summaries(5, 3, 1), summaries(5, 4, 1)]
    found = mean_recall(records)
    tallies = consistency_tallies(records, found)
    turned = consistency_tallies(records, [[-x for x in row] for row in found])

    for name in ("spearman", "kendall", "system_spearman"):
        assert tallies[name].score == pytest.approx(1)
        assert turned[name].score == pytest.approx(-1)
    assert tallies["pooled_spearman"].score > 0.9


def test_a_document_whose_summaries_are_all_alike_says_nothing() -> None:
    tallies = consistency_tallies([summaries(5, 5, 5), summaries(5, 3, 1)], [[1, 2, 3], [3, 2, 1]])

    assert tallies["spearman"].n == 1
    assert tallies["spearman"].score == pytest.approx(1)
