from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch import nn

from summarizer.neural.encoder import Encoding
from summarizer.neural.heads import SalienceHead, SentenceHead, TagHead, TargetHead
from summarizer.neural.judges import (
    LONGEST,
    LoadedJudge,
    RoleJudge,
    SalienceJudge,
    SentenceSpace,
    SentimentJudge,
    TagJudge,
    chunks_of,
    cropped,
    join_runs,
    logit,
    sigmoid,
)
from summarizer.neural.network import ROLES
from summarizer.types import Span
from tests.encodings import LOW, MeanSentence, StateTags, make_encoding

WIDTH = 24
TEXT = "Police fired. The savage, brutal crackdown went on.\nSavage critics replied."
SENTENCES = [Span(0, 13), Span(14, 51), Span(52, len(TEXT))]


@pytest.fixture
def encoding() -> Encoding:
    """One token a character, with random states."""
    offsets = np.array([[i, i + 1] for i in range(len(TEXT))])
    return Encoding(torch.randn(len(TEXT), WIDTH), offsets)


def test_loaded_scores_are_platt_scaled() -> None:
    encoding = make_encoding("a b. c d.", {"c d": [2.0]}, 1)
    judge = LoadedJudge(MeanSentence(1, 1), temperature=2.0, bias=1.0)
    low, high = judge.score(encoding, [Span(0, 4), Span(5, 8)])

    assert low == pytest.approx(1 / (1 + math.exp(-(LOW / 2 + 1))))
    assert high == pytest.approx(1 / (1 + math.exp(-(2 / 2 + 1))))


def test_long_sentences_are_judged_in_pieces() -> None:
    n = 3 * LONGEST // 2
    states = torch.cat([torch.full((LONGEST, 1), 3.0), torch.full((n - LONGEST, 1), -1.0)])
    encoding = Encoding(states, np.array([[i, i + 1] for i in range(n)]))

    (score,) = LoadedJudge(MeanSentence(1, 1)).score(encoding, [Span(0, n)])

    assert score == pytest.approx(1 / (1 + math.exp(-1.0)))


def test_no_sentences_have_no_scores(encoding: Encoding) -> None:
    assert LoadedJudge(SentenceHead(WIDTH, 1).eval()).score(encoding, []) == []
    assert SentimentJudge(TargetHead(WIDTH, 3).eval()).score(encoding, [], []) == []
    assert RoleJudge(TargetHead(WIDTH, 4).eval(), ROLES).score(encoding, [], []) == []
    assert SalienceJudge(SalienceHead(WIDTH, 16, 1, 2).eval()).score(encoding, [], []) == []
    assert SentenceSpace(nn.Linear(WIDTH, 8)).vectors(encoding, []).shape == (0, 8)


def test_scores_of_many_equal_scores_of_one(
    encoding: Encoding, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summarizer.neural.judges._PADDED_TOKENS", 40)
    loaded = LoadedJudge(SentenceHead(WIDTH, 1).eval())
    sentiment = SentimentJudge(TargetHead(WIDTH, 3).eval())
    mentions = [Span(0, 6), Span(18, 24), Span(60, 67)]
    alone = [
        (loaded.score(encoding, [s])[0], *sentiment.score(encoding, [m], [s])[0])
        for s, m in zip(SENTENCES, mentions, strict=True)
    ]

    scores = loaded.score(encoding, SENTENCES)
    feelings = sentiment.score(encoding, mentions, SENTENCES)

    for one, score, feeling in zip(alone, scores, feelings, strict=True):
        assert one == pytest.approx((score, *feeling), abs=1e-5)


def test_sentiments_and_roles_are_probabilities(encoding: Encoding) -> None:
    mentions, around = [Span(0, 6)] * 2, [SENTENCES[0]] * 2
    for rows, n in (
        (SentimentJudge(TargetHead(WIDTH, 3).eval()).score(encoding, mentions, around), 3),
        (RoleJudge(TargetHead(WIDTH, 4).eval(), ROLES).score(encoding, mentions, around), 4),
    ):
        assert [len(row) for row in rows] == [n, n]
        assert [sum(row) for row in rows] == pytest.approx([1.0, 1.0])


def test_a_higher_temperature_is_less_sure(encoding: Encoding) -> None:
    head = TargetHead(WIDTH, 3).eval()
    sharp, flat = (
        max(SentimentJudge(head, t).score(encoding, [Span(0, 6)], SENTENCES[:1])[0])
        for t in (0.5, 5.0)
    )

    assert sharp > flat > 1 / 3


def test_technique_spans_join_neighbours_on_one_line() -> None:
    on = [4.0, 4.0, 4.0]
    encoding = make_encoding(TEXT, {"savage": on, "brutal crackdown": on, "Savage": on}, 3)
    judge = TagJudge(StateTags(3, 3))

    assert [s.of(TEXT) for s, _ in judge.find(encoding, TEXT)] == [
        "savage, brutal crackdown",  # the comma between them is bridged
        "Savage",
    ]
    assert judge.find(encoding, TEXT)[1][1] == pytest.approx(1 / (1 + math.exp(-4.0)))


def test_a_stretch_has_a_peak_and_may_hold_a_few_weak_words() -> None:
    weak, strong, none = [[x, LOW, LOW] for x in (0.1, 2.0, LOW)]
    encoding = make_encoding(TEXT, {"savage": strong, ",": none, "brutal": weak, "Savage": weak}, 3)
    judge = TagJudge(StateTags(3, 3), any_threshold=0.5, any_peak=0.6)

    assert [s.of(TEXT) for s, _ in judge.find(encoding, TEXT)] == ["savage, brutal"]


def test_thresholds_of_the_two_technique_tags_are_apart() -> None:
    encoding = make_encoding(TEXT, {"savage": [0.5, 0.5, LOW]}, 3)
    judge = TagJudge(StateTags(3, 3), any_threshold=0.7, loaded_threshold=0.6)

    assert judge.find(encoding, TEXT) == []
    assert [s.of(TEXT) for s, _ in judge.find_loaded(encoding, TEXT)] == ["savage"]


def test_a_text_without_tokens_has_no_techniques() -> None:
    empty = Encoding(torch.zeros(0, WIDTH), np.zeros((0, 2), dtype=np.int64))

    assert TagJudge(TagHead(WIDTH, 3).eval()).find(empty, " ") == []


def test_runs_bridge_small_gaps_but_no_line_break() -> None:
    offsets = np.array([[0, 1], [2, 3], [4, 5], [6, 7], [8, 9], [10, 11]])
    inside = np.array([True, False, True, False, False, True])

    assert join_runs(inside, offsets, "a b c d e f") == [(0, 3), (5, 6)]
    assert join_runs(inside, offsets, "a b\nc d e f") == [(0, 1), (2, 3), (5, 6)]
    assert join_runs(np.zeros(6, dtype=bool), offsets, "a b c d e f") == []


def test_sentence_vectors_have_length_one(encoding: Encoding) -> None:
    found = SentenceSpace(nn.Linear(WIDTH, WIDTH)).vectors(encoding, SENTENCES)

    assert found.shape == (3, WIDTH)
    assert np.linalg.norm(found, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_salience_is_read_in_blocks_of_sentences(
    encoding: Encoding, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = SalienceJudge(SalienceHead(WIDTH, 16, 1, 2).eval())
    opens = [True, False, True]
    whole = judge.score(encoding, SENTENCES, opens)
    monkeypatch.setattr("summarizer.neural.judges._SENTENCES_AT_ONCE", 2)
    cut = judge.score(encoding, SENTENCES, opens)

    assert len(whole) == len(cut) == 3
    assert all(0 < p < 1 for p in [*whole, *cut])
    assert whole != pytest.approx(cut, abs=1e-7)


def test_chunks_cover_everything_and_stay_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.neural.judges._PADDED_TOKENS", 10)
    lengths = [3, 3, 3, 4, 25, 1, 1]
    ranges = torch.tensor([(0, n) for n in lengths])
    chunks = list(chunks_of(ranges))

    assert [i for s in chunks for i in range(s.start, s.stop)] == list(range(len(lengths)))
    for s in chunks:
        assert s.stop - s.start == 1 or max(lengths[s]) * (s.stop - s.start) <= 10
    assert list(chunks_of(torch.zeros(0, 2, dtype=torch.long))) == []


def test_only_sentences_longer_than_a_window_are_cropped() -> None:
    sentences = torch.tensor([(5, 5 + LONGEST), (0, 5000), (0, 5000), (0, 5000)])
    items = torch.tensor([(6, 7), (0, 2), (2500, 2510), (4998, 5000)])
    found = cropped(sentences, items).tolist()

    assert found[0] == [5, 5 + LONGEST]
    for (low, high), (start, end) in zip(found[1:], items.tolist()[1:], strict=True):
        assert high - low == LONGEST
        assert low <= start < end <= high


def test_log_odds_undo_the_sigmoid_and_stay_finite() -> None:
    assert logit(float(sigmoid(np.array(1.25)))) == pytest.approx(1.25)
    assert math.isfinite(logit(0.0))
    assert logit(1.0) == pytest.approx(-logit(0.0))
    assert sigmoid(np.array([-1e4, 1e4])).tolist() == [0.0, 1.0]
