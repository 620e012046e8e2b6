"""The articles of a comparison behind tabs, each with its marks, actors and relations."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.render.columns import Column
from summarizer.render.escape import escape
from summarizer.render.html_actors import actors_html
from summarizer.render.html_article import article_html
from summarizer.render.html_parts import byline_html
from summarizer.render.html_relations import relations_html
from summarizer.render.places import panel_id
from summarizer.types import Report


def panels_html(report: Report, columns: Sequence[Column]) -> str:
    """Return the marked articles, the first open; report.js opens the others."""
    tabs = "".join(_tab(column, is_open=i == 0) for i, column in enumerate(columns))
    panels = "".join(_panel(report, i, column) for i, column in enumerate(columns))
    return f'<div class="fr fr-tabs" role="tablist" aria-label="Articles">{tabs}</div>{panels}'


def _tab(column: Column, *, is_open: bool) -> str:
    panel = panel_id(column.key)
    return (
        f'<button type="button" class="fr-tab" role="tab" id="{panel}-tab" '
        f'aria-controls="{panel}" aria-selected="{str(is_open).lower()}" '
        f'tabindex="{0 if is_open else -1}"><span dir="auto">{escape(column.name)}</span>'
        '<span class="fr-tab-lit" hidden> highlighted</span></button>'
    )


def _panel(report: Report, index: int, column: Column) -> str:
    panel = panel_id(column.key)
    hidden = "" if index == 0 else " hidden"
    return (
        f'<div class="fr-panel" role="tabpanel" id="{panel}" aria-labelledby="{panel}-tab"'
        f'{hidden}><div class="fr fr-panel-head"><p class="fr-kicker" dir="auto">'
        f"{escape(column.name)}</p>{byline_html(column.analysis, has_outlet=False)}</div>"
        f"{article_html(report, index)}"
        f'<h3 class="fr fr-subheading">Actors in this article</h3>'
        f"{actors_html(report, index)}"
        f'<h3 class="fr fr-subheading">Relations in this article</h3>'
        f"{relations_html(report, index)}</div>"
    )
