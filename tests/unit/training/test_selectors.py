from __future__ import annotations

import numpy as np
import pytest

from summarizer.training.selectors import Floats, Training, train_selector

WIDTH, SENTENCES = 6, 5
Arrays = tuple[Floats, Floats, Floats, Floats]


def article(rng: np.random.Generator) -> Arrays:
    """Return an article whose best sentence is that with the highest first number."""
    vectors = rng.normal(size=(SENTENCES, WIDTH)).astype("float32")
    vectors[:, 0] *= 4
    features = rng.uniform(size=(SENTENCES, 4)).astype("float32")
    chosen = np.zeros(SENTENCES, "float32")
    chosen[vectors[:, 0].argmax()] = 1.0
    return vectors, features, chosen, chosen.copy()


@pytest.fixture(scope="module")
def articles() -> list[Arrays]:
    rng = np.random.default_rng(0)
    return [article(rng) for _ in range(48)]


def small(**options: bool) -> Training:
    return Training(epochs=6, size=16, **options)


def test_the_best_sentence_is_learned(articles: list[Arrays]) -> None:
    score = train_selector(articles, Training(epochs=12, size=16, rate=1e-2), seed=0)

    right = [score(v, f).argmax() == chosen.argmax() for v, f, chosen, _ in articles]

    assert np.mean(right) > 0.5  # by chance a fifth


def test_the_same_seed_gives_the_same_logits(articles: list[Arrays]) -> None:
    vectors, features, *_ = articles[0]
    one, two = (train_selector(articles[:16], small(), seed=1)(vectors, features) for _ in "12")

    assert np.array_equal(one, two)


def test_without_position_the_order_of_sentences_is_not_seen(articles: list[Arrays]) -> None:
    vectors, features, *_ = articles[0]
    features = np.tile(features[:1], (SENTENCES, 1))
    score = train_selector(articles[:16], small(has_position=False), seed=0)

    turned = score(vectors[::-1].copy(), features)

    assert turned[::-1] == pytest.approx(score(vectors, features), abs=1e-5)


def test_without_context_a_sentence_is_judged_by_itself(articles: list[Arrays]) -> None:
    vectors, features, *_ = articles[0]
    score = train_selector(articles[:16], small(has_context=False), seed=0)

    alone = score(vectors[:1].copy(), features[:1].copy())

    assert alone == pytest.approx(score(vectors, features)[:1], abs=1e-5)
