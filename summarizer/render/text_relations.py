"""How actors stand to each other and who says what, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from summarizer.relations import Relation
from summarizer.render.escape import capital
from summarizer.render.places import excerpt
from summarizer.render.related import KINDS, STATUSES, act_words, related_in, speaker_of, told_by
from summarizer.render.text_lines import heading, plain, wrapped
from summarizer.types import Analysis, Span

# Spans of an article → the numbers of the sentences that they stand in.
Numbers = Callable[[Sequence[Span]], Sequence[int]]


def relations_text(analysis: Analysis, where: str, numbers: Numbers) -> Iterator[str]:
    """Yield each relation with where it is told and in whose words; nothing if none was sought."""
    if analysis.relations is None:
        return
    related = related_in(analysis)
    names = {actor.id: plain(actor.name) for actor in analysis.actors or ()}
    yield from heading(f"Relations{where} ({len(related)})")
    for one in related:
        actor, target = (names.get(name, name) for name in (one.actor, one.target))
        yield wrapped(f"{capital(actor)} {KINDS[one.kind]} {target}", "  ", "    ")
        for told in one.told:
            yield wrapped(_facts(told, analysis, names, numbers), "      ")
    if not related:
        yield "  None found."


def quotes_text(analysis: Analysis, where: str, numbers: Numbers) -> Iterator[str]:
    """Yield each quote with who says it and what they do in saying it."""
    quotes = analysis.quotes
    if quotes is None:
        return
    yield from heading(f"Who says what{where} ({len(quotes)})")
    names = {actor.id: actor.name for actor in analysis.actors or ()}
    text = analysis.article.text
    for quote in quotes:
        who = capital(plain(speaker_of(quote, names, text)))
        words = plain(excerpt(" \u2026 ".join(span.of(text) for span in quote.content)))
        found = ", ".join(map(str, numbers(quote.content)))
        act = plain(act_words(quote, text))
        yield wrapped(f"{who} ({act}): {words} [{found}]", "  ", "    ")
    if not quotes:
        yield "  None found."


def _facts(one: Relation, analysis: Analysis, names: dict[str, str], numbers: Numbers) -> str:
    voice = told_by(one, names)
    whose = f"in {voice}" if one.voice == "outlet" else f"in the words of {voice}"
    found = ", ".join(map(str, numbers(one.evidence)))
    cue = plain(one.cue.of(analysis.article.text))
    return f"\u201c{cue}\u201d, {STATUSES[one.status]}, {whose} [{found}]"
