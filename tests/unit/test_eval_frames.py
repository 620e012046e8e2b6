from __future__ import annotations

from typing import Any

import pytest

from eval.tasks_frames import (
    ARTICLES,
    CLIMATE,
    HEADLINES,
    LABELS,
    Told,
    article_tallies,
    climate_tallies,
    constant,
    headline_tallies,
    predict_articles,
)

RECORDS: list[dict[str, Any]] = [
    {"id": "1", "text": "a", "frames": ["Economic", "Political"]},
    {"id": "2", "text": "b", "frames": ["Political"]},
]


def told(*shown: str) -> Told:
    scores = {label: 0.9 if label in shown else 0.1 for label in LABELS}
    return Told(scores, frozenset(shown))


def test_perfect_frames_score_one_and_half_of_them_less() -> None:
    perfect = article_tallies(RECORDS, [told("economic", "political"), told("political")])
    half = article_tallies(RECORDS, [told("economic"), told("economic")])

    assert perfect["micro_f1"].score == 1
    assert half["micro_f1"].score == pytest.approx(2 * 1 / (3 + 2))
    assert half["macro_f1"].score < perfect["macro_f1"].score


def test_the_constant_shows_what_scores_best() -> None:
    [first, second] = constant(RECORDS)

    assert first == second
    assert first.shown == {"political", "economic"}
    assert article_tallies(RECORDS, [first, second])["micro_f1"].score == pytest.approx(6 / 7)


def test_headlines_without_a_frame_do_not_count() -> None:
    records: list[dict[str, Any]] = [
        {"frame1": "Politics", "frame2": None},
        {"frame1": None, "frame2": None},
        {"frame1": "Mental health", "frame2": None},
    ]
    names = HEADLINES.baselines["frequent"](records)[0]
    rows = [dict.fromkeys(names, 0.1) | {x: 0.9} for x in ("political", "policy", "political")]
    found = headline_tallies(records, rows)

    assert found["first"].n == 2
    assert found["first"].score == 0.5
    assert 0.5 < found["auc"].score < 1


def test_climate_asks_for_the_two_frames_both_schemes_have() -> None:
    records: list[dict[str, Any]] = [
        {"frames": {"economic": True, "moral": False}},
        {"frames": {"economic": False, "moral": True}},
    ]
    found = climate_tallies(records, [told("economic"), told("morality")])

    assert found["auc_economic"].score == found["auc_morality"].score == 1
    same = climate_tallies(records, CLIMATE.baselines["same for all"](records))
    assert same["auc_economic"].score == 0.5


def test_articles_are_read_as_the_tool_reads_them(tiny_tool: Any) -> None:
    found = predict_articles(tiny_tool, RECORDS, lambda _: None)

    assert [set(t.scores) for t in found] == [set(LABELS)] * 2
    assert ARTICLES.predict is predict_articles
