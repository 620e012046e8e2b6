from __future__ import annotations

import pytest

from summarizer.training.oracle import grams, greedy_oracle, overlap_f1, relevance

SENTENCES = [
    "It rained for days.",
    "The port closed on Monday.",
    "Dockworkers walked out over pay.",
    "The port closed on Monday.",
]
REFERENCE = "The port closed on Monday as dockworkers walked out over pay."


def test_the_oracle_takes_what_the_reference_says_once() -> None:
    assert greedy_oracle(SENTENCES, REFERENCE, 4) == [1, 2]
    assert len(greedy_oracle(SENTENCES, REFERENCE, 1)) == 1


def test_nothing_is_chosen_when_nothing_helps() -> None:
    assert greedy_oracle(SENTENCES, "Quite another story", 4) == []
    assert greedy_oracle([], REFERENCE, 4) == []


def test_relevance_is_highest_for_what_the_reference_says() -> None:
    found = relevance(SENTENCES, REFERENCE)

    assert found[0] < found[2]
    assert found[1] == found[3]
    assert all(0 <= f <= 1 for f in found)


def test_overlap_counts_each_gram_once() -> None:
    assert overlap_f1(grams("a b", 1), grams("a a b b", 1)) == pytest.approx(2 * 2 / 6)
    assert overlap_f1(grams("", 1), grams("", 1)) == 0.0
    assert overlap_f1(grams("Ports closed", 2), grams("port closed", 2)) == 1.0
