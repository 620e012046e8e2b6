"""Stretches of an article that stand in quotation marks, double or single."""

from __future__ import annotations

import re

from summarizer.quotations import find_quotations
from summarizer.types import Span

_SINGLE = (
    re.compile(r"(?<!\w)‘([^‘’\n]*(?:’\w[^‘’\n]*)*)’(?!\w)"),
    re.compile(r"(?<!\w)'([^'\n]*(?:\w'\w[^'\n]*)*)'(?!\w)"),
)


def quoted_stretches(text: str) -> tuple[Span, ...]:
    """Return the ranges in quotation marks, marks included, in order and disjoint.

    Single marks count where they stand around words and outside double ones.
    """
    found = [quotation.span for quotation in find_quotations(text)]
    for pattern in _SINGLE:
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if match[1].strip() and not any(span.overlaps(other) for other in found):
                found.append(span)
    return tuple(sorted(found))
