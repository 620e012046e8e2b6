"""Attributions found by the released weights, on short texts of our own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from summarizer.types import Quote, Span
from tests.factories import span_of
from tests.slow.quotes import FOUND, NOBODY, Case

if TYPE_CHECKING:
    from summarizer.api import Tool

pytestmark = pytest.mark.slow

Rate = Callable[[str, int, int], float]


# A plain case in five may go astray: the head is small, and a lone sentence has no context.
MIN_FOUND = 0.80
# Of what nobody says, one text in six may get a speaker.
MAX_NOBODY = 0.17


def quotes_in(tool: Tool, text: str) -> tuple[Quote, ...]:
    """Return the quotes of `text`, in whose analysis no stage failed."""
    report = tool.analyze(text)
    assert report.failures == ()
    return report.articles[0].quotes or ()


def covers(quote: Quote, span: Span) -> bool:
    """Return whether most of `span` is in the contents of `quote`, and not much besides."""
    shared = sum(max(0, min(p.end, span.end) - max(p.start, span.start)) for p in quote.content)
    return 2 * shared > span.end - span.start


def is_found(tool: Tool, case: Case) -> bool:
    """Return whether one of the quotes has the content, the source and the kind of `case`."""
    content = span_of(case.content, case.text)
    return any(
        quote.kind == case.kind
        and covers(quote, content)
        and (quote.source is not None and case.source in quote.source.of(case.text))
        for quote in quotes_in(tool, case.text)
    )


def test_plain_attributions_are_found_with_their_source(
    released_tool: Tool, report_rate: Rate
) -> None:
    missed = [case.text for case in FOUND if not is_found(released_tool, case)]
    rate = report_rate("plain attributions found", len(FOUND) - len(missed), len(FOUND))

    assert rate >= MIN_FOUND, missed


def test_quotation_marks_alone_make_no_speaker(released_tool: Tool, report_rate: Rate) -> None:
    wrong = [text for text in NOBODY if quotes_in(released_tool, text)]
    rate = report_rate(
        "texts in which nobody speaks but somebody is quoted", len(wrong), len(NOBODY)
    )

    assert rate <= MAX_NOBODY, wrong
