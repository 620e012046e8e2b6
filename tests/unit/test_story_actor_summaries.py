from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.comparison import ActorRef, Duplicate, Fact, Statement, StoryActor
from summarizer.errors import SettingsError
from summarizer.guard import check
from summarizer.summaries.story_actor import story_actor_summaries
from summarizer.types import (
    Analysis,
    Evidence,
    Perspective,
    SentenceScore,
    Summary,
    SummarySentence,
)
from tests.stories import find, make_story

ACTORS = {"lorn": ("Ada Lorn", "person"), "union": ("Dock Union", "organisation")}
A = (
    "<n:lorn Ada Lorn> closed the port on Monday.",
    "<n:lorn Lorn> met the crews of 12 ships.",
    "The <n:union Dock Union> filed a complaint.",
)
B = (
    "On Monday <n:lorn Ada Lorn> closed the port.",
    "<n:lorn Lorn> shamelessly flew to a party abroad.",
)


def article(id: str, sentences: tuple[str, ...], loaded: float = 0.1) -> Analysis:
    made = make_story(list(sentences), actors=dict(ACTORS))  # type: ignore[arg-type]
    scores = tuple(SentenceScore(s.span, loaded) for s in made.sentences or ())
    return replace(made, article=replace(made.article, id=id), sentence_scores=scores)


def summary(analysis: Analysis, actor: str, *indices: int) -> Summary:
    spans = [(analysis.sentences or ())[i].span for i in indices]
    return Summary(
        Perspective("actor", actor),
        tuple(
            SummarySentence(s.of(analysis.article.text), (Evidence(analysis.article.id, s),), 1.0)
            for s in spans
        ),
    )


def actor(id: str, *articles: str) -> StoryActor:
    name, kind = ACTORS[id]
    refs = tuple(ActorRef(a, id) for a in articles)
    return StoryActor(f"story-{id}", name, kind, refs)  # type: ignore[arg-type]


def told(loaded_a: float = 0.1, loaded_b: float = 0.4, *, n: int = 3) -> list[SummarySentence]:
    a, b = article("a", A, loaded_a), article("b", B, loaded_b)
    by_article = {"a": [summary(a, "lorn", 0, 1)], "b": [summary(b, "lorn", 0, 1)]}
    (found,) = story_actor_summaries(
        (a, b), by_article, [actor("lorn", "a", "b")], (), n=n, n_actors=2
    )
    assert check(found, (a, b)) == found
    assert found.perspective == Perspective("actor", "story-lorn")
    return list(found.sentences)


def test_what_both_articles_tell_is_told_once_with_the_evidence_of_both() -> None:
    sentences = told()

    assert [s.text for s in sentences] == [
        "Ada Lorn closed the port on Monday.",
        "Lorn met the crews of 12 ships.",
        "Lorn shamelessly flew to a party abroad.",
    ]
    assert [{e.article for e in s.evidence} for s in sentences] == [{"a", "b"}, {"a"}, {"b"}]


def test_the_less_loaded_article_gives_the_words() -> None:
    assert told(0.6, 0.1)[0].text == "On Monday Ada Lorn closed the port."


def test_articles_take_turns() -> None:
    assert {e.article for s in told(n=2) for e in s.evidence} == {"a", "b"}


def test_sentences_that_state_one_fact_are_one_whatever_their_words() -> None:
    a = article("a", ("<n:lorn Ada Lorn> shut the harbour gates.",))
    b = article("b", ("All ships must wait outside since <n:lorn Ada Lorn> gave orders.",))
    spans = [find(a, "Ada Lorn shut"), find(b, "All ships must wait")]
    stated = (Statement("a", spans[0], 0.9), Statement("b", spans[1], 0.9))
    fact = Fact("f", "Ada Lorn shut", Evidence("a", spans[0]), stated, (), "all")
    by_article = {x.article.id: [summary(x, "lorn", 0)] for x in (a, b)}

    def n_sentences(*facts: Fact) -> int:
        (found,) = story_actor_summaries(
            (a, b), by_article, [actor("lorn", "a", "b")], facts, n=3, n_actors=1
        )
        return len(found.sentences)

    assert (n_sentences(), n_sentences(fact)) == (2, 1)


def test_who_is_in_more_articles_comes_first_and_who_is_in_none_is_left_out() -> None:
    a, b = article("a", A), article("b", B)
    by_article = {
        "a": [summary(a, "lorn", 0), summary(a, "union", 2)],
        "b": [summary(b, "lorn", 0)],
    }
    actors = [actor("union", "a"), actor("lorn", "a", "b"), replace(actor("lorn"), id="nobody")]

    found = story_actor_summaries((a, b), by_article, actors, (), n=2, n_actors=5)
    first = story_actor_summaries((a, b), by_article, actors, (), n=2, n_actors=1)

    assert [s.perspective.about for s in found] == ["story-lorn", "story-union"]
    assert first == found[:1]


def test_the_order_of_the_articles_changes_nothing() -> None:
    a, b = article("a", A), article("b", B)
    by_article = {"a": [summary(a, "lorn", 0, 1)], "b": [summary(b, "lorn", 0, 1)]}
    lorn = [actor("lorn", "a", "b")]

    assert story_actor_summaries(
        (a, b), by_article, lorn, (), n=2, n_actors=1
    ) == story_actor_summaries(
        (b, a), dict(reversed(by_article.items())), lorn, (), n=2, n_actors=1
    )


def test_lengths_out_of_range_are_refused() -> None:
    with pytest.raises(SettingsError):
        story_actor_summaries((), {}, (), (), n=0, n_actors=1)
    with pytest.raises(SettingsError):
        story_actor_summaries((), {}, (), (), n=1, n_actors=-1)


def test_the_same_article_twice_counts_once() -> None:
    a, b, copy = article("a", A), article("b", B), article("c", B)
    by_article = {
        "a": [summary(a, "lorn", 0, 1), summary(a, "union", 2)],
        "b": [summary(b, "lorn", 0, 1)],
        "c": [summary(copy, "lorn", 0, 1)],
    }
    people = [actor("lorn", "a", "b", "c"), actor("union", "a")]
    (found, _) = story_actor_summaries(
        (a, b, copy), by_article, people, (), n=3, n_actors=2,
        duplicates=[Duplicate("b", "c", 1.0)],
    )  # fmt: skip

    places = [e.article for s in found.sentences for e in s.evidence]
    assert len({"b", "c"} & {*places}) == 1


def test_a_story_summary_keeps_whose_words_a_sentence_is() -> None:
    a = article("a", A)
    marked = summary(a, "lorn", 0)
    (said,) = marked.sentences
    marked = replace(marked, sentences=(replace(said, voice="other", speaker="union"),))
    (found,) = story_actor_summaries(
        (a,), {"a": [marked]}, [actor("lorn", "a")], (), n=1, n_actors=1
    )

    assert (found.sentences[0].voice, found.sentences[0].speaker) == ("other", "union")
    assert found.note == "None of the articles quotes Ada Lorn."
