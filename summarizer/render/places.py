"""Addresses of words on a page: every link to a source and every part of a text uses them."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.comparison import Comparison
from summarizer.render.escape import escape
from summarizer.types import Evidence, Report, Span

EXCERPT = 120


def key_of(report: Report, index: int) -> str:
    """Return what addresses of article number `index` begin with.

    A comparison has keys of its own: the app shows it beside a report on one article.
    """
    return f"{index}" if report.comparison is None else f"c{index}"


def part_id(key: str, start: int) -> str:
    """Return the id of the part that starts at `start` in the article with this key."""
    return f"a{key}-{start}"


def mark_id(key: str, number: int) -> str:
    """Return the id of the description of mark `number` in the article with this key."""
    return f"a{key}-m{number}"


def panel_id(key: str) -> str:
    """Return the id of the panel that holds the article with this key."""
    return f"a{key}-panel"


def compared_places(comparison: Comparison) -> list[Evidence]:
    """Return every place in the articles to which the tables of a comparison lead."""
    found: list[Evidence] = []
    for fact in comparison.facts:
        found += [fact.source, *(Evidence(s.article, s.span) for s in fact.evidence)]
        found += [Evidence(o.article, o.nearest) for o in fact.omitted_by if o.nearest]
    for figure in comparison.figures:
        found += [Evidence(v.article, span) for v in figure.values for span in (v.span, v.sentence)]
    for wording in comparison.wordings:
        found += [Evidence(phrase.article, phrase.span) for phrase in wording.phrases]
    for contrast in comparison.contrasts:
        found += [Evidence(v.article, span) for v in contrast.values for span in v.evidence]
    return found + [e for told in comparison.differences for e in told.evidence]


def place_link(places: Sequence[tuple[str, Span]], inner: str, *, title: str, css: str = "") -> str:
    """Return a link that lights its places in the articles and goes to the first.

    Args:
        places: keys of articles with ranges in them; at least one.
        inner: HTML inside the link.
        title: a tooltip, not escaped.
        css: classes of the link.
    """
    key, span = places[0]
    name = f' class="{css}"' if css else ""
    evidence = " ".join(f"{k}:{s.start}-{s.end}" for k, s in places)
    return (
        f'<a{name} href="#{part_id(key, span.start)}" data-evidence="{evidence}" '
        f'title="{escape(title)}">{inner}</a>'
    )


def excerpt(words: str, limit: int = EXCERPT) -> str:
    """Return `words` on one line, cut to `limit` characters, not escaped."""
    line = " ".join(words.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
