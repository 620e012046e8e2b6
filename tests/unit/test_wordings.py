"""Rows of the wording table; parsed with the real parser, judgements set by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from summarizer.compare.wordings import wordings
from summarizer.comparison import ActorRef, StoryActor
from summarizer.neural.framing import PhraseJudgement
from summarizer.story.actors import story_actors
from summarizer.types import Analysis, Evidence, Span
from tests.unit.test_story_actors import all_alike, analysed

LOADED = ("rioters", "seized", "stormed")


def judge(
    analysis: Analysis, spans: Sequence[Span], sentences: Sequence[Span]
) -> list[PhraseJudgement]:
    assert all(s.contains(p) for p, s in zip(spans, sentences, strict=True))
    words = [span.of(analysis.article.text) for span in spans]
    scores = [0.9 if any(w in text.lower() for w in LOADED) else 0.1 for text in words]
    return [
        PhraseJudgement(span, "delegitimation", score, 0.8, "negative")
        for span, score in zip(spans, scores, strict=True)
    ]


@pytest.fixture(scope="module")
def analyses() -> list[Analysis]:
    return analysed(
        "Strikers closed the mill on Monday. The strikers want a raise. Owner Ada Fenn objected.",
        "Rioters stormed the mill on Monday. The rioters want money. Ms Fenn was outraged.",
    )


def head_of(analysis: Analysis, word: str) -> Evidence:
    start = analysis.article.text.index(word)
    return Evidence(analysis.article.id, Span(start, start + len(word)))


def story_actor(analyses: Sequence[Analysis], *words: str) -> StoryActor:
    members = []
    for analysis, word in zip(analyses, words, strict=True):
        text = analysis.article.text
        (found,) = (
            a for a in analysis.actors or () if any(word in m.span.of(text) for m in a.mentions)
        )
        members.append(ActorRef(analysis.article.id, found.id))
    return StoryActor("story-actor-1", words[0], "group", tuple(members))


def test_a_row_has_what_each_article_calls_a_referent_the_most_loaded_first(
    analyses: list[Analysis],
) -> None:
    actor = story_actor(analyses, "trikers", "ioters")
    (row,) = wordings(analyses, [actor], {}, judge)
    texts = {a.article.id: a.article.text for a in analyses}
    phrases = [(p.article, p.span.of(texts[p.article]), p.count) for p in row.phrases]

    assert phrases == [("article-2", "Rioters", 2), ("article-1", "Strikers", 2)]
    assert (row.phrases[0].label, row.phrases[0].valence) == ("delegitimation", "negative")
    assert (row.phrases[1].label, row.phrases[1].valence) == (None, None)
    assert (row.referent, row.actor, row.kind) == ("trikers", "story-actor-1", "group")


def test_another_title_on_a_name_is_no_other_wording(analyses: list[Analysis]) -> None:
    assert wordings(analyses, [story_actor(analyses, "Fenn", "Fenn")], {}, judge) == ()


def test_an_event_makes_a_row_if_the_words_differ_and_one_is_loaded(
    analyses: list[Analysis],
) -> None:
    first, second = analyses
    heads = {
        "fact-1": (head_of(first, "closed"), head_of(second, "stormed")),
        "fact-2": (head_of(first, "want"), head_of(second, "want")),
        "fact-3": (head_of(first, "objected"), head_of(second, "outraged")),
    }
    (row,) = wordings(analyses, [], heads, judge)

    assert row.kind == "event"
    assert {p.span for p in row.phrases} == {e.span for e in heads["fact-1"]}


def test_the_order_of_articles_does_not_matter(analyses: list[Analysis]) -> None:
    actors = [story_actor(analyses, "trikers", "ioters")]
    heads = {"fact-1": (head_of(analyses[0], "closed"), head_of(analyses[1], "stormed"))}
    rows = wordings(analyses, actors, heads, judge)

    assert rows == wordings(analyses[::-1], actors, heads, judge)
    assert [row.id for row in rows] == ["wording-1", "wording-2"]


def rows_of(*texts: str) -> dict[str, list[str]]:
    """Return the phrases of each row of things in articles of these texts."""
    found = analysed(*texts)
    by_id = {a.article.id: a.article.text for a in found}
    return {
        row.referent: [p.span.of(by_id[p.article]) for p in row.phrases]
        for row in wordings(found, [], {}, judge)
        if row.kind in ("event", "object")
    }


def test_a_thing_is_a_row_where_one_article_has_a_loaded_word_before_it() -> None:
    rows = rows_of(
        "The council approved the new road tax. Few like the road tax.",
        "Drivers must pay the seized road tax. The tax hurts families.",
    )

    assert rows == {"tax": ["seized road tax", "new road tax", "road tax", "tax"]}


def test_plain_words_before_a_thing_make_no_row() -> None:
    assert not rows_of(
        "The council approved the new road tax. Few like the road tax.",
        "Drivers must pay the steep road tax. The tax hurts families.",
    )


def test_a_thing_with_another_owner_is_another_thing() -> None:
    rows = rows_of(
        "The Dorn bridge collapsed. Engineers had checked the Dorn bridge in May.",
        "The seized Dorn bridge fell. Nobody used the Halvik bridge.",
    )

    assert rows["Dorn bridge"][0] == "seized Dorn bridge"
    assert "Halvik bridge" not in rows["Dorn bridge"]


def test_another_thing_of_the_sort_is_left_out() -> None:
    rows = rows_of(
        "The council approved the tax on Monday. Voters had refused a previous tax.",
        "The council approved the seized tax. Nobody wants another tax.",
    )

    assert rows == {"tax": ["seized tax", "tax"]}


def test_a_plain_noun_beside_a_name_is_no_other_wording() -> None:
    found = analysed(
        "Nordal Mining closed its pit on Monday. The company cut 300 jobs.",
        "Nordal Mining shut the pit. The firm gave no reason.",
    )
    (nordal,) = (a for a in story_actors(found, all_alike) if a.name == "Nordal Mining")

    assert len(nordal.members) == 2
    assert wordings(found, [nordal], {}, judge) == ()


def test_a_description_before_a_name_is_a_phrase_of_its_own() -> None:
    found = analysed(
        "Critics attacked the hardline minister Oleg Marsh on Monday. Marsh kept silent.",
        "Crowds cheered the veteran reformer Oleg Marsh on Monday. Marsh kept silent.",
    )
    (marsh,) = (a for a in story_actors(found, all_alike) if a.name == "Oleg Marsh")
    (row,) = wordings(found, [marsh], {}, judge)
    texts = {a.article.id: a.article.text for a in found}
    phrases = {(p.article, p.span.of(texts[p.article])) for p in row.phrases}

    assert ("article-1", "hardline minister") in phrases
    assert ("article-2", "veteran reformer") in phrases
