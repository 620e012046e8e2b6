"""Facts across articles; parsed with the real parser, what matches is written down by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from summarizer.comparison import Duplicate, Fact, Figure, FigureValue
from summarizer.story.claims import claims
from summarizer.story.facts import Limits, find_facts
from summarizer.story.matching import Claim, Matches
from summarizer.types import Analysis, Span
from tests.unit.test_story_actors import analysed

LIMITS = Limits(stated=0.7, omitted=0.2)
TEXTS = (
    "Two bridges collapsed on Sunday in the town of Dorn. The mayor ordered an inquiry on Monday. "
    "Rescue workers searched the river for survivors.",
    "In Dorn two bridges fell into the river on Sunday. Schools remained closed on Monday. "
    "An inquiry was ordered by the mayor of the town.",
    "Bridges in Dorn gave way on Sunday after days of rain. Shopkeepers counted their losses.",
)


@dataclass(frozen=True)
class ByTopic:
    """Says that sentences state each other if they hold words of one topic."""

    topics: Sequence[Sequence[str]]
    unsure: Sequence[str] = ()

    def matches(self, source: Analysis, claims: Sequence[Claim], article: Analysis) -> Matches:
        text, other = source.article.text, article.article.text
        rows = [s.span.of(other) for s in article.sentences or ()]
        table = np.array(
            [[self._score(c.sentence.of(text), row) for row in rows] for c in claims],
            dtype=np.float32,
        ).reshape(len(claims), len(rows))
        return Matches(table, table.max(axis=1, initial=0.05))

    def _score(self, one: str, two: str) -> float:
        if any(word in one for word in self.unsure):
            return 0.5
        shared = any(_about(one, topic) and _about(two, topic) for topic in self.topics)
        return 0.9 if shared else 0.05


def _about(text: str, topic: Sequence[str]) -> bool:
    return any(word in text for word in topic)


BRIDGES = ("bridges collapsed", "bridges fell", "Bridges in Dorn")
INQUIRY = ("ordered an inquiry", "inquiry was ordered")
MATCHER = ByTopic((BRIDGES, INQUIRY))


@pytest.fixture(scope="module")
def analyses() -> list[Analysis]:
    return analysed(*TEXTS)


def facts_of(
    analyses: Sequence[Analysis], matcher: ByTopic = MATCHER, **options: object
) -> tuple[Fact, ...]:
    by_id = {a.article.id: claims(a) for a in analyses}
    found = find_facts(analyses, matcher, by_id, limits=LIMITS, **options)  # type: ignore[arg-type]
    return found.facts


def by_words(facts: Sequence[Fact]) -> Mapping[str, Fact]:
    return {fact.statement.lower(): fact for fact in facts}


def one_with(facts: Sequence[Fact], *words: str) -> Fact:
    (found,) = (f for said, f in by_words(facts).items() if any(w.lower() in said for w in words))
    return found


def test_what_all_state_comes_first_and_is_said_in_the_words_of_an_article(
    analyses: list[Analysis],
) -> None:
    facts = facts_of(analyses)
    first = facts[0]
    texts = {a.article.id: a.article.text for a in analyses}

    assert (first.id, first.coverage) == ("fact-1", "all")
    assert {s.article for s in first.evidence} == set(texts)
    assert any(word in first.statement for word in BRIDGES)
    assert first.source.span.of(texts[first.source.article]) == first.statement
    assert not first.omitted_by


def test_an_article_that_does_not_state_a_fact_is_named_with_its_nearest_sentence(
    analyses: list[Analysis],
) -> None:
    fact = one_with(facts_of(analyses), *INQUIRY)
    (omission,) = fact.omitted_by

    assert fact.coverage == "some"
    assert omission.article == "article-3"
    assert omission.probability == pytest.approx(0.95)
    assert omission.nearest in [s.span for s in analyses[2].sentences or ()]


def test_what_one_article_has_alone_is_listed_last(analyses: list[Analysis]) -> None:
    facts = facts_of(analyses)
    coverage = [fact.coverage for fact in facts]

    assert coverage == sorted(coverage, key=["all", "some", "one"].index)
    assert one_with(facts, "Schools remained closed").coverage == "one"
    assert one_with(facts, "Shopkeepers").coverage == "one"


def test_of_what_it_is_not_sure_the_tool_says_nothing(analyses: list[Analysis]) -> None:
    facts = facts_of(analyses, ByTopic((BRIDGES, INQUIRY), unsure=("Schools", "inquiry")))

    assert not any("Schools" in f.statement or "inquiry" in f.statement for f in facts)


def test_a_denial_is_not_the_fact_that_it_denies() -> None:
    analyses = analysed(
        "Soldiers fired on the crowd in Dorn on Friday. Shops closed early in the town.",
        "Soldiers did not fire on the crowd in Dorn on Friday. Trains ran late in the town.",
    )
    facts = facts_of(analyses, ByTopic((("fire",),)))

    assert all(f.coverage == "one" for f in facts)


def test_figures_that_differ_part_two_facts_unless_they_are_for_one_quantity() -> None:
    analyses = analysed(
        "The flood killed 12 people in Dorn on Sunday. Shops closed early in the town.",
        "The flood killed 19 people in Dorn on Sunday. Trains ran late in the town.",
    )
    matcher = ByTopic((("killed",),))
    values = []
    for analysis, number in zip(analyses, (12, 19), strict=True):
        start = analysis.article.text.index(str(number))
        sentence = (analysis.sentences or ())[0].span
        span = Span(start, start + 2)
        values.append(FigureValue(analysis.article.id, span, sentence, number, number))
    figure = Figure("figure-1", "people killed", "count", tuple(values), differ=True)

    apart = facts_of(analyses, matcher)
    together = facts_of(analyses, matcher, figures=[figure])

    assert all(f.coverage == "one" and not f.conflicting for f in apart)
    assert one_with(together, "killed").coverage == "all"
    assert one_with(together, "killed").conflicting


def test_a_copy_makes_no_fact_a_shared_one(analyses: list[Analysis]) -> None:
    copied = analysed(*TEXTS[:2], TEXTS[1])
    pair = Duplicate("article-2", "article-3", 1.0)
    facts = facts_of(copied, duplicates=[pair])
    alone = one_with(facts, "Schools remained closed")

    assert {s.article for s in alone.evidence} == {"article-2", "article-3"}
    assert alone.coverage == "one"
    assert one_with(facts, *BRIDGES).coverage == "all"


def test_nothing_is_both_stated_and_not_found(analyses: list[Analysis]) -> None:
    for fact in facts_of(analyses):
        assert not {s.article for s in fact.evidence} & {o.article for o in fact.omitted_by}


def test_the_order_of_articles_does_not_matter(analyses: list[Analysis]) -> None:
    first = facts_of(analyses)

    for order in ((2, 1, 0), (1, 2, 0), (0, 2, 1)):
        other = facts_of([analyses[at] for at in order])
        assert {_content(f) for f in other} == {_content(f) for f in first}


def _content(fact: Fact) -> tuple[object, ...]:
    return (
        fact.statement,
        fact.coverage,
        frozenset(fact.evidence),
        frozenset(fact.omitted_by),
    )


def test_one_article_has_nothing_to_compare(analyses: list[Analysis]) -> None:
    assert facts_of(analyses[:1]) == ()
