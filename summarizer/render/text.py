"""A report as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import fill

from summarizer.generators.names import EXTRACT
from summarizer.render.called import called_line
from summarizer.render.columns import columns_of, notices
from summarizer.render.drifted import loaded_line
from summarizer.render.escape import capital
from summarizer.render.labels import is_unclear, label_title
from summarizer.render.said import said_by
from summarizer.render.suggested import suggestion
from summarizer.render.text_compare import compared, compared_tables
from summarizer.render.text_lines import WIDTH, heading, plain, wrapped
from summarizer.render.text_relations import quotes_text, relations_text
from summarizer.render.told import summary_owners
from summarizer.report import name_of
from summarizer.types import (
    Actor,
    Analysis,
    Evidence,
    FramingSpan,
    Portrayal,
    Report,
    Span,
    Summary,
)

ACTORS_SHOWN = 20
CALLED_SHOWN = 6
_COLUMNS = (
    *("Actor", "Kind", "Mentions", "Sentiment"),
    *("Role", "Acts/acted on", "Voice", "Prominence"),
)
_NAME_WIDTH = 28


def render_text(report: Report) -> str:
    """Return the report for reading: summaries, then what was found in each article.

    Numbers in brackets after a summary sentence count the source's sentences from 1.
    """
    names = _names(report)
    if report.comparison is None:
        parts = [line for analysis in report.articles for line in _head(analysis)]
        parts += _summaries(report, names)
    else:
        columns = columns_of(report)
        parts = [*compared(report, columns), *_summaries(report, names)]
        parts += compared_tables(report, columns)
    for analysis in report.articles:
        where = f" in {names[analysis.article.id]}" if len(report.articles) > 1 else ""
        parts += _frames(analysis, where)
        parts += _framing(analysis, where)
        # A comparison has told of the actors of all articles.
        parts += _about_actors(analysis, where) if report.comparison is None else ()
    return "\n".join([*parts, *_foot(report)]) + "\n"


def _names(report: Report) -> dict[str, str]:
    """Return by id what to call each article: in a comparison, as its columns are called."""
    if report.comparison is None:
        return {a.article.id: a.article.id for a in report.articles}
    return {column.id: column.name for column in columns_of(report)}


def _head(analysis: Analysis) -> Iterator[str]:
    article = analysis.article
    title = plain(article.title or _first_headline(analysis) or article.id)
    yield fill(title, width=WIDTH)
    if facts := [fact for fact in (article.outlet, article.published, article.url) if fact]:
        yield plain(", ".join(facts))


def _first_headline(analysis: Analysis) -> str | None:
    spans = (s.span for s in analysis.sentences or () if s.kind == "headline")
    return next((span.of(analysis.article.text) for span in spans), None)


def _summaries(report: Report, names: Mapping[str, str]) -> Iterator[str]:
    for summary, owner in zip(report.summaries, summary_owners(report), strict=True):
        several = len(report.articles) > 1 and owner is not None
        yield from heading(_summary_title(report, summary, names[owner or ""] if several else None))
        for sentence in summary.sentences:
            sources = _source_numbers(report, sentence.evidence, names)
            cut = "(shortened) " if sentence.is_trimmed else ""
            said = said_by(report, summary, sentence)
            cut += f"({plain(said)}) " if said else ""
            yield wrapped(f"{sentence.text} {cut}{sources}".strip(), "  ", "  ")
        if not summary.sentences:
            yield "  No sentence."
        if summary.note:
            yield wrapped(summary.note)
        yield from _drift(report, summary)
        if summary.dropped:
            yield f"  Left out because the source does not bear it out: {summary.dropped}"
        if summary.replaced:
            yield f"  Replaced by the source's own words for the same reason: {summary.replaced}"


def _drift(report: Report, summary: Summary) -> Iterator[str]:
    drift = summary.drift
    if drift is None or not summary.sentences:
        return
    texts = {a.article.id: a.article.text for a in report.articles}
    line = loaded_line(summary, drift, lambda e: plain(e.span.of(texts[e.article])))
    yield wrapped(line, "  ", "  ")
    if frames := [label_title("frames", f.label) for f in drift.frames if not f.is_kept]:
        yield wrapped(f"Sides not told here: {'; '.join(frames)}.", "  ", "  ")
    if actors := [capital(name_of(report, a.actor) or "") for a in drift.actors if not a.is_kept]:
        yield wrapped(f"Main actors not named here: {plain(', '.join(actors))}.", "  ", "  ")


def _summary_title(report: Report, summary: Summary, owner: str | None) -> str:
    """Return the heading of a summary; `owner` is the article it is of, if there are several."""
    kind, about = summary.perspective.kind, summary.perspective.about
    if kind == "actor" and about is not None:
        return f"Perspective: {name_of(report, about)}"
    if kind == "outlet" and about is not None:
        return f"As told by {owner or about}"
    if kind == "common_ground":
        return "What all report" if report.comparison is None else "Common ground"
    return "Neutral summary" if owner is None else f"Neutral summary of {owner}"


def _source_numbers(report: Report, evidence: Sequence[Evidence], names: Mapping[str, str]) -> str:
    """Return the source sentences as `[3]`, or with the article's name if there are several."""
    found: list[str] = []
    for analysis in report.articles:
        spans = [e.span for e in evidence if e.article == analysis.article.id]
        numbers = _sentence_numbers(analysis, spans)
        if numbers:
            listed = ", ".join(map(str, numbers))
            several = len(report.articles) > 1
            found.append(f"{names[analysis.article.id]}: {listed}" if several else listed)
    return f"[{'; '.join(found)}]" if found else ""


def _sentence_numbers(analysis: Analysis, spans: Sequence[Span]) -> list[int]:
    return [
        number
        for number, sentence in enumerate(analysis.sentences or (), start=1)
        if any(sentence.span.overlaps(span) for span in spans)
    ]


def _frames(analysis: Analysis, where: str) -> Iterator[str]:
    if analysis.frames is None:
        return
    yield from heading(f"Sides of the issue told{where} ({len(analysis.frames)})")
    for frame in analysis.frames:
        numbers = ", ".join(map(str, _sentence_numbers(analysis, frame.evidence)))
        yield wrapped(f"{label_title('frames', frame.label)} {frame.score:.2f} [{numbers}]", "  ")
    if not analysis.frames:
        yield "  None is likely enough."


def _framing(analysis: Analysis, where: str) -> Iterator[str]:
    marks = analysis.framing
    if marks is None:
        return
    yield from heading(f"Framing phrases{where} ({len(marks)})")
    names = {actor.id: actor.name for actor in analysis.actors or ()}
    for mark in sorted(marks, key=lambda m: (m.span, m.codebook, m.label)):
        words = plain(mark.span.of(analysis.article.text))
        yield wrapped(f"\u201c{words}\u201d", "  ", "    ")
        yield wrapped(", ".join(_facts(analysis, mark, names)), "      ")
    if not marks:
        yield "  None found."


def _facts(analysis: Analysis, mark: FramingSpan, names: dict[str, str]) -> Iterator[str]:
    label = mark.label.replace("_", " ")
    if is_unclear(mark):
        yield f"kind unclear {mark.score:.2f}"
    else:
        yield f"{'perhaps ' * mark.is_guess}{label} {mark.score:.2f}"
        if mark.label_score is not None:
            yield f"this label {mark.label_score:.2f}"
    if mark.valence:
        yield mark.valence
    if mark.target is not None:
        yield f"toward {names.get(mark.target, mark.target)}"
    if mark.voice == "outlet":
        yield "the outlet's voice"
    else:
        speaker = "a source" if mark.speaker is None else names.get(mark.speaker, mark.speaker)
        yield f"quoted from {speaker}"
    if numbers := _sentence_numbers(analysis, [mark.span]):
        yield f"sentence {numbers[0]}"
    if mark.alternative is not None:
        yield f"suggestion: {suggestion(mark.alternative, analysis.article.text)}"


def _about_actors(analysis: Analysis, where: str) -> Iterator[str]:
    def numbers(spans: Sequence[Span]) -> list[int]:
        return _sentence_numbers(analysis, spans)

    yield from _actors(analysis, where)
    yield from relations_text(analysis, where, numbers)
    yield from quotes_text(analysis, where, numbers)


def _actors(analysis: Analysis, where: str) -> Iterator[str]:
    actors = analysis.actors
    if actors is None:
        return
    yield from heading(f"Actors{where} ({len(actors)})")
    if not actors:
        yield "  None found."
        return
    shown = {p.actor: p for p in analysis.portrayals or ()}
    ranked = sorted(actors, key=lambda a: -shown[a.id].prominence if a.id in shown else 1.0)
    rows = [_COLUMNS, *(_row(actor, shown.get(actor.id)) for actor in ranked[:ACTORS_SHOWN])]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield ("  " + "  ".join(cells)).rstrip()
    yield from _called(analysis, ranked, shown)
    if len(actors) > ACTORS_SHOWN:
        yield f"  and {len(actors) - ACTORS_SHOWN} less prominent; the JSON has all"


def _called(
    analysis: Analysis, ranked: Sequence[Actor], shown: Mapping[str, Portrayal]
) -> Iterator[str]:
    """Yield what the first actors are called, where it is more than one thing."""
    several = [a for a in ranked[:CALLED_SHOWN] if a.id in shown and len(shown[a.id].called) > 1]
    if several:
        yield "  What they are called, in order of appearance:"
    for actor in several:
        words = called_line(shown[actor.id].called, analysis.article.text)
        yield wrapped(f"{plain(actor.name)}: {plain(words)}", "  ", "    ")


def _row(actor: Actor, portrayal: Portrayal | None) -> tuple[str, ...]:
    name = plain(actor.name)
    if len(name) > _NAME_WIDTH:
        name = name[: _NAME_WIDTH - 1] + "\u2026"
    first = (name, actor.kind, str(len(actor.mentions)))
    if portrayal is None:
        return (*first, "-", "-", "-", "-", "-")
    return (
        *first,
        f"{portrayal.sentiment.label} {portrayal.sentiment.score:.2f}",
        f"{portrayal.role.label}{'?' * portrayal.role.is_guess} {portrayal.role.score:.2f}",
        f"{portrayal.agency.acts}/{portrayal.agency.acted_on}",
        f"{portrayal.voice_share:.0%}",
        f"{portrayal.prominence:.0%}",
    )


def _foot(report: Report) -> Iterator[str]:
    made_by = report.provenance
    if lines := notices(report):
        yield from heading("Please note")
        yield from (wrapped(line) for line in lines)
    yield from heading("About this report")
    counts = dict(made_by.counts)
    facts = [f"summarizer {made_by.version}"]
    facts += [f"codebook {name} {version}" for name, version in made_by.codebooks]
    if (writer := made_by.generator).name != EXTRACT:
        facts.append(f"summaries written by {writer.name}, each sentence checked")
    facts += [f"{counts[name]} {label}" for name, label in _COUNTED if counts.get(name)]
    yield wrapped(", ".join(facts))
    yield wrapped("Scores are probabilities; numbers in brackets are sentences of the source.")


_COUNTED = (
    ("sentences", "sentences"),
    ("tokens", "tokens"),
    ("skipped_lines", "lines that are not text (captions, credits, page furniture)"),
)
