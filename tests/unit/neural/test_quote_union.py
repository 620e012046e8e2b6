from __future__ import annotations

import numpy as np

from summarizer.neural.quote_reader import Told
from summarizer.neural.quote_union import relinked, with_more
from summarizer.types import Quote
from tests.factories import span_of

TEXT = "Ilves said Reiner calls it a “scandal of its own kind” for now."
OFFSETS = np.array([[i, i + 1] for i in range(len(TEXT))])


def told(cue: str, source: str | None, content: str, score: float = 0.9) -> Told:
    """Return a cue; each character is a token, and those of its content are surely reported."""
    span = span_of(content, TEXT)
    reported = np.zeros(len(TEXT))
    reported[span.start : span.end] = 1.0
    own = None if source is None else span_of(source, TEXT)
    return Told(span_of(cue, TEXT), score, own, ((span, 0.8),), (0, len(TEXT)), reported)


def quote(content: str, cue: str | None, source: str | None) -> Quote:
    told_by, by = (None if part is None else span_of(part, TEXT) for part in (cue, source))
    return Quote((span_of(content, TEXT),), "indirect", told_by, by)


OUTER = told("said", "Ilves", "Reiner calls it a “scandal of its own kind” for now")


def test_the_cue_that_most_likely_reports_a_quote_gives_it_its_source() -> None:
    inner = told("calls", "Reiner", "it a", 0.95)
    (found,) = relinked([quote("it a", "said", "Ilves")], [OUTER, inner], OFFSETS, 0.2)

    assert (found.cue, found.source) == (inner.cue, inner.source)


def test_a_quote_that_no_cue_reports_stays_as_it_is() -> None:
    own = quote("Ilves", "said", None)

    assert relinked([own], [OUTER], OFFSETS, 0.2) == [own]
    assert relinked([own], [], OFFSETS, 0.2) == [own]


def test_a_source_stays_where_the_reader_finds_none() -> None:
    bare = told("calls", None, "it a")
    (found,) = relinked([quote("it a", "said", "Reiner")], [bare], OFFSETS, 0.2)

    assert (found.cue, found.source) == (bare.cue, span_of("Reiner", TEXT))


def test_a_cue_that_no_quote_has_adds_one() -> None:
    inner = told("calls", "Reiner", "it a")
    known = quote("for now", "said", "Ilves")

    assert [q.cue for q in with_more([known], [inner], [])] == [inner.cue, known.cue]
    assert with_more([known], [OUTER], []) == [known]


def test_of_two_cues_with_one_content_the_surer_is_kept() -> None:
    unsure = told("Ilves", None, "it a", 0.5)
    sure = told("calls", "Reiner", "it a", 0.6)

    assert [q.cue for q in with_more([], [unsure, sure], [])] == [sure.cue]


def test_only_a_sure_cue_adds_words_in_quotation_marks_and_takes_them_whole() -> None:
    stretches = [span_of("“scandal of its own kind”", TEXT)]
    sure, unsure = (told("calls", "Reiner", "scandal of its own", score) for score in (0.8, 0.6))
    (found,) = with_more([], [sure], stretches)

    assert (found.content, found.kind) == ((stretches[0],), "direct")
    assert with_more([], [unsure], stretches) == []


def test_quotes_come_in_order_the_outer_first() -> None:
    inner = told("calls", "Reiner", "Reiner calls it a")
    found = with_more([], [inner, OUTER], [])

    assert [q.cue for q in found] == [OUTER.cue, inner.cue]
