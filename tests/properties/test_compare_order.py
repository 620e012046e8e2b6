"""The order in which articles come changes the columns of a report and nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from tests.event_stories import COURT, DAM, ORCHESTRA

if TYPE_CHECKING:
    from summarizer.api import Tool
    from summarizer.types import Article, Report

ARTICLES = DAM.articles


@pytest.fixture(scope="module")
def report(tiny_tool: Tool) -> Report:
    return tiny_tool.compare(ARTICLES, sentences=2, actors=2)


@pytest.mark.parametrize("order", list(permutations(range(len(ARTICLES))))[1:])
def test_another_order_gives_the_same_comparison(
    report: Report, tiny_tool: Tool, order: tuple[int, ...]
) -> None:
    other = tiny_tool.compare([ARTICLES[at] for at in order], sentences=2, actors=2)

    assert report.comparison is not None
    assert other.comparison == report.comparison
    assert Counter(other.summaries) == Counter(report.summaries)
    assert other.articles == tuple(report.articles[at] for at in order)


def test_the_same_articles_give_the_same_bytes(report: Report, tiny_tool: Tool) -> None:
    assert tiny_tool.compare(ARTICLES, sentences=2, actors=2).to_json() == report.to_json()


def test_a_copy_is_detected_and_adds_no_fact(report: Report, tiny_tool: Tool) -> None:
    copy = replace(ARTICLES[0], id="copy", outlet="The Copyist")
    found = tiny_tool.compare([*ARTICLES, copy], sentences=2, actors=2).comparison

    assert found is not None
    assert report.comparison is not None
    pairs = {frozenset((d.first, d.second)): d.overlap for d in found.duplicates}
    assert pairs == {frozenset((ARTICLES[0].id, "copy")): 1.0}
    assert not report.comparison.duplicates
    statements = {f.statement for f in report.comparison.facts}
    assert {f.statement for f in found.facts} == statements


def test_a_shared_fact_has_evidence_in_each_article_and_a_statement_of_its_source(
    report: Report,
) -> None:
    texts = {a.article.id: a.article.text for a in report.articles}
    assert report.comparison is not None
    for fact in report.comparison.facts:
        stating = {s.article for s in fact.evidence}
        omitting = {o.article for o in fact.omitted_by}
        assert fact.source.span.of(texts[fact.source.article]) == fact.statement
        assert fact.source.article in stating
        assert not stating & omitting
        assert (fact.coverage == "all") == (stating == set(texts))
        assert (fact.coverage == "one") == (len(stating) == 1)


def test_the_report_reads_back(report: Report) -> None:
    from summarizer.wire import report_from_json

    raw = report.to_json()

    assert report_from_json(raw, "report").to_json() == raw


@pytest.mark.parametrize("n", [1, 13])
def test_the_number_of_articles_is_checked(tiny_tool: Tool, n: int) -> None:
    from summarizer.errors import InputError

    with pytest.raises(InputError, match="12"):
        tiny_tool.compare(["A short text about a plan."] * n)


def test_odd_articles_are_compared_too(tiny_tool: Tool) -> None:
    report = tiny_tool.compare(["Rain.", "…", "Rain."])

    assert report.comparison is not None
    assert [a.article.id for a in report.articles] == ["article-1", "article-2", "article-3"]
    assert not report.failures


def others() -> tuple[Article, ...]:
    return (*COURT.articles[:1], ORCHESTRA)


def test_articles_on_other_events_stay_in_groups(tiny_tool: Tool) -> None:
    articles = (*ARTICLES[:2], *others())
    found = tiny_tool.compare(articles, sentences=1, actors=1).comparison

    assert found is not None
    assert sorted(name for group in found.events for name in group) == sorted(
        a.id for a in articles
    )
    group_of = {name: group for group in found.events for name in group}
    for fact in found.facts:
        assert {s.article for s in fact.evidence} <= set(group_of[fact.source.article])
