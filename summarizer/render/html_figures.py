"""Figures and wordings side by side: what each article gives, and what it calls things."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.comparison import Comparison, Figure, FigureValue, Wording, WordingPhrase
from summarizer.render.columns import Column
from summarizer.render.escape import capital, escape, percent
from summarizer.render.html_article import TONES
from summarizer.render.html_parts import cell_html, empty_html, hint_html, small_html, table_html
from summarizer.render.labels import family_of, label_definition, label_title
from summarizer.render.places import place_link

_NOTHING = '<span class="fr-none" aria-label="none">–</span>'
_LOADED = 0.5
_WORDING_HINT = (
    "What each article calls the same person, group, place, event or thing, the most loaded "
    "phrase first. The percentage is the probability that a phrase carries framing."
)


def figures_html(comparison: Comparison, columns: Sequence[Column]) -> str:
    """Return the figures as a table, a column per article, with who gave each."""
    if not comparison.figures:
        return empty_html("No quantity was found for which several articles give a figure.")
    rows = "".join(_figure(figure, columns) for figure in comparison.figures)
    return hint_html("Figures for the same quantity, with the source that the article names.") + (
        table_html("Figures by article", "Quantity", columns, f"<tbody>{rows}</tbody>")
    )


def wordings_html(comparison: Comparison, columns: Sequence[Column]) -> str:
    """Return the wordings as a table, a row per referent and a column per article."""
    if not comparison.wordings:
        return empty_html("Nothing was found that the articles call by different words.")
    rows = "".join(_wording(wording, columns) for wording in comparison.wordings)
    return hint_html(_WORDING_HINT) + table_html(
        "Wordings by article", "What is meant", columns, f"<tbody>{rows}</tbody>"
    )


def _figure(figure: Figure, columns: Sequence[Column]) -> str:
    verdict = "<strong>Figures differ</strong>" if figure.differ else "No contradiction found"
    head = (
        f'<th scope="row"><span class="fr-name" dir="auto">{escape(capital(figure.quantity))}'
        f'</span><span class="fr-small fr-below">{figure.kind} · {verdict}</span></th>'
    )
    cells = ""
    for column in columns:
        found = [v for v in figure.values if v.article == column.id and column.has(v.span)]
        inner = "".join(f"<li>{_value(column, value)}</li>" for value in found)
        cells += cell_html(column, f"<ul>{inner}</ul>" if inner else _NOTHING)
    return f'<tr class="{"is-different" if figure.differ else "is-alike"}">{head}{cells}</tr>'


def _value(column: Column, value: FigureValue) -> str:
    words = f'<b dir="auto">{escape(column.words(value.span))}</b>'
    sentence = value.sentence if column.has(value.sentence) else value.span
    link = place_link([(column.key, sentence)], words, title=column.words(sentence))
    source = "" if value.given_by is None else column.words(value.given_by)
    return link + (
        f'<span class="fr-small fr-below">source: {escape(source)}</span>' if source else ""
    )


def _wording(wording: Wording, columns: Sequence[Column]) -> str:
    head = (
        f'<th scope="row"><span class="fr-name" dir="auto">{escape(capital(wording.referent))}'
        f'</span><span class="fr-kind">{wording.kind}</span></th>'
    )
    cells = ""
    for column in columns:
        found = [p for p in wording.phrases if p.article == column.id and column.has(p.span)]
        found.sort(key=lambda p: (-p.loaded, p.span))
        inner = "".join(f"<li>{_phrase(column, phrase)}</li>" for phrase in found)
        cells += cell_html(column, f"<ul>{inner}</ul>" if inner else _NOTHING)
    return f"<tr>{head}{cells}</tr>"


def _phrase(column: Column, phrase: WordingPhrase) -> str:
    words = f'<span dir="auto">“{escape(column.words(phrase.span))}”</span>'
    link = place_link([(column.key, phrase.span)], words, title="Show it in the article")
    times = small_html(f" ×{phrase.count}") if phrase.count > 1 else ""
    notes = [f"loaded {percent(phrase.loaded)}"]
    if phrase.valence:
        notes.append(TONES[phrase.valence].replace(" ", "\N{NO-BREAK SPACE}"))
    if phrase.label:
        tip = escape(label_definition("framing", phrase.label))
        title = escape(label_title("framing", phrase.label))
        notes.append(f'<span class="fr-label" title="{tip}">{title}</span>')
    family = f" f-{family_of(phrase.label or '').name}" if phrase.loaded >= _LOADED else ""
    return (
        f'<span class="fr-phrase{family}">{link}{times}'
        f'<span class="fr-small fr-below">{" · ".join(notes)}</span></span>'
    )
