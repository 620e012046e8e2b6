"""The reliability plot: what its dots mean, and that it says the error the tasks say."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from eval.metrics import error_tally
from eval.reliability import bins_of, drawing

GOLD = [False, False, True, True, False, True]
SCORES = [0.05, 0.12, 0.18, 0.91, 0.93, 1.0]


def test_bins_hold_mean_and_share() -> None:
    first, second, last = bins_of(GOLD, SCORES)

    assert (first.n, first.share) == (1, 0.0)
    assert [second.n, second.mean, second.share] == pytest.approx([2, 0.15, 0.5])
    assert [last.n, last.share] == pytest.approx([3, 2 / 3])


def test_the_drawing_names_cases_and_error() -> None:
    svg = drawing("A plot", GOLD, SCORES)
    error = error_tally([GOLD], [SCORES]).score

    root = ElementTree.fromstring(svg)
    words = "".join(root.itertext())
    assert f"6 cases, expected calibration error {error:.3f}" in words
    assert len(root.findall(".//{http://www.w3.org/2000/svg}circle")) == 3
    assert drawing("A plot", GOLD, SCORES) == svg
