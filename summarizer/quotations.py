"""Where an article puts words in quotation marks, and who is known to speak them.

`find_quotations` knows double marks only, and paragraphs that go on with an open quotation;
`quoted_stretches` adds single marks where they are no apostrophes.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.types import Analysis, Quote, Sentence, Span

_CLOSING = {'"': '"', "“": "”", "«": "»"}
_MARKS = '"“”«»'
# A mark, a blank line, or a line break before a mark: all that can open or end a quotation.
_TURN = re.compile(r"[\"“”«»]|\n[^\S\n]*\n|\n(?=\s*[\"“«])")


# Single marks around words; one between letters is an apostrophe, as is that of "'90s".
_SINGLE = (
    re.compile(r"(?<!\w)‘(?=\S)[^‘’\n]*(?:’\w[^‘’\n]*)*(?<=[^\s‘])’(?!\w)"),
    re.compile(r"(?<!\w)'(?=[^\s'])(?!\d\d?s\b)[^'\n]*(?:(?<=\w)'\w[^'\n]*)*(?<=[^\s'])'(?!\w)"),
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks; `span` includes the marks that are there.

    A speaker who goes on in the next paragraph leaves the first one open: then
    `is_closed` is false and the span ends with the paragraph.
    """

    span: Span
    opening: str
    is_closed: bool

    @property
    def closing(self) -> str:
        """Return the mark that closes this quotation."""
        return _CLOSING[self.opening]

    @property
    def inner(self) -> Span:
        """Return the span without the marks."""
        return Span(self.span.start + 1, self.span.end - self.is_closed)


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Return every quotation in double marks in `text`, in order and not overlapping.

    Single marks are left alone: often they cannot be told from apostrophes.
    """
    found: list[Quotation] = []
    start: int | None = None
    for turn in _TURN.finditer(text):
        at, mark = turn.start(), turn.group()
        if start is not None and (mark not in _MARKS or _opens(text, at)):
            if mark == text[start] != '"':
                continue  # subtle: an opening mark of the same pair is nested, not a new start
            found += _quotation(text, start, at, is_closed=False)
            start = at if mark in _MARKS else None
        elif start is not None and mark == _CLOSING[text[start]]:
            found += _quotation(text, start, at + 1, is_closed=True)
            start = None
        elif start is None and mark in _MARKS and _opens(text, at):
            start = at
    if start is not None:
        found += _quotation(text, start, len(text), is_closed=False)
    return tuple(found)


def _opens(text: str, at: int) -> bool:
    """Return whether the mark at `at` stands where a quotation begins."""
    after = text[at + 1 : at + 2]
    if not after or after.isspace() or text[at] not in _CLOSING:
        return False
    if text[at] != '"':
        return True
    before = text[max(0, at - 1) : at]
    return after != '"' and not (before.isalnum() or before in tuple(".,!?;"))


def _quotation(text: str, start: int, end: int, *, is_closed: bool) -> list[Quotation]:
    end = start + len(text[start:end].rstrip())
    if end - start < 2 + is_closed:
        return []
    return [Quotation(Span(start, end), text[start], is_closed)]


def quoted_stretches(text: str) -> tuple[Span, ...]:
    """Return the ranges in quotation marks, marks included, in order and disjoint.

    Single marks count where they stand around words and outside double ones.
    """
    double = find_quotations(text)
    found: set[Span] = set()
    for pattern in _SINGLE:
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if not find_overlapping(double, span):
                found.add(span)
    single: list[Span] = []
    for span in sorted(found):
        if not single or not single[-1].overlaps(span):
            single.append(span)
    return tuple(sorted([*(quotation.span for quotation in double), *single]))


def find_overlapping(quotations: Sequence[Quotation], span: Span) -> range:
    """Return the indices of the `quotations`, which are in text order, that overlap `span`."""
    first = bisect_right(quotations, span.start, key=lambda q: q.span.end)
    return range(first, bisect_left(quotations, span.end, first, key=lambda q: q.span.start))


def find_speakers(analysis: Analysis, quotations: Sequence[Quotation]) -> tuple[str | None, ...]:
    """Return the actor id of each quotation's speaker, `None` where it is not known.

    The attribution layer decides. Where it is silent, a paragraph that takes up an
    unclosed quotation keeps its speaker, and a sentence that is nothing but a quotation
    belongs to the one speaker of the sentence before it.
    """
    text = analysis.article.text
    sentences = [s for s in analysis.sentences or () if s.kind == "body"]
    quotes = [q for q in analysis.quotes or () if q.speaker is not None]
    speakers: list[str | None] = []
    attributed = _attribute(quotations, quotes)
    for at, quotation in enumerate(quotations):
        speaker = attributed[at]
        before = quotations[at - 1] if at else None
        if speaker is None and before and not before.is_closed:
            gap = text[before.span.end : quotation.span.start]
            speaker = speakers[-1] if not gap.strip() else None
        if speaker is None:
            speaker = _speaker_before(quotation, sentences, quotes, text)
        speakers.append(speaker)
    return tuple(speakers)


def _attribute(quotations: Sequence[Quotation], quotes: Sequence[Quote]) -> list[str | None]:
    """Return, for each quotation, the speaker whose quote shares most characters with it.

    Of several that hold all of it, that of the shortest content: the inner one.
    """
    best = [0] * len(quotations)
    speakers: list[str | None] = [None] * len(quotations)
    for quote in sorted(quotes, key=lambda q: sum(p.end - p.start for p in q.content)):
        shared: Counter[int] = Counter()
        for piece in quote.content:
            for at in find_overlapping(quotations, piece):
                shared[at] += _shared(quotations[at].span, piece)
        for at, n_characters in shared.items():
            if n_characters > best[at]:
                best[at], speakers[at] = n_characters, quote.speaker
    return speakers


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _speaker_before(
    quotation: Quotation, sentences: Sequence[Sentence], quotes: Sequence[Quote], text: str
) -> str | None:
    """Return the one speaker of the sentence before a sentence that only quotes."""
    at = bisect_right(sentences, quotation.span.start, key=lambda s: s.span.start) - 1
    if at < 1 or text[sentences[at].span.start : quotation.span.start].strip():
        return None
    own, before = sentences[at].span, sentences[at - 1].span
    if own.end > quotation.span.end and text[quotation.span.end : own.end].strip():
        return None
    said = {
        q.speaker
        for q in quotes
        if any(s is not None and s.overlaps(before) for s in (q.source, q.cue))
    }
    return said.pop() if len(said) == 1 else None


def is_only_quotation(span: Span, text: str, quotations: Sequence[Quotation]) -> bool:
    """Return whether every letter and digit of `span` stands in quotation marks."""
    inside = [quotations[at].span for at in find_overlapping(quotations, span)]
    if not inside:
        return False
    at, outside = span.start, ""
    for quoted in inside:
        outside += text[at : max(at, quoted.start)]
        at = max(at, quoted.end)
    outside += text[at : max(at, span.end)]
    return not any(ch.isalnum() for ch in outside)
