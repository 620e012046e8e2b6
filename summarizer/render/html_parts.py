"""Small parts that several fragments of a page are made of."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.render.columns import Column
from summarizer.render.escape import escape, plural
from summarizer.types import Analysis


def heading_html(words: str, id: str | None = None) -> str:
    """Return a heading of the second level; `words` is HTML."""
    anchor = f' id="{id}"' if id else ""
    return f'<h2 class="fr fr-heading"{anchor}>{words}</h2>'


def byline_html(analysis: Analysis, *, has_outlet: bool = True) -> str:
    """Return outlet, date, link and length of an article as a line."""
    article = analysis.article
    outlet = article.outlet if has_outlet else None
    parts = [escape(p) for p in (outlet, article.published) if p]
    if article.url and article.url.lower().startswith(("http://", "https://")):
        parts.append(f'<a href="{escape(article.url)}" rel="noopener noreferrer">Original</a>')
    parts.append(plural(len(article.text.split()), "word"))
    return f'<p class="fr fr-byline">{" <span>·</span> ".join(parts)}</p>'


def section_html(name: str, inner: str) -> str:
    """Return a section of a comparison, with the class `fr-<name>`."""
    return f'<section class="fr fr-compared fr-{name}">{inner}</section>'


def hint_html(words: str) -> str:
    """Return a line that explains what follows; `words` is HTML."""
    return f'<p class="fr-hint">{words}</p>'


def empty_html(sentence: str) -> str:
    """Return a sentence that stands in place of a table without rows."""
    return f'<p class="fr-empty">{sentence}</p>'


def small_html(inner: str) -> str:
    """Return `inner` as secondary text."""
    return f'<span class="fr-small">{inner}</span>'


def bar_html(css: str, share: float, spoken: str) -> str:
    """Return a bar that is filled to `share`, 0–1; `spoken` says what it shows."""
    width = min(max(share, 0.0), 1.0) * 100
    return (
        f'<svg class="fr-bar {css}" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" '
        f'aria-label="{spoken}"><rect class="s-rest" width="100" height="6"/>'
        f'<rect class="s-share" width="{width:.1f}" height="6"/></svg>'
    )


def table_html(label: str, first: str, columns: Sequence[Column], bodies: str) -> str:
    """Return a table with a column per article, which scrolls on its own.

    Args:
        label: what the table holds, as plain words.
        first: the head of the first column.
        columns: the articles.
        bodies: `tbody` elements; their rows begin with a `th`.
    """
    heads = "".join(f'<th scope="col" dir="auto">{escape(c.name)}</th>' for c in columns)
    return (
        f'<div class="fr-wide" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="fr-grid n-{len(columns)}"><thead><tr><th scope="col">{first}</th>'
        f"{heads}</tr></thead>{bodies}</table></div>"
    )


def cell_html(column: Column, inner: str, css: str = "") -> str:
    """Return a cell; its column's name is shown where the row becomes a card."""
    name = f' class="{css}"' if css else ""
    return f'<td{name} data-column="{escape(column.name)}"><div>{inner}</div></td>'
