"""Beside a summary, what it does to the framing of its articles: one line, details to open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from summarizer.drift import ActorDrift, Drift
from summarizer.render.columns import Column, column_of
from summarizer.render.drifted import added_phrases, loaded_line, quoted, where
from summarizer.render.escape import capital, escape, percent
from summarizer.render.labels import label_title
from summarizer.render.places import place_link
from summarizer.report import name_of
from summarizer.types import Evidence, Report, Summary

_TIP = "Show it in the article"
_FRAMES = "frames"
_HINT = (
    "Counted are the loaded words that the model marks and that stand in nobody\u2019s quotation."
)


def drift_html(report: Report, summary: Summary, columns: Sequence[Column]) -> str:
    """Return what a summary keeps, loses and adds; empty where that is not known."""
    drift = summary.drift
    if drift is None or not summary.sentences:
        return ""
    line = escape(loaded_line(summary, drift, lambda e: _words(e, columns)))
    rows = [(name, list(items)) for name, items in _rows(report, summary, drift, columns)]
    inner = "".join(
        f"<div><dt>{name}</dt><dd>{'; '.join(items)}</dd></div>" for name, items in rows if items
    )
    return (
        f'<details class="fr-drift"><summary dir="auto">{line}</summary>'
        f"<dl>{inner}</dl><p>{_HINT}</p></details>"
    )


def _rows(
    report: Report, summary: Summary, drift: Drift, columns: Sequence[Column]
) -> Iterable[tuple[str, Iterable[str]]]:
    yield "Loaded words kept", _phrases(drift.kept, columns)
    more = drift.n_lost - len(drift.lost)
    yield (
        "Loaded words left out",
        [*_phrases(drift.lost, columns), *([f"{more} more"] if more else [])],
    )
    yield "Loaded words added", (escape(quoted(p)) for p in added_phrases(summary, drift))
    for is_kept, title in ((True, "Sides told here too"), (False, "Sides not told here")):
        yield (
            title,
            (
                _linked(f.evidence, escape(label_title(_FRAMES, f.label)), columns)
                for f in drift.frames
                if f.is_kept == is_kept
            ),
        )
    for is_kept, title in ((True, "Main actors named"), (False, "Main actors not named")):
        yield (
            title,
            (_actor(report, a, drift, columns) for a in drift.actors if a.is_kept == is_kept),
        )
    there = f"{percent(drift.source_quoted)} {where(drift)}"
    yield "Words quoted from sources", [f"{percent(drift.quoted)} here, {there}"]


def _actor(report: Report, row: ActorDrift, drift: Drift, columns: Sequence[Column]) -> str:
    name = escape(capital(name_of(report, row.actor) or ""))
    link = _linked(row.evidence, name, columns)
    if not row.voice and not row.source_voice:
        return link
    shares = f"{percent(row.voice)} here, {percent(row.source_voice)} {where(drift)}"
    return f"{link} (of the quoted words {shares})"


def _phrases(places: Sequence[Evidence], columns: Sequence[Column]) -> list[str]:
    return [
        _linked((place,), escape(quoted(words)), columns)
        for place in places
        if (words := _words(place, columns))
    ]


def _words(place: Evidence, columns: Sequence[Column]) -> str:
    column = column_of(columns, place.article)
    return column.words(place.span) if column else ""


def _linked(places: Sequence[Evidence], inner: str, columns: Sequence[Column]) -> str:
    found = [
        (column.key, place.span)
        for place in places
        if (column := column_of(columns, place.article)) and column.has(place.span)
    ]
    return place_link(found, inner, title=_TIP) if found else inner
