"""How the actors of an article stand to each other, and who says what, as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.relations import Relation
from summarizer.render.escape import capital, escape, plural
from summarizer.render.html_parts import small_html
from summarizer.render.places import excerpt, key_of, place_link
from summarizer.render.related import (
    KINDS,
    STATUSES,
    Related,
    act_words,
    main_related,
    related_in,
    speaker_of,
    told_by,
)
from summarizer.render.relation_graph import MOST_ACTORS, graph_html, sample_html
from summarizer.types import Analysis, Quote, Report, Span

ROWS_SHOWN = 12
_WORDS = 170
_HINT = (
    "What the article, or somebody it quotes, says of how two actors stand to each other. It tells "
    "what is said, not what happened."
)
_COLUMNS = ("No.", "Who", "How", "Whom", "Where and in whose words")


@dataclass(frozen=True, slots=True)
class _Source:
    """An article, what addresses in it begin with, and names of its actors by id."""

    analysis: Analysis
    key: str
    names: Mapping[str, str]

    @property
    def text(self) -> str:
        """Return the text of the article."""
        return self.analysis.article.text

    def name(self, actor: str) -> str:
        """Return what to call an actor, escaped."""
        return escape(self.names.get(actor, actor))

    def places(self, spans: Sequence[Span]) -> list[tuple[str, Span]]:
        """Return addresses of those `spans` that lie in the text."""
        return [(self.key, span) for span in spans if span.end <= len(self.text)]


def relations_html(report: Report, index: int = 0) -> str:
    """Return relations and quotes of article number `index` as a fragment of HTML.

    Relations are a drawing of the main actors, and a table of all with the words they rest on.
    """
    analysis = report.articles[index]
    names = {actor.id: actor.name for actor in analysis.actors or ()}
    source = _Source(analysis, key_of(report, index), names)
    inner = _relations(source) + _quotes(source)
    return f'<section class="fr fr-relations" aria-label="Relations">{inner}</section>'


def _relations(source: _Source) -> str:
    if source.analysis.relations is None:
        return _empty("Relations between actors were not looked for.")
    related = related_in(source.analysis)
    if not related:
        return _empty("No relation between two actors was found in this article.")
    shown = main_related(related, source.analysis, MOST_ACTORS)
    rows = [_row(i, one, source) for i, one in enumerate(related, start=1)]
    html = f'<p class="fr-hint">{_HINT}</p>{graph_html(related, shown, source.names, source.key)}'
    html += _table(rows[:ROWS_SHOWN])
    if not (rest := rows[ROWS_SHOWN:]):
        return html
    words = plural(len(rest), "further relation")
    return f"{html}<details><summary>{words}</summary>{_table(rest)}</details>"


def _empty(sentence: str) -> str:
    return f'<p class="fr-empty">{sentence}</p>'


def _table(rows: Sequence[str]) -> str:
    heads = "".join(f'<th scope="col">{name}</th>' for name in _COLUMNS)
    return (
        '<div class="fr-scroll" tabindex="0" role="group" aria-label="Table of relations">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _row(number: int, one: Related, source: _Source) -> str:
    told = "".join(f"<li>{_told(relation, source)}</li>" for relation in one.told)
    cells = (
        f"<td>{number}</td>",
        f'<th scope="row" dir="auto">{capital(source.name(one.actor))}</th>',
        f"<td>{sample_html(one.kind)}{KINDS[one.kind]}</td>",
        f'<td dir="auto">{source.name(one.target)}</td>',
        f"<td><ul>{told}</ul></td>",
    )
    return f"<tr>{''.join(cells)}</tr>"


def _told(one: Relation, source: _Source) -> str:
    voice = told_by(one, source.names)
    whose = f"in {voice}" if one.voice == "outlet" else f"in the words of {voice}"
    how = small_html(escape(f"{STATUSES[one.status]}, {whose}"))
    places = source.places(one.evidence)
    if not places:
        return how
    around = next((span for _, span in places if span.contains(one.cue)), places[0][1])
    words = place_link(places, _around(source.text, around, one.cue), title="Go to these words")
    return f'<span dir="auto">\u201c{words}\u201d</span> {how}'


def _around(text: str, sentence: Span, cue: Span) -> str:
    """Return about `_WORDS` characters of a sentence around its cue, which stands out."""
    if not sentence.contains(cue):
        return escape(excerpt(sentence.of(text), _WORDS))
    before, after = text[sentence.start : cue.start], text[cue.end : sentence.end]
    room = max(_WORDS - len(cue.of(text)), 0)
    left = min(len(before), max(room // 2, room - len(after)))
    right = min(len(after), room - left)
    cut_before = "\u2026" + before[-left:].partition(" ")[2] if left < len(before) else before
    cut_after = after[:right].rpartition(" ")[0] + "\u2026" if right < len(after) else after
    shown = [escape(" ".join(part.split())) for part in (cut_before, cut_after)]
    gap = " " if before[-1:].isspace() and shown[0] else ""
    then = " " if after[:1].isspace() and shown[1] else ""
    return f"{shown[0]}{gap}<strong>{escape(cue.of(text))}</strong>{then}{shown[1]}"


def _quotes(source: _Source) -> str:
    quotes = source.analysis.quotes
    if not quotes:
        return ""
    items = "".join(f"<li>{_quote(quote, source)}</li>" for quote in quotes)
    title = f"Who says what: list of {plural(len(quotes), 'quote')}"
    return f'<details class="fr-quotes"><summary>{title}</summary><ol>{items}</ol></details>'


def _quote(quote: Quote, source: _Source) -> str:
    who = escape(capital(speaker_of(quote, source.names, source.text)))
    act = escape(act_words(quote, source.text))
    head = f'<span class="fr-name" dir="auto">{who}</span> <em>({act})</em>'
    places = source.places(quote.content)
    if not places:
        return head
    words = escape(excerpt(" \u2026 ".join(span.of(source.text) for _, span in places), _WORDS))
    link = place_link(places, words, title="Go to these words")
    return f'{head} <span dir="auto">{link}</span> {small_html(quote.kind)}'
