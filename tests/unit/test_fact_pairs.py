"""The features of a claim and a sentence, parsed by the real parser; likeness set by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from summarizer.story.claims import claims
from summarizer.story.fact_pairs import (
    FEATURES,
    PairMatcher,
    PairModel,
    best_two,
    features,
    pair_model,
)
from summarizer.story.matching import Claim, FloatArray, Matches
from summarizer.types import Analysis, Span
from tests.unit.test_story_actors import analysed

TEXTS = (
    "The council sold 40 trams to Porvoo on Monday. Nurses praised the new clinic.",
    "Porvoo bought 40 trams from the council. It paid 12 crowns for 90 benches. Rain fell.",
)
HEAD_SAYS = 0.9
PLAIN = PairModel(
    tuple(float(name == "names") for name in FEATURES), (0.0, 1.0, 0.0), stated=0.8, omitted=0.2
)


class SameOpinion:
    """A head that says the same of every sentence."""

    def matches(
        self,
        source: Analysis,  # noqa: ARG002 - the same whatever it says
        claims: Sequence[Claim],
        article: Analysis,
    ) -> Matches:
        shape = (len(claims), len(article.sentences or ()))
        return Matches(
            np.full(shape, HEAD_SAYS, dtype=np.float32),
            np.full(len(claims), HEAD_SAYS, dtype=np.float32),
        )


def first_letters(analysis: Analysis, spans: Sequence[Span]) -> FloatArray:
    """Unit vectors: likeness is 1 where two stretches begin with the same letter."""
    rows = np.zeros((len(spans), 26), dtype=np.float32)
    for row, span in zip(rows, spans, strict=True):
        row[ord(span.of(analysis.article.text)[0].lower()) - ord("a")] = 1.0
    return rows


@pytest.fixture(scope="module")
def pair() -> tuple[Analysis, Analysis]:
    one, two = analysed(*TEXTS)
    return one, two


@pytest.fixture(scope="module")
def table(pair: tuple[Analysis, Analysis]) -> dict[str, list[list[float]]]:
    source, article = pair
    found = features(SameOpinion(), first_letters, source, _main(source), article=article)
    return {name: found[:, :, at].tolist() for at, name in enumerate(FEATURES)}


def _main(source: Analysis) -> list[Claim]:
    found = claims(source)
    return [next(c for c in found if c.sentence == s.span) for s in source.sentences or ()]


def test_names_and_words_in_common_are_counted_where_they_stand(
    table: dict[str, list[list[float]]],
) -> None:
    assert table["names"][0][0] > 0
    assert table["names"][0][1:] == [0.0, 0.0]
    assert table["names"][1] == [0.0, 0.0, 0.0]
    assert 0 < table["covered"][0][0] < 1
    assert table["covered"][0][2] == 0.0
    assert 0 < table["covers"][0][0] < 1


def test_figures_agree_differ_or_are_not_there(table: dict[str, list[list[float]]]) -> None:
    assert table["same_number"][0] == [1.0, 0.0, 0.0]
    assert table["other_number"][0] == [0.0, 1.0, 0.0]
    assert table["other_number"][1] == [0.0, 0.0, 0.0], "one side has no figure"


def test_likeness_is_also_set_against_the_best_of_either_side(
    table: dict[str, list[list[float]]],
) -> None:
    assert np.max(table["best_of_article"], axis=1).tolist() == [0.0, 0.0]
    assert np.max(table["best_of_source"]) <= 0.0


def test_the_head_is_heard_as_a_logit(table: dict[str, list[list[float]]]) -> None:
    assert table["head"][0][0] == pytest.approx(np.log(HEAD_SAYS / (1 - HEAD_SAYS)), abs=1e-4)


def test_a_matcher_gives_probabilities_of_sentences_and_of_the_article(
    pair: tuple[Analysis, Analysis],
) -> None:
    source, article = pair
    found = PairMatcher(SameOpinion(), first_letters, PLAIN).matches(source, _main(source), article)

    assert found.sentences.shape == (2, 3)
    assert found.sentences[0, 0] > found.sentences[0, 1] == pytest.approx(0.5)
    assert found.article == pytest.approx(found.sentences.max(axis=1))


def test_a_question_states_nothing() -> None:
    source, article = analysed(TEXTS[0], "Has the council sold 40 trams to Porvoo? Porvoo is glad.")
    found = PairMatcher(SameOpinion(), first_letters, PLAIN).matches(source, _main(source), article)

    assert found.sentences[:, 0].max() < 0.01 < found.sentences[0, 1]


def test_an_article_without_claims_gives_no_rows(pair: tuple[Analysis, Analysis]) -> None:
    source, article = pair
    found = PairMatcher(SameOpinion(), first_letters, PLAIN).matches(source, [], article)
    assert found.sentences.shape == (0, 3)
    assert found.article.shape == (0,)


def test_the_second_best_sentence_counts_too() -> None:
    rows = best_two(np.array([[1.0, 3.0, 2.0], [-1.0, -20.0, -30.0]]))
    assert rows.tolist() == [[1.0, 3.0, 2.0], [1.0, -1.0, -8.0]]
    assert best_two(np.zeros((1, 0))).tolist() == [[1.0, -8.0, -8.0]]


def test_the_released_weights_fit_the_features() -> None:
    model = pair_model()
    weights = dict(zip(FEATURES, model.sentence, strict=True))
    assert model.omitted < model.stated
    for name in ("sentence", "clause", "head", "covers", "names", "same_number"):
        assert weights[name] > 0, f"{name} speaks for a match"
    assert weights["other_number"] < 0
