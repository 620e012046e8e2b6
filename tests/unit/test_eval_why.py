from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from eval import adapters
from eval.tasks_why import Falls, drawn, fall_tallies
from summarizer import Tool

RECORDS: list[dict[str, Any]] = [{"id": "1", "text": "a"}, {"id": "2", "text": "b"}]


def test_only_a_greater_fall_counts() -> None:
    tallies = fall_tallies(RECORDS, [Falls((0.3, 0.1), (0.1, 0.1)), Falls((), ())])

    assert tallies["more"].score == 0.5
    assert tallies["more"].n == 2
    assert tallies["gap"].score == pytest.approx(0.05)


def test_by_lot_is_right_half_of_the_time() -> None:
    assert fall_tallies(RECORDS, drawn(RECORDS))["more"].score == 0.5


def test_falls_come_in_pairs_and_the_seed_decides(tiny_tool: Tool) -> None:
    text = "A vile and shameless plan passed on Monday. Nobody could stop the brutal crowd."
    first, second = (
        adapters.falls(tiny_tool, "a", text, np.random.default_rng(0)) for _ in range(2)
    )

    assert first == second
    assert first
    assert all(-1 <= fall <= 1 for pair in first for fall in pair)
