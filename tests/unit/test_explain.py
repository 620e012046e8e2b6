from __future__ import annotations

import json
from dataclasses import replace

import pytest

from summarizer import Tool
from summarizer.codebook import load_codebook
from summarizer.errors import InputError
from summarizer.explain import explain_json, explain_text
from summarizer.types import FramingSpan, Report, Span
from tests.factories import span_of

TEXT = "The council met.\n\nCritics called it a vile and shameless plan on Monday."


@pytest.fixture
def report(tiny_tool: Tool) -> Report:
    """A report whose marks are set by hand."""
    made = tiny_tool.analyze(TEXT)
    marks = (
        FramingSpan(span_of("vile and shameless", TEXT), "framing", "brutality_terror", 0.8),
        FramingSpan(span_of("vile", TEXT), "techniques", "loaded_language", 0.7, label_score=0.6),
        FramingSpan(span_of("Monday", TEXT), "techniques", "unclear_technique", 0.5),
        FramingSpan(span_of("council", TEXT), "mine.toml", "own", 0.5),
    )
    return replace(made, articles=(replace(made.articles[0], framing=marks),))


def test_all_marks_on_the_words_are_explained(tiny_tool: Tool, report: Report) -> None:
    id = report.articles[0].article.id
    framing, technique = tiny_tool.explain(report, id, span_of("vile", TEXT))

    assert (framing.label, technique.label) == ("brutality_terror", "loaded_language")
    assert framing.definition == load_codebook("framing").label("brutality_terror").definition
    assert len(framing.nearest) == len(technique.nearest) == 3
    assert all(TEXT[w.start : w.end] == w.words and w.fall > 0 for w in framing.weighty)
    assert tiny_tool.explain(report, id, span_of("vile", TEXT)) == (framing, technique)


def test_an_unclear_technique_is_explained_without_words(tiny_tool: Tool, report: Report) -> None:
    [why] = tiny_tool.explain(report, report.articles[0].article.id, span_of("Monday", TEXT))

    assert why.weighty == ()
    assert why.nearest
    assert "unclear_technique, 0.50\n" in explain_text([why])
    assert json.loads(explain_json([why]))[0]["words"] == "Monday"


def test_what_is_not_marked_is_told_with_what_is_near(tiny_tool: Tool, report: Report) -> None:
    id, at = report.articles[0].article.id, span_of("vile", TEXT)
    with pytest.raises(InputError, match=f"no mark stands at 0:3; the nearest are .*{at.start}:"):
        tiny_tool.explain(report, id, Span(0, 3))
    with pytest.raises(InputError, match="the report has no article 'other'; it has"):
        tiny_tool.explain(report, "other", at)
