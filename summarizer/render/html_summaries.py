"""The summaries of a report as columns side by side."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from summarizer.render.columns import Column, column_of, columns_of
from summarizer.render.escape import capital, escape, plural
from summarizer.render.html_drift import drift_html
from summarizer.render.places import place_link
from summarizer.render.said import said_by
from summarizer.report import name_of
from summarizer.types import Perspective, Report, Span, Summary, SummarySentence

_RANKS = {"neutral": 0, "common_ground": 1, "actor": 2, "outlet": 3}
_KINDS = {
    "neutral": "All sides",
    "common_ground": "All sides",
    "actor": "From the perspective of",
    "outlet": "In the words of",
}
_HINT = "Select a sentence to see the passage it comes from."
_TIP = "Show the source in the article"
_INSERT = re.compile(r"\[[^\[\]]{1,80}\]")


def summaries_html(report: Report, about: Collection[str] | None = None) -> str:
    """Return summaries as columns, a fragment of HTML: neutral first, then actors, then outlets.

    Args:
        report: what to show.
        about: ids of actors and names of outlets whose columns to show; `None` shows all.
            Summaries that are about nobody are always shown.
    """
    shown = [s for s in ordered(report) if _is_wanted(s.perspective, about)]
    if not shown:
        return '<section class="fr"><p class="fr-empty">There is no summary to show.</p></section>'
    columns = "".join(summary_column(report, summary) for summary in shown)
    return (
        '<section class="fr fr-summaries" aria-label="Summaries">'
        f'<p class="fr-hint">{_HINT}</p>'
        f'<div class="fr-columns" tabindex="0" role="group" aria-label="Columns">{columns}</div>'
        "</section>"
    )


def ordered(report: Report) -> list[Summary]:
    """Return the summaries in the order of their columns; those of one kind stay as they are."""
    return sorted(report.summaries, key=lambda s: _RANKS[s.perspective.kind])


def column_choices(report: Report) -> list[tuple[str, str]]:
    """Return title and value for `about` of each column that a reader can choose."""
    return [
        (perspective_title(report, s.perspective), s.perspective.about)
        for s in ordered(report)
        if s.perspective.about is not None
    ]


def perspective_title(report: Report, perspective: Perspective) -> str:
    """Return the name at the head of a column, not escaped."""
    if perspective.about is None:
        return "Common ground" if perspective.kind == "common_ground" else "Neutral"
    if perspective.kind == "actor":
        return capital(name_of(report, perspective.about) or "")
    return perspective.about


def _is_wanted(perspective: Perspective, about: Collection[str] | None) -> bool:
    return about is None or perspective.about is None or perspective.about in about


def summary_column(report: Report, summary: Summary) -> str:
    """Return a summary as a column: whose view it is, its sentences, what was left out."""
    title = escape(perspective_title(report, summary.perspective))
    kind = summary.perspective.kind
    return (
        f'<article class="fr-column k-{kind}"><header><p class="fr-kicker">{_KINDS[kind]}</p>'
        f'<h3 dir="auto">{title}</h3></header>{summary_body(report, summary)}</article>'
    )


def summary_body(report: Report, summary: Summary) -> str:
    """Return a summary as a list of sentences, with its note, what is left out, its drift."""
    columns = columns_of(report)
    sentences = "".join(
        _sentence(s, columns, said_by(report, summary, s)) for s in summary.sentences
    )
    body = f"<ol>{sentences}</ol>" if sentences else '<p class="fr-empty">No sentence to show.</p>'
    note = f'<p class="fr-note">{escape(summary.note)}</p>' if summary.note else ""
    return body + note + _refused(summary) + drift_html(report, summary, columns)


def _refused(summary: Summary) -> str:
    """Return what was left out or replaced, if anything was."""
    counted = ((summary.dropped, "left out"), (summary.replaced, "replaced by the article's own"))
    return "".join(
        f'<p class="fr-dropped">{plural(n, "sentence")} {what}: not borne out by the article.</p>'
        for n, what in counted
        if n
    )


def _sentence(sentence: SummarySentence, columns: Sequence[Column], said: str | None) -> str:
    inner = _INSERT.sub(r'<span class="fr-insert">\g<0></span>', escape(sentence.text))
    numbers = {column.id: i for i, column in enumerate(columns)}
    places = [(numbers[e.article], e.span) for e in sentence.evidence if e.article in numbers]
    found = sorted((i, span) for i, span in places if columns[i].has(span))
    inner += _shortened(sentence, columns)
    inner += f' <span class="fr-said">{escape(said)}</span>' if said else ""
    if not found:
        return f'<li dir="auto">{inner}</li>'
    link = place_link([(columns[i].key, span) for i, span in found], inner, title=_TIP)
    return f'<li dir="auto">{link}{_sources(found, columns)}</li>'


def _shortened(sentence: SummarySentence, columns: Sequence[Column]) -> str:
    """Return a note on a sentence of which words were left out, with all of it as a tip."""
    column = column_of(columns, sentence.evidence[0].article) if sentence.evidence else None
    if not sentence.is_trimmed or column is None:
        return ""
    at = sentence.evidence[0].span
    lines = (s.span for s in column.analysis.sentences or () if s.span.contains(at))
    whole = column.words(next(lines, at))
    return f' <span class="fr-cut" title="{escape(f"In full: {whole}")}">shortened</span>'


def _sources(found: Sequence[tuple[int, Span]], columns: Sequence[Column]) -> str:
    """Return links to the articles that a sentence rests on, if it rests on several."""
    articles = sorted({i for i, _ in found})
    if len(articles) < 2:
        return ""
    links = [
        place_link(
            [(columns[i].key, span) for at, span in found if at == i],
            escape(columns[i].name),
            title=_TIP,
        )
        for i in articles
    ]
    return f' <span class="fr-sources">{", ".join(links)}</span>'
