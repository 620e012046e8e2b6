"""Which article states which fact: sentences side by side, or as a matrix without them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from summarizer.comparison import Comparison, Coverage, Fact
from summarizer.render.columns import Column, column_of
from summarizer.render.coverage import SIGNS, Cell, State, cell_of
from summarizer.render.escape import escape, percent
from summarizer.render.html_parts import cell_html, empty_html, hint_html, small_html, table_html
from summarizer.render.places import excerpt, place_link

# With more columns the page opens with the matrix of signs.
_MOST_IN_FULL = 4
_CELL_WORDS = 180
_COVERAGE: dict[Coverage, str] = {
    "all": "Stated by all",
    "some": "Stated by several",
    "one": "Stated by one",
}
_STATES: dict[State, str] = {
    "stated": "States it",
    "not_found": "Not found",
    "unsure": "Unsure",
    "apart": "Not compared",
}
_HINT = (
    "Select a fact to light it in all articles, or a cell to see the sentence in one. The "
    "percentage is the probability that the article states the fact, or that nothing in it does. "
    "“Not found in” an article is not a judgement on it: it may have had no reason to say so."
)


def facts_html(comparison: Comparison, columns: Sequence[Column]) -> str:
    """Return the facts as a table, a column per article, with boxes that choose what is shown."""
    if not comparison.facts:
        return empty_html("No fact was found that could be set against the other articles.")
    counts = Counter(fact.coverage for fact in comparison.facts)
    bodies = "".join(
        _body(comparison, coverage, columns) for coverage in _COVERAGE if counts[coverage]
    )
    return (
        hint_html(_HINT)
        + _controls(counts, is_compact=len(columns) > _MOST_IN_FULL)
        + table_html("Facts by article", "Fact", columns, bodies)
    )


def _controls(counts: Counter[Coverage], *, is_compact: bool) -> str:
    boxes = [_box("compact", "Matrix without the sentences", is_checked=is_compact)]
    boxes += [
        _box(coverage, f"{words} ({counts[coverage]})", is_checked=True)
        for coverage, words in _COVERAGE.items()
        if counts[coverage]
    ]
    signs = "".join(
        f"<span>{_sign(state)} {words.lower()}</span>" for state, words in _STATES.items()
    )
    return (
        '<fieldset class="fr-controls"><legend class="fr-hidden">What to show</legend>'
        f'{"".join(boxes)}</fieldset><p class="fr-signs">{signs}</p>'
    )


def _box(value: str, words: str, *, is_checked: bool) -> str:
    checked = " checked" if is_checked else ""
    return (
        f'<label class="fr-filter"><input type="checkbox" data-show="{value}"{checked}> '
        f"<span>{words}</span></label>"
    )


def _body(comparison: Comparison, coverage: Coverage, columns: Sequence[Column]) -> str:
    rows = "".join(
        _row(comparison, fact, columns) for fact in comparison.facts if fact.coverage == coverage
    )
    head = (
        f'<tr class="fr-group"><th scope="rowgroup" colspan="{len(columns) + 1}">'
        f"<span>{_COVERAGE[coverage]}</span></th></tr>"
    )
    return f'<tbody class="c-{coverage}">{head}{rows}</tbody>'


def _row(comparison: Comparison, fact: Fact, columns: Sequence[Column]) -> str:
    cells = [(column, cell_of(comparison, fact, column)) for column in columns]
    inside = "".join(_cell(column, cell) for column, cell in cells)
    return f"<tr>{_head(fact, cells, columns)}{inside}</tr>"


def _head(fact: Fact, cells: Sequence[tuple[Column, Cell]], columns: Sequence[Column]) -> str:
    words = escape(fact.statement)
    places = [(c.key, span) for c, cell in cells if cell.state == "stated" for span in cell.spans]
    if places:
        words = place_link(places, words, title="Light it in all articles that state it")
    source = column_of(columns, fact.source.article)
    notes = [] if source is None else [f"Words of {escape(source.name)}"]
    if fact.conflicting:
        notes.append("<strong>Figures differ</strong>")
    below = f'<span class="fr-small fr-below">{" · ".join(notes)}</span>' if notes else ""
    return f'<th scope="row"><span class="fr-fact" dir="auto">{words}</span>{below}</th>'


def _cell(column: Column, cell: Cell) -> str:
    state = f'{_sign(cell.state)} <span class="fr-state">{_STATES[cell.state]}</span>'
    if cell.state == "not_found":
        state += f'<span class="fr-hidden"> in {escape(column.name)}</span>'
    if cell.probability is not None:
        state += f" {small_html(percent(cell.probability))}"
    if not cell.spans:
        return cell_html(column, state, f"is-{cell.state}")
    words = column.words(cell.spans[0])
    shown = f'<span class="fr-cell-words" dir="auto">{escape(excerpt(words, _CELL_WORDS))}</span>'
    places = [(column.key, span) for span in cell.spans]
    if cell.state == "stated":
        inner = place_link(places, state + shown, title=words, css="fr-cell")
    else:
        near = f'<span class="fr-nearest">Closest sentence: </span>{shown}'
        inner = state + place_link(places, near, title=words, css="fr-cell")
    return cell_html(column, inner, f"is-{cell.state}")


def _sign(state: State) -> str:
    return f'<span class="fr-dot is-{state}" aria-hidden="true">{SIGNS[state]}</span>'
