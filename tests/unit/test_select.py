from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from summarizer.errors import PipelineError, SettingsError
from summarizer.summaries.select import compose, gather, select
from summarizer.types import Analysis, Perspective, Summary
from tests.stories import make_story

FRUIT = [
    "The orchard lost four hundred trees in the storm.",
    "Growers met the minister on Sunday evening.",
    "Prices rose by half at the market in Arden.",
    "Schools in the valley stayed shut all week.",
]


def alike(n: int, *pairs: tuple[int, int, float]) -> np.ndarray:
    """Return cosines of `n` sentences: 1 with themselves, 0 with others but for `pairs`."""
    similarity = np.eye(n)
    for one, other, cosine in pairs:
        similarity[one, other] = similarity[other, one] = cosine
    return similarity


def composed(analysis: Analysis, n: int, relevance: dict[int, float] | None = None) -> Summary:
    size = len(analysis.sentences or ())
    material = gather(analysis, np.eye(size))
    relevance = relevance or {at: float(material.salience[at]) for at in material.wordings}
    return compose(material, relevance, n, Perspective("neutral"))


def said(analysis: Analysis, n: int, relevance: dict[int, float] | None = None) -> list[str]:
    return [s.text for s in composed(analysis, n, relevance).sentences]


def note(analysis: Analysis, n: int) -> str | None:
    return composed(analysis, n).note


def test_the_most_relevant_come_in_text_order() -> None:
    relevance = {0: 0.2, 1: 0.9, 2: 0.1, 3: 0.8}

    assert select([3, 2, 1, 0], relevance, np.eye(4), 2) == [1, 3]


def test_a_likeness_makes_room_for_something_else() -> None:
    relevance = {0: 1.0, 1: 0.95, 2: 0.7, 3: 0.2}
    similarity = alike(4, (0, 1, 0.97))

    assert select(range(4), relevance, similarity, 2, redundancy=0.5) == [0, 2]
    assert select(range(4), relevance, similarity, 2, redundancy=0.0) == [0, 1]


def test_likeness_counts_from_the_median_pair() -> None:
    """Cosines that crowd near 1 decide as the same order of cosines near 0 does."""
    relevance = {0: 1.0, 1: 0.95, 2: 0.7, 3: 0.2}
    crowded = 0.9 + 0.1 * alike(4, (0, 1, 0.97))

    assert select(range(4), relevance, crowded, 2, redundancy=0.5) == [0, 2]


def test_a_side_not_shown_yet_is_preferred() -> None:
    relevance = {0: 1.0, 1: 0.9, 2: 0.85}
    facets = {0: {"does"}, 1: {"does"}, 2: {"says"}}

    assert select(range(3), relevance, np.eye(3), 2) == [0, 1]
    assert select(range(3), relevance, np.eye(3), 2, facets=facets) == [0, 2]


def test_given_sentences_are_not_repeated() -> None:
    similarity = alike(4, (0, 1, 0.95))
    relevance = {1: 0.9, 2: 0.8, 3: 0.1}

    assert select([1, 2, 3], relevance, similarity, 1, redundancy=0.5, given=[0]) == [2]


@pytest.mark.parametrize("n", [1, 3, 4, 9])
def test_as_many_as_asked_for_or_all_there_are(n: int) -> None:
    assert len(select(range(4), dict.fromkeys(range(4), 0.0), np.ones((4, 4)), n)) == min(n, 4)


def test_nothing_comes_of_nothing() -> None:
    assert select([], {}, np.zeros((0, 0)), 3) == []


@pytest.mark.parametrize("n", [0, -1])
def test_a_number_below_one_is_refused(n: int) -> None:
    with pytest.raises(SettingsError, match="ask for 1 or more"):
        select([0], {0: 1.0}, np.eye(1), n)
    with pytest.raises(SettingsError, match="ask for 1 or more"):
        said(make_story(FRUIT), n)


def test_a_weight_outside_zero_to_one_is_refused() -> None:
    with pytest.raises(SettingsError, match="outside 0–1"):
        select([0], {0: 1.0}, np.eye(1), 1, redundancy=1.5)


def test_material_needs_salience_of_every_sentence() -> None:
    story = make_story(FRUIT)

    with pytest.raises(PipelineError, match="salience"):
        gather(replace(story, salience=None), np.eye(4))
    with pytest.raises(PipelineError, match="4 sentences need"):
        gather(story, np.eye(3))


@pytest.mark.parametrize("kind", ["headline", "caption", "credit", "boilerplate"])
def test_only_body_sentences_are_said(kind: str) -> None:
    story = make_story(
        ["Storm fells four hundred trees in Arden"],
        FRUIT[:2],
        kinds={0: kind},  # type: ignore[dict-item]
        salience=[1.0, 0.1, 0.2],
    )

    assert said(story, 3) == FRUIT[:2]


def test_what_needs_its_context_is_passed_over() -> None:
    text = ["They left the hall before the vote was held.", *FRUIT[:2]]
    story = make_story(text, salience=[1.0, 0.2, 0.1])

    assert said(story, 2) == FRUIT[:2]
    assert said(story, 3) == FRUIT[:2]
    assert note(story, 2) is None
    assert note(story, 3) == ("Only 2 sentences can be understood without the rest of the article.")


def test_what_needs_its_context_may_follow_it() -> None:
    leaning = ["They lost the lot.", "So they gave up before the end of the year."]
    story = make_story([FRUIT[0], *leaning, FRUIT[1]], salience=[0.3, 0.1, 0.9, 0.2])

    assert said(story, 2) == FRUIT[:2]
    assert said(story, 3) == [FRUIT[0], leaning[0], FRUIT[1]]
    assert said(story, 4) == [FRUIT[0], *leaning, FRUIT[1]]
    assert note(story, 4) is None


def test_where_nothing_stands_alone_the_best_is_said_all_the_same() -> None:
    text = ["They left the hall before noon.", "He followed them an hour later."]

    assert said(make_story(text, salience=[0.1, 0.9]), 1) == text[1:]


@pytest.mark.parametrize("n", [2, 5])
def test_a_heading_among_prose_is_never_said(n: int) -> None:
    text = [FRUIT[0], "What we know so far", FRUIT[1], "Harrow Vale 2-3 Kestrels"]

    assert said(make_story(text, salience=[0.2, 1.0, 0.1, 0.9]), n) == FRUIT[:2]


def test_near_identical_sentences_are_said_once() -> None:
    again = FRUIT[0].replace("The orchard", "Its orchard")
    story = make_story([FRUIT[0], FRUIT[1], FRUIT[0].upper(), again], salience=[0.9, 0.1, 0.8, 1])

    assert said(story, 4) == FRUIT[:2]


def test_another_figure_is_another_sentence() -> None:
    """Sentences that differ in a figure or in "not" do not say the same."""
    others = [FRUIT[0].replace("four", "nine"), FRUIT[0].replace("lost", "has not lost")]
    story = make_story([FRUIT[0], *others])

    assert said(story, 3) == [FRUIT[0], *others]


def test_refused_sentences_are_refilled_and_counted() -> None:
    story = make_story(FRUIT, salience=[0.5, 1.0, 0.4, 0.1])
    material = gather(story, np.eye(4))
    wrong = replace(material.wordings[1], text="Growers met Jane Roe on Sunday evening.")
    material = replace(material, wordings={**material.wordings, 1: wrong})

    summary = compose(material, {0: 0.5, 1: 1.0, 2: 0.4, 3: 0.1}, 2, Perspective("neutral"))

    assert [s.text for s in summary.sentences] == [FRUIT[0], FRUIT[2]]
    assert summary.dropped == 1
