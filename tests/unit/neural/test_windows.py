from __future__ import annotations

import pytest

from summarizer.neural.windows import Window, plan_windows


def test_a_short_row_is_one_window() -> None:
    assert plan_windows(10, 10, 4) == (Window(0, 10, 0, 10),)


def test_no_tokens_need_no_window() -> None:
    assert plan_windows(0, 10, 4) == ()


def test_neighbours_share_the_overlap_and_keep_half_each() -> None:
    assert plan_windows(16, 10, 4) == (Window(0, 10, 0, 8), Window(6, 16, 8, 16))


def test_the_last_window_is_as_long_as_the_others() -> None:
    assert plan_windows(18, 10, 4)[-1] == Window(8, 18, 12, 18)


@pytest.mark.parametrize("overlap", [-1, 10, 11])
def test_an_overlap_that_does_not_fit_is_refused(overlap: int) -> None:
    with pytest.raises(ValueError, match=r"not in \[0, 10\)"):
        plan_windows(20, 10, overlap)
