"""Bootstrap intervals: coverage of the score, pairing, and repeatability."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import bootstrap

from eval.interval import difference, estimate, weights_of
from eval.metrics import mean_tally, overlap_tally, share_tally
from summarizer.errors import DataError
from summarizer.types import Span


def test_each_draw_has_as_many_units_as_the_sample() -> None:
    weights = weights_of(7, draws=50)

    assert weights.shape == (50, 7)
    assert set(weights.sum(axis=1)) == {7}


def test_interval_of_a_mean_agrees_with_scipy() -> None:
    scores = np.random.default_rng(1).normal(0.6, 0.2, size=120)

    ours = estimate(mean_tally(list(scores)), weights_of(len(scores)))
    theirs = bootstrap(
        (scores,), np.mean, n_resamples=2_000, method="percentile", rng=np.random.default_rng(2)
    ).confidence_interval

    assert ours.score == pytest.approx(scores.mean())
    assert ours.low == pytest.approx(theirs.low, abs=0.01)
    assert ours.high == pytest.approx(theirs.high, abs=0.01)


def test_interval_is_the_same_every_time() -> None:
    tally = share_tally([[True], [False], [True, True], [False]])

    assert estimate(tally, weights_of(4)) == estimate(tally, weights_of(4))


def test_whole_units_are_drawn() -> None:
    # Two articles of opposite outcome, many cases each: the interval has to reach both ends.
    tally = share_tally([[True] * 50, [False] * 50])

    found = estimate(tally, weights_of(2))

    assert (found.low, found.score, found.high) == (0, 0.5, 1)


def test_difference_of_equal_systems_is_exactly_zero() -> None:
    tally = mean_tally([0.1, 0.5, 0.9])

    found = difference(tally, tally, weights_of(3))

    assert (found.score, found.low, found.high) == (0, 0, 0)


def test_difference_is_paired() -> None:
    # One system is better by 0.1 on every unit, though units vary much more than that.
    theirs = [0.1, 0.9, 0.4, 0.7, 0.2]

    found = difference(
        mean_tally([x + 0.1 for x in theirs]), mean_tally(theirs), weights_of(len(theirs))
    )

    assert found.low == pytest.approx(0.1)
    assert found.high == pytest.approx(0.1)


def test_articles_without_gold_or_prediction_do_no_harm() -> None:
    tally = overlap_tally([[Span(0, 3)], []], [[], []])

    found = estimate(tally, weights_of(2))

    assert (found.score, found.low, found.high) == (0, 0, 0)


def test_no_units_is_an_error() -> None:
    with pytest.raises(DataError, match="at least one unit"):
        weights_of(0)
