from __future__ import annotations

import pytest
import torch
from torch import Tensor

from summarizer.neural.heads import (
    LinkHead,
    PhraseHead,
    SalienceHead,
    SentenceHead,
    TagHead,
    TargetHead,
)
from summarizer.neural.heads.pooling import gather, mean_of
from summarizer.neural.heads.salience import salience_features
from summarizer.neural.heads.target import log_buckets

WIDTH = 24


@pytest.fixture
def states() -> Tensor:
    return torch.randn(40, WIDTH)


def ranges(*pairs: tuple[int, int]) -> Tensor:
    return torch.tensor(pairs, dtype=torch.long).reshape(-1, 2)


def close(one: Tensor, other: Tensor) -> None:
    torch.testing.assert_close(one, other, rtol=1e-4, atol=1e-5)


def test_the_mean_is_that_of_the_range_alone(states: Tensor) -> None:
    found = mean_of(states, ranges((0, 1), (3, 30), (29, 40), (3, 30)))

    close(
        found, torch.stack([states[a:b].mean(0) for a, b in ((0, 1), (3, 30), (29, 40), (3, 30))])
    )


def test_the_mean_of_no_ranges_is_empty(states: Tensor) -> None:
    assert mean_of(states, ranges()).shape == (0, WIDTH)


def test_gathered_states_are_masked(states: Tensor) -> None:
    tokens, mask = gather(states, ranges((0, 2), (37, 40)))

    assert mask.tolist() == [[True, True, False], [True, True, True]]
    close(tokens[0, :2], states[:2])
    close(tokens[1], states[37:])


def test_sentences_do_not_see_each_other(states: Tensor) -> None:
    head = SentenceHead(WIDTH, 2).eval()
    sentences = ranges((0, 3), (3, 30), (30, 40))
    together = head(states, sentences)

    assert together.shape == (3, 2)
    for row, sentence in zip(together, sentences, strict=True):
        close(row, head(states, sentence[None])[0])
        # What follows from padding must not depend on what stands outside.
        a, b = sentence.tolist()
        close(row, head(states[a:b], ranges((0, b - a)))[0])


def test_tokens_are_judged_one_by_one(states: Tensor) -> None:
    head = TagHead(WIDTH, 5).eval()

    assert head(states).shape == (40, 5)
    close(head(states)[7], head(states[7:8])[0])


def test_mentions_do_not_see_each_other(states: Tensor) -> None:
    head = TargetHead(WIDTH, 3).eval()
    torch.nn.init.normal_(head.distance.weight)
    mentions, sentences = ranges((1, 2), (5, 9), (31, 32)), ranges((0, 3), (3, 30), (30, 40))
    together = head(states, mentions, sentences)

    assert together.shape == (3, 3)
    for i in range(3):
        close(together[i], head(states, mentions[i : i + 1], sentences[i : i + 1])[0])


def test_the_judgement_depends_on_whom_it_is_about(states: Tensor) -> None:
    head = TargetHead(WIDTH, 3).eval()
    one, other = head(states, ranges((5, 6), (20, 21)), ranges((3, 30), (3, 30)))

    assert not torch.allclose(one, other)


def test_distance_buckets_are_signed_and_bounded() -> None:
    distance = torch.tensor([-10_000, -3, -1, 0, 1, 3, 10_000])
    found = log_buckets(distance, 16).tolist()

    assert found == sorted(found)
    assert found[3] == 16
    assert (found[0], found[-1]) == (0, 32)
    assert found[2] == 32 - found[4]


def test_phrases_get_labels_and_valences(states: Tensor) -> None:
    head = PhraseHead(WIDTH, 17).eval()
    phrases, sentences = ranges((1, 2), (5, 9)), ranges((0, 3), (3, 30))
    labels, valences = head(states, phrases, sentences)

    assert labels.shape == (2, 18)  # the last stands for "none"
    assert valences.shape == (2, 3)
    close(labels[1], head(states, phrases[1:], sentences[1:])[0][0])
    assert head.embed(states, phrases, sentences).shape == (2, WIDTH)


def test_links_score_all_pairs_and_none_of_them(states: Tensor) -> None:
    head = LinkHead(WIDTH, 16).eval()
    torch.nn.init.normal_(head.distance.weight)
    contents, sources = ranges((5, 9), (20, 24)), ranges((1, 3), (12, 13), (30, 33))
    together = head(states, contents, sources)

    assert together.shape == (2, 4)
    close(together[1], head(states, contents[1:], sources)[0])
    close(together[0, 1:2], head(states, contents[:1], sources[1:2])[0, :1])


def test_without_sources_only_none_is_left(states: Tensor) -> None:
    head = LinkHead(WIDTH, 16).eval()

    assert head(states, ranges((5, 9)), ranges()).shape == (1, 1)


def test_padding_does_not_change_the_salience_of_an_article() -> None:
    head = SalienceHead(WIDTH, 16, 1, 2).eval()
    vectors, features = torch.randn(2, 7, WIDTH), torch.randn(2, 7, 4)
    mask = torch.ones(2, 7, dtype=torch.bool)
    mask[1, 4:] = False
    with torch.inference_mode():
        together = head(vectors, features, mask)
        alone = head(vectors[1:, :4], features[1:, :4], mask[1:, :4])

    assert together.shape == (2, 7)
    close(together[1, :4], alone[0])


def test_salience_features_say_where_a_sentence_stands() -> None:
    found = salience_features(torch.tensor([3, 8, 1]), torch.tensor([True, False, True]))

    assert found.shape == (3, 4)
    assert found[:, 0].tolist() == [0.0, 0.5, 1.0]
    assert found[:, 3].tolist() == [1.0, 0.0, 1.0]
    assert salience_features(torch.tensor([5]), torch.tensor([True]))[0, 0] == 0.0
