"""Which articles report one event, and which are the same text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from eval.tasks_events import EventSet, Grouped, corpus_of, event_tallies, grouped
from summarizer.comparison import Duplicate
from summarizer.read import read_text
from summarizer.stages.parse import Parse, load_parser
from summarizer.stages.sentences import Sentences
from summarizer.story.events import duplicates, event_model, events, features, linked, traits
from summarizer.types import Analysis, Article
from tests.event_gold import EventStory
from tests.event_stories import COURT, DAM, EVENTS, ORCHESTRA, OTHER_DAM, PORT

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="module")
def analyses() -> dict[str, Analysis]:
    """All invented articles, parsed, by id."""
    articles = [a for story in EVENTS for a in story.articles] + [OTHER_DAM, ORCHESTRA]
    return {a.article.id: a for a in parsed(load_parser(), articles)}


def parsed(nlp: Language, articles: Sequence[Article]) -> list[Analysis]:
    return Parse(nlp)(Sentences()([Analysis(article) for article in articles]))


def ids(story: EventStory) -> tuple[str, ...]:
    return tuple(article.id for article in story.articles)


@pytest.mark.parametrize("story", EVENTS, ids=lambda story: story.name)
def test_articles_of_one_event_stay_together(
    analyses: dict[str, Analysis], story: EventStory
) -> None:
    assert events([analyses[id] for id in ids(story)]) == (ids(story),)


@pytest.mark.parametrize("stranger", [OTHER_DAM, ORCHESTRA], ids=lambda article: article.id)
def test_an_article_on_something_else_stands_alone(
    analyses: dict[str, Analysis], stranger: Article
) -> None:
    """Also one on a like event elsewhere."""
    found = events([analyses[id] for id in (*ids(DAM), stranger.id)])

    assert found == (ids(DAM), (stranger.id,))


def test_nine_articles_on_three_events_fall_into_three_groups(
    analyses: dict[str, Analysis],
) -> None:
    mixed = [analyses[id] for trio in zip(*map(ids, EVENTS), strict=True) for id in trio]

    assert {frozenset(g) for g in events(mixed)} == {frozenset(ids(story)) for story in EVENTS}


def test_the_order_of_articles_changes_no_group(analyses: dict[str, Analysis]) -> None:
    given = [analyses[id] for id in (*ids(PORT), *ids(COURT))]

    assert {frozenset(g) for g in events(given)} == {frozenset(g) for g in events(given[::-1])}


def test_an_article_that_was_not_parsed_goes_with_the_largest_group(
    analyses: dict[str, Analysis],
) -> None:
    bare = Analysis(read_text("Some words.", id="bare"))

    found = events([bare, *(analyses[id] for id in (*ids(DAM), ORCHESTRA.id))])

    assert set(found[0]) == {"bare", *ids(DAM)}
    assert events([bare]) == (("bare",),)
    assert events([]) == ()


def test_what_two_articles_share_lies_between_nothing_and_all(
    analyses: dict[str, Analysis],
) -> None:
    model = event_model()
    known = [found for a in analyses.values() if (found := traits(a)) is not None]

    for one in known:
        assert features(one, one, model.common) == pytest.approx((1.0,) * 5)
        for other in known:
            shared = features(one, other, model.common)
            assert all(0.0 <= x <= 1.0 + 1e-9 for x in shared)
            assert shared == pytest.approx(features(other, one, model.common))


def test_groups_are_joined_by_their_mean() -> None:
    """One bridge between two groups is not enough, and the nearest go first."""
    scores = {(0, 1): 0.9, (2, 3): 0.8, (1, 2): 0.7, (0, 2): 0.1, (0, 3): 0.1, (1, 3): 0.1}

    assert sorted(linked([(n,) for n in range(4)], scores, 0.3)) == [(0, 1), (2, 3)]
    assert linked([(n,) for n in range(4)], scores, 0.2) == [(0, 1, 2, 3)]


def test_a_copy_is_a_duplicate(analyses: dict[str, Analysis]) -> None:
    first = analyses[DAM.articles[0].id]
    copy = replace(first, article=replace(first.article, id="copy", outlet="Another Paper"))

    assert duplicates([first, copy]) == (Duplicate(first.article.id, "copy", 1.0),)


def test_an_edited_and_a_shortened_copy_are_duplicates(analyses: dict[str, Analysis]) -> None:
    first = analyses[DAM.articles[0].id]
    paragraphs = first.article.text.split("\n\n")
    edited = first.article.text.replace("Monday", "Monday morning").replace("teacher", "student")
    copies = {"edited": edited, "short": "\n\n".join(paragraphs[:4])}

    for id, text in copies.items():
        (found,) = duplicates([first, Analysis(read_text(text, id=id))])
        assert (found.first, found.second) == (first.article.id, id)
        assert 0.6 <= found.overlap <= 1.0


def test_articles_in_words_of_their_own_are_no_duplicates(analyses: dict[str, Analysis]) -> None:
    assert duplicates(list(analyses.values())) == ()


def test_texts_of_a_few_words_are_compared_whole() -> None:
    one, two, three = (
        Analysis(read_text(text, id=id))
        for text, id in (("Dam bursts", "one"), ("Dam bursts", "two"), ("Dam holds", "three"))
    )

    assert duplicates([one, two, three]) == (Duplicate("one", "two", 1.0),)


def record(*texts: str) -> dict[str, object]:
    return {"id": texts[0], "articles": [{"text": text, "title": None} for text in texts]}


def test_the_nearest_other_event_shares_most_words() -> None:
    records = [
        record("The dam burst in the valley.", "A dam burst."),
        record("A choir sang Bruckner.", "The choir sang."),
        record("Another dam leaked in the valley.", "The dam leaked."),
    ]

    sets = corpus_of(records).sets

    assert [s.own for s in sets] == [(0, 1), (2, 3), (4, 5)]
    assert sets[0].near == (4, 5)
    assert all(s.far != s.own for s in sets)


def test_splits_and_joins_are_counted_by_record() -> None:
    sets = EventSet(own=(0, 1), near=(2,), far=(3,))
    right = Grouped(sets, [(0, 1)], [(0, 1), (2,)], [(0, 1), (3,)])
    wrong = Grouped(sets, [(0,), (1,)], [(0, 1, 2)], [(0,), (1,), (3,)])

    tallies = event_tallies([{}, {}], [right, wrong])

    assert {name: tally.score for name, tally in tallies.items()} == pytest.approx(
        {
            "split": 0.5,
            "joined_near": 0.5,
            "joined_far": 0.0,
            "pair_precision": 3 / 5,
            "pair_recall": 3 / 4,
            "pair_f1": 2 / 3,
        }
    )


def test_all_in_one_group_joins_everything() -> None:
    found = grouped(EventSet((0, 1), (2,), (3,)), lambda _i, _j: 1.0, 0.5)

    assert (found.alone, found.with_near) == ([(0, 1)], [(0, 1, 2)])
