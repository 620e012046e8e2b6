"""Summaries of a comparison: what is shared, each article beside the others, and the actors'."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.comparison import Comparison, Difference
from summarizer.render.columns import Column, headline_of
from summarizer.render.escape import escape, plural
from summarizer.render.html_parts import empty_html, hint_html
from summarizer.render.html_summaries import summary_body, summary_column
from summarizer.render.places import place_link
from summarizer.render.told import differences_by_column, summaries_of
from summarizer.types import PerspectiveKind, Report, Span

# As many as six articles have pairs; a page with twelve would begin with 66 sentences.
DIFFERENCES_SHOWN = 15
_TIP = "Show the passage"
_KICKERS: tuple[tuple[PerspectiveKind, str], ...] = (
    ("neutral", "Neutral"),
    ("outlet", "In its own words"),
)


def common_ground_html(report: Report) -> str:
    """Return what several articles state, or a sentence that says there is nothing."""
    found = [s for s in report.summaries if s.perspective.kind == "common_ground"]
    if not any(summary.sentences for summary in found):
        note = next((s.note for s in found if s.note), None)
        return empty_html(escape(note or "Nothing was found that several articles state."))
    hint = hint_html("What several articles state. Select a sentence to see where.")
    inner = "".join(summary_body(report, summary) for summary in found)
    return f'{hint}<div class="fr-column fr-common">{inner}</div>'


def side_by_side_html(report: Report, columns: Sequence[Column]) -> str:
    """Return each article's summaries in a column: the neutral one above the outlet's own."""
    inner = "".join(_column(report, column) for column in columns)
    return (
        '<div class="fr-columns" tabindex="0" role="region" aria-label="Summaries by article">'
        f"{inner}</div>"
    )


def actor_summaries_html(report: Report) -> str:
    """Return the summaries from the perspectives of actors, as columns."""
    found = [s for s in report.summaries if s.perspective.kind == "actor"]
    if not found:
        return empty_html("There is no actor that enough is said of for a summary.")
    inner = "".join(summary_column(report, summary) for summary in found)
    return (
        '<div class="fr-columns" tabindex="0" role="region" aria-label="Summaries by actor">'
        f"{inner}</div>"
    )


def differences_html(comparison: Comparison, columns: Sequence[Column]) -> str:
    """Return one sentence per pair of articles, in the order of the columns."""
    if not comparison.differences:
        return empty_html("No two articles were set against each other.")
    items = [
        f'<li dir="auto">{escape(told.text)}{_evidence(told, columns)}</li>'
        for told in differences_by_column(comparison, columns)
    ]
    shown, rest = items[:DIFFERENCES_SHOWN], items[DIFFERENCES_SHOWN:]
    html = f'<ul class="fr-differences">{"".join(shown)}</ul>'
    if not rest:
        return html
    return (
        f"{html}<details><summary>{plural(len(rest), 'further pair')}</summary>"
        f'<ul class="fr-differences">{"".join(rest)}</ul></details>'
    )


def _column(report: Report, column: Column) -> str:
    title = headline_of(column.analysis)
    below = f'<p class="fr-small" dir="auto">{escape(title)}</p>' if title else ""
    parts = [
        "".join(
            f'<p class="fr-kicker">{kicker}</p>{summary_body(report, summary)}'
            for summary in summaries_of(report, column.id, kind)
        )
        for kind, kicker in _KICKERS
    ]
    if not any(parts):
        parts[0] = empty_html("There is no summary of this article.")
    # Every column has the same parts, so that they stand level with those beside them.
    inner = "".join(f"<div>{part}</div>" for part in parts)
    return (
        f'<article class="fr-column"><header><h3 dir="auto">{escape(column.name)}</h3>{below}'
        f"</header>{inner}</article>"
    )


def _evidence(told: Difference, columns: Sequence[Column]) -> str:
    links = []
    for column in columns:
        spans: list[Span] = [e.span for e in told.evidence if e.article == column.id]
        places = [(column.key, span) for span in spans if column.has(span)]
        if places:
            links.append(place_link(places, escape(column.name), title=_TIP))
    return f' <span class="fr-sources">{", ".join(links)}</span>' if links else ""
