"""What holds of the metrics for any input."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from eval.interval import estimate, weights_of
from eval.metrics import (
    calibration_tally,
    covered,
    macro_f1_tally,
    match,
    merge,
    overlap_tally,
    precision_of,
    recall_of,
    words,
)
from eval.sentences import prose_sentences, tokenised_sentences
from summarizer.types import Span

LABELS = ("a", "b", "c")

spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda t: Span(t[0], t[0] + t[1])),
    max_size=8,
)
labelled = st.lists(
    st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), min_size=1, max_size=30
)


@given(labelled)
def test_macro_f1_is_that_of_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    gold, found = [g for g, _ in pairs], [p for _, p in pairs]

    ours = macro_f1_tally([[g] for g in gold], [[p] for p in found], LABELS)

    expected = f1_score(gold, found, labels=list(LABELS), average="macro", zero_division=0)
    assert ours.score == pytest.approx(expected)


@given(spans)
def test_merging_keeps_every_character_and_leaves_no_overlap(found: list[Span]) -> None:
    merged = merge(found)

    assert {c for s in merged for c in range(s.start, s.end)} == {
        c for s in found for c in range(s.start, s.end)
    }
    assert all(one.end <= two.start for one, two in pairwise(merged))
    assert merge(merged) == merged


@given(spans, spans)
def test_span_identification_lies_in_0_to_1_and_swaps_precision_and_recall(
    gold: list[Span], found: list[Span]
) -> None:
    one, other = overlap_tally([gold], [found]), overlap_tally([found], [gold])

    assert 0 <= one.score <= 1 + 1e-9
    assert precision_of(one).score == pytest.approx(recall_of(other).score)
    assert one.score == pytest.approx(other.score)


@given(spans.filter(bool))
def test_gold_itself_scores_1(gold: list[Span]) -> None:
    assert overlap_tally([gold], [gold]).score == pytest.approx(1)


@given(spans, spans)
def test_matching_is_one_to_one(gold: list[Span], found: list[Span]) -> None:
    pairs = match(gold, found, Span.iou)

    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert all(gold[i].iou(found[j]) > 0 for i, j in pairs)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30))
def test_calibration_error_lies_in_0_to_1(cases: list[tuple[float, bool]]) -> None:
    assert 0 <= calibration_tally([p for p, _ in cases], [y for _, y in cases]).score <= 1


@given(labelled)
def test_an_interval_is_ordered_and_in_range(pairs: list[tuple[str, str]]) -> None:
    tally = macro_f1_tally([[g] for g, _ in pairs], [[p] for _, p in pairs], LABELS)

    found = estimate(tally, weights_of(len(pairs), draws=100))

    assert 0 <= found.low <= found.high <= 1


@given(st.text(alphabet="ab .!?\n’”'", max_size=60), spans)
def test_words_in_a_span_are_those_that_share_a_character(text: str, found: list[Span]) -> None:
    tokens = words(text)

    assert covered(tokens, found) == {
        i for i, token in enumerate(tokens) if any(token.overlaps(s) for s in found)
    }


@given(st.text(alphabet="ab .!?\n’”'", max_size=60))
def test_sentences_hold_every_word_once(text: str) -> None:
    for split in (prose_sentences, tokenised_sentences):
        inside = [c for s in split(text) for c in range(s.start, s.end)]

        assert len(inside) == len(set(inside))
        assert set(inside) >= {i for i, c in enumerate(text) if not c.isspace()}
