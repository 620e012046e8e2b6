"""The tables of a comparison as CSV: RFC 4180, UTF-8, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from summarizer.comparison import Comparison, FigureKind
from summarizer.errors import InputError
from summarizer.render.columns import Column, column_of, columns_of
from summarizer.render.coverage import Cell, cell_of
from summarizer.render.portrayed import Shown, ranked, shown_in
from summarizer.report import name_of, write_text
from summarizer.types import Report, Span

Value = str | int | float | bool | None
Row = Sequence[Value]

_DECIMALS = 4
# subtle: a cell that begins so is run as a formula; the last four are their wide forms.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_STATES = {
    "stated": "stated",
    "not_found": "not found",
    "unsure": "unsure",
    "apart": "not compared",
}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the tables are made from."""

    report: Report
    comparison: Comparison
    columns: tuple[Column, ...]

    def article(self, id: str) -> str:
        """Return the name of the column of an article."""
        column = column_of(self.columns, id)
        return id if column is None else column.name

    def words(self, article: str, span: Span | None) -> str | None:
        """Return the words at `span` of an article; `None` if there is no such place."""
        column = column_of(self.columns, article)
        return None if span is None or column is None else column.words(span)


def tables(report: Report) -> dict[str, str]:
    """Return each table of the comparison by file name, as text with CRLF line ends.

    Raises:
        InputError: the report is on one article and compares nothing.
    """
    if report.comparison is None:
        raise InputError("the report compares no articles, so that it has no tables")
    sheet = _Sheet(report, report.comparison, columns_of(report))
    return {f"{name}.csv": _written(rows(sheet)) for name, rows in _TABLES.items()}


def write_tables(report: Report, folder: Path) -> list[Path]:
    """Write each table into `folder`, which is made if it is not there; return the files.

    Raises:
        InputError: there is no comparison, or a file cannot be written.
    """
    contents = tables(report)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise InputError(f"cannot make {folder}: {exc.strerror or exc}") from exc
    for name, content in contents.items():
        write_text(folder / name, content)
    return [folder / name for name in contents]


def _written(rows: Iterable[Row]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: Value) -> str:
    """Return a value as the text of a cell; only words can be formulas, our numbers are not."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        shown = f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".")
        return "0" if shown == "-0" else shown
    words = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", value)
    return f"'{words}" if words.lstrip(" \n").startswith(_FORMULA) else words


def _facts(sheet: _Sheet) -> Iterator[Row]:
    names = [column.name for column in sheet.columns]
    yield ("fact", "statement", "words_of", "coverage", "figures_differ", "actors", *names)
    for fact in sheet.comparison.facts:
        actors = "; ".join(name_of(sheet.report, id) or id for id in fact.actors)
        cells = [_state(cell_of(sheet.comparison, fact, column)) for column in sheet.columns]
        source = sheet.article(fact.source.article)
        head = (fact.id, fact.statement, source, fact.coverage, fact.conflicting, actors)
        yield (*head, *cells)


def _state(cell: Cell) -> str:
    words = _STATES[cell.state]
    return words if cell.probability is None else f"{words} ({cell.probability:.2f})"


def _statements(sheet: _Sheet) -> Iterator[Row]:
    head = ("fact", "article", "state", "probability", "start", "end")
    yield (*head, "words", "nearest_words")
    for fact in sheet.comparison.facts:
        for said in fact.evidence:
            words = sheet.words(said.article, said.span)
            place = (said.span.start, said.span.end, words, None)
            yield (fact.id, sheet.article(said.article), "stated", said.score, *place)
        for gap in fact.omitted_by:
            near = sheet.words(gap.article, gap.nearest)
            ends = (None, None) if gap.nearest is None else (gap.nearest.start, gap.nearest.end)
            name = sheet.article(gap.article)
            yield (fact.id, name, "not found", gap.probability, *ends, None, near)


def _figures(sheet: _Sheet) -> Iterator[Row]:
    head = ("figure", "quantity", "kind", "figures_differ", "article")
    yield (*head, "words", "low", "high", "given_by", "sentence", "start", "end")
    for figure in sheet.comparison.figures:
        quantity = (figure.id, figure.quantity, figure.kind, figure.differ)
        for value in figure.values:
            name = value.article
            yield (
                *(*quantity, sheet.article(name), sheet.words(name, value.span)),
                *(_end(figure.kind, value.low), _end(figure.kind, value.high)),
                *(sheet.words(name, value.given_by), sheet.words(name, value.sentence)),
                *(value.span.start, value.span.end),
            )


def _end(kind: FigureKind, end: float | None) -> Value:
    """Return an end of a figure; days are written as dates."""
    if kind != "date" or end is None or not date.min.toordinal() <= end <= date.max.toordinal():
        return end
    return date.fromordinal(int(end)).isoformat()


def _wordings(sheet: _Sheet) -> Iterator[Row]:
    head = ("wording", "referent", "kind", "article", "phrase", "count")
    yield (*head, "loaded", "valence", "label", "start", "end")
    for wording in sheet.comparison.wordings:
        for phrase in wording.phrases:
            name = sheet.article(phrase.article)
            words = sheet.words(phrase.article, phrase.span)
            yield (
                *(wording.id, wording.referent, wording.kind, name, words, phrase.count),
                *(phrase.loaded, phrase.valence, phrase.label),
                *(phrase.span.start, phrase.span.end),
            )


def _contrasts(sheet: _Sheet) -> Iterator[Row]:
    yield ("contrast", "dimension", "about", "article", "compared_with", "value", "low", "high")
    for contrast in sheet.comparison.contrasts:
        head = (contrast.id, contrast.dimension, name_of(sheet.report, contrast.about))
        for value in contrast.values:
            measured = (value.value, value.low, value.high)
            yield (*head, sheet.article(value.article), None, *measured)
        for pair in contrast.pairs:
            both = (sheet.article(pair.first), sheet.article(pair.second))
            yield (*head, *both, pair.difference, pair.low, pair.high)


_MEASURED = (
    *("sentiment", "sentiment_score", "negative", "neutral", "positive", "role", "role_score"),
    *("acts", "acted_on", "agentless", "doer_share", "voice_share", "prominence"),
)


def _portrayals(sheet: _Sheet) -> Iterator[Row]:
    yield ("actor", "name", "article", "mentions", *_MEASURED)
    for actor, shown in ranked(sheet.comparison.actors, sheet.columns):
        for column, one in zip(sheet.columns, shown, strict=True):
            if one is not None:
                yield (actor.id, actor.name, column.name, one.n_mentions, *_measures(one))


def _measures(shown: Shown) -> Row:
    if shown.sentiment is None or shown.role is None or shown.agency is None:
        return (None,) * len(_MEASURED)
    felt, role, agency = shown.sentiment, shown.role, shown.agency
    return (
        *(felt.label, felt.score, felt.negative, felt.neutral, felt.positive),
        *(role.label, role.score, agency.acts, agency.acted_on, agency.agentless),
        *(shown.doer_share, shown.voice_share, shown.prominence),
    )


def _differences(sheet: _Sheet) -> Iterator[Row]:
    yield ("first", "second", "difference", "basis")
    for told in sheet.comparison.differences:
        yield (sheet.article(told.first), sheet.article(told.second), told.text, told.basis)


def _actors(sheet: _Sheet) -> Iterator[Row]:
    names = [f"mentions in {column.name}" for column in sheet.columns]
    yield ("actor", "name", "kind", *names)
    for actor in sheet.comparison.actors:
        shown = [shown_in(column, actor) for column in sheet.columns]
        counts = [0 if one is None else one.n_mentions for one in shown]
        yield (actor.id, actor.name, actor.kind, *counts)


def _relations(sheet: _Sheet) -> Iterator[Row]:
    yield ("article", "actor", "relation", "target", "status", "voice", "speaker", *_PLACE)
    for column in sheet.columns:
        for one in column.analysis.relations or ():
            pair = (name_of(sheet.report, one.actor), one.kind, name_of(sheet.report, one.target))
            told = (one.status, one.voice, name_of(sheet.report, one.speaker))
            place = (one.cue.start, one.cue.end, column.words(one.cue))
            sentences = [column.words(span) for span in one.evidence]
            yield (column.name, *pair, *told, *place, " ".join(w for w in sentences if w))


_PLACE = ("start", "end", "words", "evidence")


def _quotes(sheet: _Sheet) -> Iterator[Row]:
    yield ("article", "speaker", "source", "act", "cue", "kind", "start", "end", "words")
    for column in sheet.columns:
        for quote in column.analysis.quotes or ():
            cue, source = (
                None if span is None else column.words(span) for span in (quote.cue, quote.source)
            )
            head = (column.name, name_of(sheet.report, quote.speaker), source, quote.act, cue)
            place = (quote.content[0].start, quote.content[-1].end)
            pieces = [column.words(span) for span in quote.content]
            yield (*head, quote.kind, *place, " … ".join(w for w in pieces if w))


_TABLES: dict[str, Callable[[_Sheet], Iterator[Row]]] = {
    "facts": _facts,
    "statements": _statements,
    "figures": _figures,
    "wordings": _wordings,
    "contrasts": _contrasts,
    "portrayals": _portrayals,
    "differences": _differences,
    "actors": _actors,
    "relations": _relations,
    "quotes": _quotes,
}
