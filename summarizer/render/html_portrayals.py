"""How each article shows each actor, as a chart with a row per actor and a column per article."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.comparison import Comparison, StoryActor
from summarizer.render.columns import Column
from summarizer.render.escape import capital, escape, percent, plural
from summarizer.render.html_actors import sentiment_html
from summarizer.render.html_parts import (
    bar_html,
    cell_html,
    empty_html,
    hint_html,
    small_html,
    table_html,
)
from summarizer.render.places import place_link
from summarizer.render.portrayed import Shown, ranked

ACTORS_SHOWN = 12
_HINT = (
    "Sentiment is how the wording about an actor leans (negative, neutral, positive), role how it "
    "is cast. “Doer” is the share of clauses in which it acts rather than is acted on, “voice” "
    "its share of all quoted words."
)


def portrayals_html(comparison: Comparison, columns: Sequence[Column]) -> str:
    """Return the chart of portrayals; actors of the most articles stand first."""
    rows = ranked(comparison.actors, columns)
    if not rows:
        return empty_html("No actor was found in these articles.")
    shown, rest = rows[:ACTORS_SHOWN], rows[ACTORS_SHOWN:]
    html = hint_html(_HINT) + _table(shown, columns)
    if not rest:
        return html
    words = plural(len(rest), "further actor")
    return f"{html}<details><summary>{words}</summary>{_table(rest, columns)}</details>"


def _table(
    rows: Sequence[tuple[StoryActor, Sequence[Shown | None]]], columns: Sequence[Column]
) -> str:
    body = "".join(_row(actor, shown, columns) for actor, shown in rows)
    return table_html("Portrayal by article", "Actor", columns, f"<tbody>{body}</tbody>")


def _row(actor: StoryActor, shown: Sequence[Shown | None], columns: Sequence[Column]) -> str:
    cells = "".join(
        cell_html(column, _none(column) if one is None else _shown(column, one))
        for column, one in zip(columns, shown, strict=True)
    )
    return (
        f'<tr><th scope="row"><span class="fr-name" dir="auto">{escape(capital(actor.name))}</span>'
        f'<span class="fr-kind">{actor.kind}</span></th>{cells}</tr>'
    )


def _none(column: Column) -> str:
    where = f'<span class="fr-hidden"> in {escape(column.name)}</span>'
    return f'<span class="fr-none">Not found{where}</span>'


def _shown(column: Column, shown: Shown) -> str:
    words = plural(shown.n_mentions, "mention")
    if shown.first is not None:
        words = place_link([(column.key, shown.first)], words, title="Go to the first mention")
    if shown.sentiment is None or shown.role is None or shown.voice_share is None:
        return f"{words} {small_html('Portrayal not measured')}"
    role = shown.role
    part = f"{'perhaps ' * role.is_guess}{role.label}"
    cast = "no role" if role.label == "none" else f"{part} {small_html(percent(role.score))}"
    doer = _share("doer", "Doer", shown.doer_share, _of_clauses(shown))
    return (
        f'<div class="fr-portrayal">{sentiment_html(shown.sentiment)}'
        f'<span class="fr-cast">{cast}</span>{doer}{_share("voice", "Voice", shown.voice_share)}'
        f"{small_html(words)}</div>"
    )


def _of_clauses(shown: Shown) -> str:
    """Return of how many clauses the share of the doer is: 100 % may be one of one."""
    return "" if shown.n_clauses == 0 else f" of {plural(shown.n_clauses, 'clause')}"


def _share(css: str, name: str, share: float | None, whole: str = "") -> str:
    if share is None:
        return f'<span class="fr-share">{name} –</span>'
    words = f"{name} {percent(share)}{whole}"
    return f'<span class="fr-share">{words}{bar_html(f"b-{css}", share, words)}</span>'
