"""The actors of an article as a table: how it shows each of them."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.portrait import Called
from summarizer.render.called import where_told
from summarizer.render.escape import capital, escape, percent
from summarizer.render.html_parts import small_html
from summarizer.render.places import excerpt, key_of, part_id
from summarizer.types import Actor, Agency, Analysis, Portrayal, Report, Sentiment, Span

MAX_LINKS = 5
MAX_CALLED = 8
_COLUMNS = (
    ("Actor", ""),
    ("Mentions", "How often the article names or means it, pronouns included"),
    ("Sentiment toward it", "How the wording leans, over all its mentions"),
    ("Role", "How it is cast"),
    ("Acts / acted on", "Clauses in which it is the doer / in which something is done to it"),
    ("Share of voice", "Its share of all quoted words"),
    ("Prominence", "Its share of all mentions, weighted toward the top"),
    ("Called", "What it is called, in order of appearance; quoted words are a source's"),
    ("Evidence", "Passages on which the portrayal rests"),
)


def actors_html(report: Report, index: int = 0) -> str:
    """Return the actors of article number `index` as a fragment of HTML, most prominent first."""
    analysis, key = report.articles[index], key_of(report, index)
    if analysis.actors is None:
        return _empty("Actors were not looked for.")
    if not analysis.actors:
        return _empty("No actor was found in this article.")
    shown = {portrayal.actor: portrayal for portrayal in analysis.portrayals or ()}
    ranked = sorted(analysis.actors, key=lambda a: _rank(a, shown.get(a.id)))
    heads = "".join(f'<th scope="col" title="{tip}">{name}</th>' for name, tip in _COLUMNS)
    rows = "".join(_row(analysis, key, actor, shown.get(actor.id)) for actor in ranked)
    return (
        '<section class="fr fr-actors" aria-label="Actors">'
        '<div class="fr-scroll" tabindex="0" role="group" aria-label="Table of actors">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _empty(sentence: str) -> str:
    return f'<section class="fr fr-actors"><p class="fr-empty">{sentence}</p></section>'


def _rank(actor: Actor, portrayal: Portrayal | None) -> tuple[float, int, str]:
    return (-(portrayal.prominence if portrayal else 0.0), -len(actor.mentions), actor.id)


def _row(analysis: Analysis, key: str, actor: Actor, portrayal: Portrayal | None) -> str:
    name = escape(capital(actor.name))
    if actor.mentions:
        name = _link(key, actor.mentions[0].span, name, "Go to the first mention")
    cells = [
        f'<th scope="row"><span class="fr-name" dir="auto">{name}</span>'
        f'<span class="fr-kind">{actor.kind}</span></th>',
        _cell(1, str(len(actor.mentions))),
    ]
    if portrayal is None:
        cells.append('<td colspan="7" class="fr-none">Portrayal not measured</td>')
        return f"<tr>{''.join(cells)}</tr>"
    role = portrayal.role
    words = f"{'perhaps ' * role.is_guess}{role.label}"
    cast = "none" if role.label == "none" else f"{words} {small_html(percent(role.score))}"
    cells += [
        _cell(2, sentiment_html(portrayal.sentiment)),
        _cell(3, cast),
        _cell(4, _agency(portrayal.agency)),
        _cell(5, _voice(portrayal)),
        _cell(6, f"{percent(portrayal.prominence)}{_below(where_told(portrayal.places))}"),
        _cell(7, _called(analysis, key, portrayal.called)),
        _cell(8, _links(analysis, key, portrayal.evidence)),
    ]
    return f"<tr>{''.join(cells)}</tr>"


def sentiment_html(sentiment: Sentiment) -> str:
    """Return the label, its probability, and a bar of the three probabilities."""
    shares = (
        ("negative", sentiment.negative),
        ("neutral", sentiment.neutral),
        ("positive", sentiment.positive),
    )
    bars, x = [], 0.0
    for name, share in shares:
        bars.append(f'<rect class="s-{name}" x="{x:.1f}" width="{share * 100:.1f}" height="6"/>')
        x += share * 100
    spoken = ", ".join(f"{name} {percent(share)}" for name, share in shares)
    return (
        f'<span class="fr-sentiment">{sentiment.label} '
        f"{small_html(percent(sentiment.score))}</span>"
        f'<svg class="fr-bar" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" '
        f'aria-label="{spoken}"><title>{spoken}</title>{"".join(bars)}</svg>'
    )


def _agency(agency: Agency) -> str:
    shown = f"{agency.acts} / {agency.acted_on}"
    if agency.agentless:
        shown += _below(f"{agency.agentless} with no doer named")
    if agency.nominalised:
        shown += _below(f"{agency.nominalised} more as a noun")
    return shown


def _voice(portrayal: Portrayal) -> str:
    shown = percent(portrayal.voice_share)
    if not portrayal.voice_share:
        return shown
    return shown + _below(f"{percent(portrayal.direct_share)} in quotation marks")


def _called(analysis: Analysis, key: str, called: Sequence[Called]) -> str:
    """Return what an actor is called, with links to the first places and how often."""
    text, names = analysis.article.text, {a.id: a.name for a in analysis.actors or ()}
    told = []
    for each in called[:MAX_CALLED]:
        words = f"“{escape(' '.join(each.span.of(text).split()))}”"
        tip = "Go to the first place"
        if each.voice == "quoted":
            tip = f"First said by {names.get(each.speaker or '', 'a source')}"
        more = small_html(f"×{each.count}") if each.count > 1 else ""
        told.append(_link(key, each.span, words, tip) + more)
    left = len(called) - MAX_CALLED
    return " ".join(told) + (f" {small_html(f'+{left}')}" if left > 0 else "") or small_html("none")


def _below(inner: str) -> str:
    return f' <span class="fr-small fr-below">{inner}</span>' if inner else ""


def _cell(column: int, inner: str) -> str:
    # subtle: the label is for narrow screens, where the row becomes a card without a head.
    return f'<td data-column="{_COLUMNS[column][0]}"><div>{inner}</div></td>'


def _links(analysis: Analysis, key: str, evidence: Sequence[Span]) -> str:
    text = analysis.article.text
    inside = [span for span in evidence if span.end <= len(text)]
    links = [
        _link(key, span, str(n), excerpt(span.of(text)))
        for n, span in enumerate(inside[:MAX_LINKS], start=1)
    ]
    more = len(inside) - MAX_LINKS
    tail = f" {small_html(f'+{more}')}" if more > 0 else ""
    return (" ".join(links) + tail) or small_html("none")


def _link(key: str, span: Span, inner: str, title: str) -> str:
    return (
        f'<a href="#{part_id(key, span.start)}" title="{escape(title)}" '
        f'data-evidence="{key}:{span.start}-{span.end}">{inner}</a>'
    )
