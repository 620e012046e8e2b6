"""What summaries never hold: captions, credits, bylines, adverts; and how their sentences open."""

from __future__ import annotations

import re

import pytest

from summarizer.api import Tool
from summarizer.read import read_text
from tests.page_articles import BUSINESS, COURT, PAGE_WORDS, PROTEST, SCIENCE, SPORTS

ARTICLES = (SPORTS, COURT, SCIENCE, BUSINESS, PROTEST)
IDS = ("sports", "court", "science", "business", "protest")


@pytest.mark.parametrize("text", ARTICLES, ids=IDS)
def test_lines_around_the_prose_are_told_apart(text: str) -> None:
    article = read_text(text)
    for words in PAGE_WORDS[text]:
        at = text.index(words)
        line = next(one for one in article.lines if one.span.start <= at < one.span.end)
        assert line.kind != "body", line.span.of(text)


@pytest.mark.parametrize("text", ARTICLES, ids=IDS)
def test_no_summary_holds_a_line_that_is_not_prose(tiny_tool: Tool, text: str) -> None:
    report = tiny_tool.analyze(text, outlet="The Post", sentences=50)
    (neutral, *_) = report.summaries

    assert len(neutral.sentences) > 8
    for summary in report.summaries:
        for sentence in summary.sentences:
            assert not any(words in sentence.text for words in PAGE_WORDS[text]), sentence.text


@pytest.mark.parametrize("text", ARTICLES, ids=IDS)
def test_in_words_no_sentence_leans_on_what_is_not_said(tiny_tool: Tool, text: str) -> None:
    report = tiny_tool.analyze(text, outlet="The Post", length="150 words", trim=True)

    assert report.summary("neutral").sentences
    for summary in report.summaries:
        assert sum(len(s.text.split()) for s in summary.sentences) <= 150
        for sentence in summary.sentences:
            opening = sentence.text.removeprefix("[").split("] ")[-1]
            assert not re.match(r"(?:But|They|He|She|This|These|Such)\b", opening), sentence.text
