"""The rule that attribution is measured beside: quotation marks and the nearest "X said".

It trains nothing and reads no labels. It is a baseline, and no part of the library.
"""

from __future__ import annotations

import re

from summarizer.types import Quote, Span

_QUOTED = re.compile(r"“[^”\n]+”?|(?<!\w)\"[^\"\n]+\"?")
_NAME = r"(?:(?:[A-Z][\w.’'-]+|of|the|de|van|al)\s+)*[A-Z][\w’'-]+|\b(?:[Hh]e|[Ss]he|[Tt]hey)\b"
_VERB = (
    r"\b(?:said|says|say|told|tells|added|adds|wrote|writes|asked|tweeted|argued|argues|noted|"
    r"explained|according to|called|insisted|warned|declared|announced|stated|replied)\b"
)
_SAID = re.compile(
    rf"(?P<before>{_NAME})\s+(?P<cue>{_VERB})|(?P<cue2>{_VERB})\s+(?P<after>{_NAME})"
)


def find_quotes(text: str) -> list[Quote]:
    """Return each stretch in quotation marks with the nearest name beside a verb of saying.

    Only names in the quotation's own paragraph (line) count, and none inside quotation
    marks. Every quote is called direct.
    """
    return [quote for line in re.finditer(r"[^\n]+", text) for quote in _in_line(text, line)]


def _in_line(text: str, line: re.Match[str]) -> list[Quote]:
    quoted = [Span(*m.span()) for m in _QUOTED.finditer(text, line.start(), line.end())]
    said = [
        _parts(m)
        for m in _SAID.finditer(text, line.start(), line.end())
        if not any(q.overlaps(Span(*m.span())) for q in quoted)
    ]
    return [_attribute(quote, said) for quote in quoted]


def _parts(found: re.Match[str]) -> tuple[Span, Span]:
    name, cue = ("before", "cue") if found["before"] else ("after", "cue2")
    return Span(*found.span(name)), Span(*found.span(cue))


def _attribute(content: Span, said: list[tuple[Span, Span]]) -> Quote:
    if not said:
        return Quote((content,), "direct")
    source, cue = min(said, key=lambda parts: _distance(content, parts[1]))
    return Quote((content,), "direct", cue=cue, source=source)


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end)
