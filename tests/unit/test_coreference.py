from __future__ import annotations

from collections.abc import Hashable

import pytest

from eval.coreference import b_cubed, ceaf_e, chains_of, conll_f1, muc


def chains(*groups: str) -> list[frozenset[Hashable]]:
    return [frozenset(group) for group in groups]


# The worked example of Luo (2005): gold chains of five, two and five mentions.
GOLD = chains("12345", "67", "89ABC")
LAST_TWO_JOINED = chains("12345", "6789ABC")
OUTER_TWO_JOINED = chains("1234589ABC", "67")


def test_the_measures_agree_with_the_published_example() -> None:
    assert muc(GOLD, LAST_TWO_JOINED).f1 == pytest.approx(0.947, abs=5e-4)
    assert muc(GOLD, OUTER_TWO_JOINED).f1 == pytest.approx(0.947, abs=5e-4)
    assert b_cubed(GOLD, LAST_TWO_JOINED).f1 == pytest.approx(0.865, abs=5e-4)
    assert b_cubed(GOLD, OUTER_TWO_JOINED).f1 == pytest.approx(0.737, abs=5e-4)
    assert ceaf_e(GOLD, LAST_TWO_JOINED).f1 == pytest.approx(0.733, abs=5e-4)
    assert ceaf_e(GOLD, OUTER_TWO_JOINED).f1 == pytest.approx(0.667, abs=5e-4)


def test_the_same_chains_score_one() -> None:
    parts = (muc(GOLD, GOLD), b_cubed(GOLD, GOLD), ceaf_e(GOLD, GOLD))

    assert conll_f1([parts]) == pytest.approx(1.0)


def test_mentions_that_all_stand_alone_have_no_link() -> None:
    alone = chains(*"123456789ABC")

    assert muc(GOLD, alone).f1 == 0.0
    assert b_cubed(GOLD, alone).f1 == pytest.approx(2 * 0.25 / 1.25)


def test_texts_add_up_before_the_mean_is_taken() -> None:
    summed = muc(GOLD, GOLD) + muc(GOLD, OUTER_TWO_JOINED) + muc(GOLD, LAST_TWO_JOINED)
    parts = [(muc(GOLD, p), b_cubed(GOLD, p), ceaf_e(GOLD, p)) for p in (GOLD, LAST_TWO_JOINED)]

    assert summed.precision_hits / summed.predicted == pytest.approx(27 / 29)
    assert conll_f1(parts[1:]) < conll_f1(parts) < conll_f1(parts[:1])


def test_labels_make_chains() -> None:
    assert set(chains_of({"a": 1, "b": 2, "c": 1})) == {frozenset("ac"), frozenset("b")}
