"""Measures in which articles differ beyond chance, each value with its interval as a bar."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.comparison import Comparison, Contrast, ContrastValue, Dimension, PairInterval
from summarizer.render.columns import Column, column_of
from summarizer.render.dimensions import MEASURES, amount, contrast_title
from summarizer.render.escape import escape
from summarizer.render.html_parts import empty_html, hint_html
from summarizer.render.places import excerpt, place_link
from summarizer.types import Report

_WIDTH, _HEIGHT = 240, 18
_TOPS = (0.1, 0.2, 0.5, 1.0)
_PAIRS_SHOWN = 6
_HINT = (
    "Only measures in which two articles, or a headline and its body, differ by more than chance. "
    "The dot is the value of the article; the bar holds it in 95 of 100 redraws of the "
    "article’s own sentences. A long bar means that few sentences speak of the matter."
)


def contrasts_html(report: Report, comparison: Comparison, columns: Sequence[Column]) -> str:
    """Return the contrasts, each with its values and the pairs that differ."""
    if not comparison.contrasts:
        return empty_html("No measure was found in which two articles differ beyond chance.")
    each = "".join(_contrast(report, contrast, columns) for contrast in comparison.contrasts)
    return f'{hint_html(_HINT)}<div class="fr-contrast-list">{each}</div>'


def _contrast(report: Report, contrast: Contrast, columns: Sequence[Column]) -> str:
    title = escape(contrast_title(report, contrast))
    axis = _axis(contrast)
    rows = "".join(
        _row(contrast, value, column, axis)
        for column in columns
        for value in contrast.values
        if value.article == column.id
    )
    ends = [amount(contrast.dimension, end) for end in axis]
    return (
        f'<article class="fr-contrast"><h3 dir="auto">{title}</h3>'
        f'<p class="fr-small">{MEASURES[contrast.dimension].meaning}</p>'
        f'<table><thead><tr><th scope="col">Article</th><th scope="col">Value</th>'
        f'<th scope="col"><span class="fr-hidden">Interval, on an axis from </span>'
        f'<span class="fr-axis"><span>{ends[0]}</span><span class="fr-hidden"> to </span>'
        f'<span>{ends[1]}</span></span></th><th scope="col">Sentences</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>{_pairs(contrast, columns)}</article>"
    )


def _axis(contrast: Contrast) -> tuple[float, float]:
    """Return the ends of the axis: those of the measure, or closer ones for small shares."""
    measure = MEASURES[contrast.dimension]
    if not measure.is_share:
        return measure.low, 1.0
    top = max((value.high for value in contrast.values), default=1.0)
    return 0.0, next((end for end in _TOPS if top <= end), 1.0)


def _row(
    contrast: Contrast, value: ContrastValue, column: Column, axis: tuple[float, float]
) -> str:
    shown, low, high = (amount(contrast.dimension, x) for x in (value.value, value.low, value.high))
    links = " ".join(
        place_link([(column.key, span)], str(n), title=excerpt(column.words(span)))
        for n, span in enumerate((s for s in value.evidence if column.has(s)), start=1)
    )
    return (
        f'<tr><th scope="row" dir="auto">{escape(column.name)}</th><td class="fr-value">{shown}'
        f"</td><td>{interval_svg(value, axis, f'{shown}, between {low} and {high}')}"
        f'<span class="fr-small fr-below">{low} to {high}</span></td>'
        f"<td>{links or '–'}</td></tr>"
    )


def interval_svg(value: ContrastValue, axis: tuple[float, float], spoken: str) -> str:
    """Return the value as a dot on its interval as a bar, on an axis from end to end."""
    low, x, high = (_at(point, axis) for point in (value.low, value.value, value.high))
    middle = _HEIGHT / 2
    zero = ""
    if axis[0] < 0:
        at = _at(0.0, axis)
        zero = f'<line class="fr-zero" x1="{at:.1f}" x2="{at:.1f}" y1="0" y2="{_HEIGHT}"/>'
    return (
        f'<svg class="fr-interval" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{spoken}"><line class="fr-line-axis" x1="0" x2="{_WIDTH}" '
        f'y1="{middle}" y2="{middle}"/>{zero}'
        f'<rect x="{low:.1f}" width="{max(high - low, 1.0):.1f}" y="{middle - 3}" height="6" '
        f'rx="3"/><circle cx="{x:.1f}" cy="{middle}" r="5"/></svg>'
    )


def _at(point: float, axis: tuple[float, float]) -> float:
    """Return where `point` lies on the axis, in units of the drawing."""
    share = (point - axis[0]) / (axis[1] - axis[0])
    return 6 + min(max(share, 0.0), 1.0) * (_WIDTH - 12)


def _pairs(contrast: Contrast, columns: Sequence[Column]) -> str:
    items = [f"<li>{_pair(contrast.dimension, pair, columns)}</li>" for pair in contrast.pairs]
    if not items:
        return ""
    if len(items) <= _PAIRS_SHOWN:
        return f'<ul class="fr-pairs">{"".join(items)}</ul>'
    return (
        f'<details><summary>{len(items)} pairs that differ</summary><ul class="fr-pairs">'
        f"{''.join(items)}</ul></details>"
    )


def _pair(dimension: Dimension, pair: PairInterval, columns: Sequence[Column]) -> str:
    names = [_name(columns, pair.first), _name(columns, pair.second)]
    ends = sorted((abs(pair.low), abs(pair.high)))
    if pair.difference < 0:
        names.reverse()
    gap, low, high = (_size(dimension, x) for x in (abs(pair.difference), *ends))
    return (
        f"{escape(names[0])} is higher than {escape(names[1])} by {gap} "
        f'<span class="fr-small">(between {low} and {high})</span>'
    )


def _size(dimension: Dimension, gap: float) -> str:
    return amount(dimension, gap, is_gap=True).lstrip("+")


def _name(columns: Sequence[Column], article: str) -> str:
    column = column_of(columns, article)
    return article if column is None else column.name
