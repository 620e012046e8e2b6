from __future__ import annotations

import numpy as np
import pytest

from summarizer.compare.resampling import Group, resample, seed_of


def group(rng: np.random.Generator, n: int, means: list[float]) -> Group:
    """Return `n` sentences with a normal score for each mean."""
    above = rng.normal(means, 0.2, size=(n, len(means)))
    return Group(above, np.ones_like(above))


def test_a_value_is_the_ratio_of_the_sums() -> None:
    above = np.array([[1.0], [0.0], [3.0]])
    below = np.array([[2.0], [0.0], [6.0]])

    result = resample([Group(above, below), Group(above, below)], seed=0)

    assert result.values[0, 0] == pytest.approx(0.5)
    assert result.low[0, 0] <= 0.5 <= result.high[0, 0]


def test_articles_that_differ_in_one_measure_differ_in_that_one_only() -> None:
    rng = np.random.default_rng(3)
    groups = [group(rng, 40, [0.2, 0.5]), group(rng, 40, [0.7, 0.5])]

    result = resample(groups, seed=1)

    beyond = np.abs(result.differences) > result.margins
    assert result.pairs == ((0, 1),)
    assert beyond.tolist() == [[True, False]]
    assert result.differences[0, 0] == pytest.approx(-0.5, abs=0.1)


def test_sentences_of_one_kind_seldom_give_a_difference_in_any_measure() -> None:
    rng = np.random.default_rng(5)
    trials = 80

    n_false = 0
    for trial in range(trials):
        groups = [group(rng, 24, [0.4] * 12) for _ in range(3)]
        result = resample(groups, seed=trial, draws=400)
        n_false += bool((np.abs(result.differences) > result.margins).any())

    # 2 are expected; of 36 tests without correction, most trials would have a false one.
    assert n_false <= 6


def test_more_articles_and_measures_widen_the_margin() -> None:
    rng = np.random.default_rng(7)
    groups = [group(rng, 30, [0.4] * 20) for _ in range(6)]

    alone = resample([Group(g.above[:, :1], g.below[:, :1]) for g in groups[:2]], seed=0)
    among = resample(groups, seed=0)

    assert among.margins[0, 0] > 1.2 * alone.margins[0, 0]


def test_few_sentences_are_never_compared() -> None:
    loaded, plain = np.full((6, 1), 0.9), np.full((40, 1), 0.1)

    result = resample([Group(loaded, np.ones((6, 1))), Group(plain, np.ones((40, 1)))], seed=0)

    assert np.isnan(result.margins).all()


def test_what_never_happened_has_an_interval_that_is_no_point() -> None:
    rng = np.random.default_rng(11)
    some = Group((rng.random((30, 1)) < 0.4).astype(float), np.ones((30, 1)))
    none = Group(np.zeros((12, 1)), np.ones((12, 1)))

    result = resample([some, none], seed=0)

    assert result.values[1, 0] == 0
    assert result.high[1, 0] > 0.1


def test_an_article_without_the_measure_has_no_value() -> None:
    ones = np.ones((20, 1))

    result = resample([Group(ones, ones), Group(0 * ones, 0 * ones)], seed=0)

    assert np.isnan(result.values[1, 0])
    assert np.isnan(result.low[1, 0])
    assert np.isnan(result.differences[0, 0])


def test_runs_of_like_sentences_count_less_than_scattered_ones() -> None:
    scattered = np.tile([1.0, 0.0, 0.0, 0.0, 0.0, 0.0], 6)[:, None]
    in_a_run = np.sort(scattered, axis=0)
    plain, ones = np.zeros((36, 1)), np.ones((36, 1))

    loose = resample([Group(scattered, ones), Group(plain, ones)], seed=0)
    close = resample([Group(in_a_run, ones), Group(plain, ones)], seed=0)

    assert close.differences[0, 0] == pytest.approx(loose.differences[0, 0])
    assert close.margins[0, 0] > loose.margins[0, 0]


def test_the_same_seed_gives_the_same_intervals() -> None:
    rng = np.random.default_rng(13)
    groups = [group(rng, 20, [0.3, 0.6]), group(rng, 25, [0.5, 0.2])]

    once, again = resample(groups, seed=4), resample(groups, seed=4)

    assert np.array_equal(once.low, again.low)
    assert np.array_equal(once.margins, again.margins)


def test_the_seed_comes_from_the_texts_and_not_from_their_order() -> None:
    assert seed_of(["one", "two"]) == seed_of(["two", "one"])
    assert seed_of(["one", "two"]) != seed_of(["one", "three"])
    assert seed_of(["one", "two"], 0) != seed_of(["one", "two"], 1)
