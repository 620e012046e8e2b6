"""A comparison of several articles as a fragment of HTML: an overview, tables, the articles."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.comparison import Comparison
from summarizer.render.columns import Column, columns_of, headline_of
from summarizer.render.escape import escape
from summarizer.render.html_contrasts import contrasts_html
from summarizer.render.html_facts import facts_html
from summarizer.render.html_figures import figures_html, wordings_html
from summarizer.render.html_panels import panels_html
from summarizer.render.html_parts import byline_html, heading_html, section_html
from summarizer.render.html_portrayals import portrayals_html
from summarizer.render.html_told import (
    actor_summaries_html,
    common_ground_html,
    differences_html,
    side_by_side_html,
)
from summarizer.render.places import place_link
from summarizer.render.text_compare import duplicate_sentences, event_groups
from summarizer.types import Report, Span

_SECTIONS = (
    ("common", "Common ground"),
    ("side", "Side by side"),
    ("differences", "Main differences"),
    ("facts", "Facts"),
    ("figures", "Figures"),
    ("wordings", "Wordings"),
    ("contrasts", "Contrasts"),
    ("portrayals", "How actors are shown"),
    ("actors", "Perspectives of actors"),
    ("articles", "The articles"),
)


def comparison_html(report: Report) -> str:
    """Return everything on the comparison of a report; empty if it compares nothing.

    It needs report.css and compare.css to look right, and report.js for tabs and jumps.
    """
    comparison = report.comparison
    if comparison is None:
        return ""
    columns = columns_of(report)
    inner = {
        "common": common_ground_html(report),
        "side": side_by_side_html(report, columns),
        "differences": differences_html(comparison, columns),
        "facts": facts_html(comparison, columns),
        "figures": figures_html(comparison, columns),
        "wordings": wordings_html(comparison, columns),
        "contrasts": contrasts_html(report, comparison, columns),
        "portrayals": portrayals_html(comparison, columns),
        "actors": actor_summaries_html(report),
    }
    parts = [_overview(comparison, columns), _contents()]
    for name, title in _SECTIONS:
        parts.append(heading_html(title, f"compared-{name}"))
        parts.append(
            section_html(name, inner[name]) if name in inner else panels_html(report, columns)
        )
    return "\n".join(parts)


def _overview(comparison: Comparison, columns: Sequence[Column]) -> str:
    items = "".join(f"<li>{_outlet(column)}</li>" for column in columns)
    return section_html(
        "overview", f'{_warnings(comparison, columns)}<ol class="fr-outlets">{items}</ol>'
    )


def _outlet(column: Column) -> str:
    name = f'<span dir="auto">{escape(column.name)}</span>'
    lines = [s.span for s in column.analysis.sentences or () if column.has(s.span)]
    if lines:
        first: Span = lines[0]
        name = place_link([(column.key, first)], name, title="Go to the article")
    title = headline_of(column.analysis)
    below = f'<p dir="auto">{escape(title)}</p>' if title and title != column.name else ""
    return f'<p class="fr-name">{name}</p>{below}{byline_html(column.analysis, has_outlet=False)}'


def _warnings(comparison: Comparison, columns: Sequence[Column]) -> str:
    groups = event_groups(comparison, columns)
    lines = [escape(line) for line in duplicate_sentences(comparison, columns)]
    if len(groups) > 1:
        each = "".join(f"<li>{escape(group)}</li>" for group in groups)
        lines.insert(
            0,
            "<strong>These articles do not seem to be about one event:</strong>"
            f"<ol>{each}</ol>Facts, figures and differences are given within each group only.",
        )
    lines += [escape(note) for note in comparison.notes]
    items = "".join(f"<li>{line}</li>" for line in lines)
    return f'<div role="note"><ul class="fr-notices">{items}</ul></div>' if items else ""


def _contents() -> str:
    links = "".join(f'<li><a href="#compared-{name}">{title}</a></li>' for name, title in _SECTIONS)
    return f'<nav class="fr fr-contents" aria-label="Contents"><ul>{links}</ul></nav>'
