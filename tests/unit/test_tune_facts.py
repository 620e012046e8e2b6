"""How the weights of the claim matcher are fitted, on numbers written by hand."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import numpy as np
import pytest

from eval import tune_facts
from eval.tune_facts import STORIES, Pairs, fit, thresholds
from summarizer.story.fact_pairs import FEATURES


def story(name: str, seed: int) -> Pairs:
    """Twelve claims against eight sentences; likeness alone says which are aligned."""
    rng = np.random.default_rng(seed)
    gold = np.zeros((12, 8), dtype=np.bool_)
    gold[np.arange(8), np.arange(8)] = True
    table = rng.normal(0.0, 0.1, (12, 8, len(FEATURES)))
    table[:, :, FEATURES.index("one")] = 1.0
    table[:, :, FEATURES.index("sentence")] += np.where(gold, 1.0, 0.0)
    return Pairs(name, (table,), (gold,))


def test_what_tells_pairs_apart_gets_the_weight() -> None:
    weights, whole = fit([story("one", 1), story("two", 2)])

    assert np.abs(weights[1:]).argmax() + 1 == FEATURES.index("sentence")
    assert weights[FEATURES.index("sentence")] > 0
    assert whole[1] > 0


def test_a_story_it_was_not_fitted_on_is_judged_rightly() -> None:
    weights, whole = fit([story("one", 1), story("two", 2)])
    other = story("three", 3)
    logits = other.best(weights) @ whole

    assert logits[other.stated()].min() > logits[~other.stated()].max()


def test_thresholds_are_the_loosest_at_which_enough_is_right() -> None:
    chances = np.array([0.1, 0.2, 0.3, 0.5, 0.6, 0.8, 0.9])
    stated = np.array([False, False, True, False, True, True, True])

    high, low = thresholds(chances, stated)
    assert (high, low) == (0.51, 0.29)


def test_without_any_right_judgement_nothing_is_called() -> None:
    high, low = thresholds(np.array([0.5]), np.array([False]))
    assert high == 0.98
    assert low == 0.98, "all that is called not found is right"


@pytest.mark.parametrize("path", sorted(STORIES.glob("*.jsonl")), ids=lambda p: p.stem)
def test_every_written_story_aligns_sentences_that_exist(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        sizes = len(raw["a"]), len(raw["b"])
        assert raw["aligned"], raw["id"]
        for pair in raw["aligned"]:
            assert all(0 <= at < size for at, size in zip(pair, sizes, strict=True)), raw["id"]


def test_what_is_written_can_be_read_back(tmp_path: Path) -> None:
    weights, whole = fit([story("one", 1)])
    path = tmp_path / "weights.toml"
    tune_facts._write(path, weights, whole, (0.8, 0.2))

    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    assert raw["sentence"] == pytest.approx(weights, abs=1e-4)
    assert (raw["stated"], raw["omitted"]) == (0.8, 0.2)
