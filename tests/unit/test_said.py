"""How a summary shows that somebody else says a sentence about its actor."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.render.html import report_to_html
from summarizer.render.said import said_by
from summarizer.render.text import render_text
from summarizer.types import Evidence, Perspective, Report, Summary, SummarySentence
from tests.factories import ILVES, REINER, make_report, span_of


def report_with(**said: object) -> tuple[Report, Summary, SummarySentence]:
    report = make_report()
    (analysis,) = report.articles
    span = (analysis.sentences or ())[1].span
    sentence = SummarySentence(
        span.of(analysis.article.text), (Evidence(analysis.article.id, span),), 1.0
    )
    sentence = replace(sentence, **said)  # type: ignore[arg-type]
    summary = Summary(Perspective("actor", REINER), (sentence,))
    return replace(report, summaries=(summary,)), summary, sentence


def test_the_speaker_is_named_in_every_form() -> None:
    report, summary, sentence = report_with(voice="other", speaker=ILVES)
    names = {a.id: a.name for a in report.articles[0].actors or ()}
    told = f"said by {names[ILVES]} about {names[REINER]}"

    assert said_by(report, summary, sentence) == told
    assert told in report_to_html(report)
    assert told in " ".join(render_text(report).split())


@pytest.mark.parametrize("voice", ["own", "outlet", None])
def test_the_actor_and_the_outlet_are_not_marked(voice: str | None) -> None:
    report, summary, sentence = report_with(voice=voice, speaker=None)

    assert said_by(report, summary, sentence) is None
    assert "said by" not in render_text(report)


def test_who_is_no_actor_is_called_as_in_the_article() -> None:
    report, *_ = report_with()
    article = report.articles[0].article
    first = article.text.split()[0]
    place = Evidence(article.id, span_of(first))
    report, summary, sentence = report_with(voice="other", source=place)

    assert f"said by {first}".casefold() in (said_by(report, summary, sentence) or "").casefold()


def test_without_any_name_it_is_somebody_else() -> None:
    report, summary, sentence = report_with(voice="other")

    assert (said_by(report, summary, sentence) or "").startswith("said by somebody else")
