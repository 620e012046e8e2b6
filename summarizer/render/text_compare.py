"""What a comparison says, as plain text: lists with a line per article, no wide tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.comparison import Comparison, Contrast, Fact, Figure, Wording
from summarizer.render.columns import Column, column_of, headline_of
from summarizer.render.coverage import SIGNS, Cell, cell_of
from summarizer.render.dimensions import MEASURES, amount, contrast_title
from summarizer.render.escape import plural
from summarizer.render.labels import label_title
from summarizer.render.places import excerpt
from summarizer.render.portrayed import Shown, ranked
from summarizer.render.text_lines import heading, plain, wrapped
from summarizer.render.told import differences_by_column
from summarizer.types import Report

ACTORS_SHOWN = 12
_COVERAGE = {"all": "all state it", "some": "several state it", "one": "one states it"}
_EXPLAINED = (
    "Only measures in which two articles, or a headline and its body, differ beyond chance. The "
    "range in brackets holds the value in 95 of 100 redraws of the article's own sentences."
)


def compared(report: Report, columns: Sequence[Column]) -> Iterator[str]:
    """Yield the head of a comparison: the articles, and what a reader should know first."""
    comparison = report.comparison or Comparison(())
    yield f"{len(columns)} articles compared"
    for column in columns:
        title = headline_of(column.analysis)
        words = column.name if title in (None, column.name) else f"{column.name}: {title}"
        yield wrapped(f"{words} [{column.id}]", "  ", "    ")
    yield from _warnings(comparison, columns)


def compared_tables(report: Report, columns: Sequence[Column]) -> Iterator[str]:
    """Yield everything that the articles share, leave out and call differently."""
    comparison = report.comparison or Comparison(())
    yield from _differences(comparison, columns)
    yield from _facts(comparison, columns)
    yield from _figures(comparison, columns)
    yield from _wordings(comparison, columns)
    yield from _contrasts(report, comparison, columns)
    yield from _portrayals(comparison, columns)


def event_groups(comparison: Comparison, columns: Sequence[Column]) -> list[str]:
    """Return the articles of each event by name, in the order of the columns."""
    groups = [[c.name for c in columns if c.id in event] for event in comparison.events]
    places = {column.name: i for i, column in enumerate(columns)}
    return [", ".join(g) for g in sorted(filter(None, groups), key=lambda g: places[g[0]])]


def duplicate_sentences(comparison: Comparison, columns: Sequence[Column]) -> list[str]:
    """Return a sentence for each two articles that are the same text, or nearly so."""
    found = []
    for double in comparison.duplicates:
        both = " and ".join(_name(columns, id) for id in (double.first, double.second))
        if double.overlap >= 0.995:
            found.append(f"{both} have the same text.")
        else:
            found.append(f"{both} have nearly the same text: {double.overlap:.0%} in common.")
    return found


def _warnings(comparison: Comparison, columns: Sequence[Column]) -> Iterator[str]:
    groups = event_groups(comparison, columns)
    lines = duplicate_sentences(comparison, columns)
    if len(groups) > 1:
        listed = "; ".join(groups)
        lines.insert(0, f"These articles do not seem to be about one event: {listed}.")
    for line in (*lines, *comparison.notes):
        yield wrapped(f"! {line}", "  ", "    ")


def _differences(comparison: Comparison, columns: Sequence[Column]) -> Iterator[str]:
    yield from heading("Main difference of each two articles")
    for told in differences_by_column(comparison, columns):
        yield wrapped(told.text, "  ", "    ")
    if not comparison.differences:
        yield wrapped("No two articles were set against each other.")


def _facts(comparison: Comparison, columns: Sequence[Column]) -> Iterator[str]:
    yield from heading(f"Facts ({len(comparison.facts)})")
    for number, fact in enumerate(comparison.facts, start=1):
        yield from _fact(comparison, fact, columns, number)
    if not comparison.facts:
        yield "  No fact was found that could be set against the other articles."


def _fact(
    comparison: Comparison, fact: Fact, columns: Sequence[Column], number: int
) -> Iterator[str]:
    differ = "; figures differ" if fact.conflicting else ""
    yield wrapped(f"{number}. {fact.statement} ({_COVERAGE[fact.coverage]}{differ})", "  ", "     ")
    cells = [(column, cell_of(comparison, fact, column)) for column in columns]
    stated = [f"{column.name} {_score(cell)}" for column, cell in cells if cell.state == "stated"]
    yield wrapped(f"{SIGNS['stated']} stated in: {', '.join(stated)}", "     ", "       ")
    gaps = [f"{column.name} {_score(cell)}" for column, cell in cells if cell.state == "not_found"]
    if gaps:
        yield wrapped(f"{SIGNS['not_found']} not found in: {', '.join(gaps)}", "     ", "       ")
    open_ = [column.name for column, cell in cells if cell.state == "unsure"]
    if open_:
        yield wrapped(f"{SIGNS['unsure']} unsure: {', '.join(open_)}", "     ", "       ")


def _score(cell: Cell) -> str:
    return "" if cell.probability is None else f"({cell.probability:.2f})"


def _figures(comparison: Comparison, columns: Sequence[Column]) -> Iterator[str]:
    yield from heading(f"Figures ({len(comparison.figures)})")
    for figure in comparison.figures:
        yield from _figure(figure, columns)
    if not comparison.figures:
        yield "  No quantity was found for which several articles give a figure."


def _figure(figure: Figure, columns: Sequence[Column]) -> Iterator[str]:
    verdict = "figures differ" if figure.differ else "no figures that cannot both hold"
    yield wrapped(f"{figure.quantity}: {verdict}", "  ", "    ")
    for column in columns:
        for value in (v for v in figure.values if v.article == column.id):
            words = f"{column.name}: {column.words(value.span)}"
            source = "" if value.given_by is None else column.words(value.given_by)
            yield wrapped(words + (f" (source: {source})" if source else ""), "    ", "      ")


def _wordings(comparison: Comparison, columns: Sequence[Column]) -> Iterator[str]:
    yield from heading(f"Wordings ({len(comparison.wordings)})")
    for wording in comparison.wordings:
        yield from _wording(wording, columns)
    if not comparison.wordings:
        yield "  Nothing was found that the articles call by different words."


def _wording(wording: Wording, columns: Sequence[Column]) -> Iterator[str]:
    yield wrapped(f"{wording.referent} ({wording.kind})", "  ", "    ")
    for column in columns:
        phrases = []
        for phrase in (p for p in wording.phrases if p.article == column.id):
            about = [f"{phrase.count}×", f"loaded {phrase.loaded:.2f}"]
            about += [phrase.valence] if phrase.valence else []
            about += [label_title("framing", phrase.label).lower()] if phrase.label else []
            phrases.append(f"“{column.words(phrase.span)}” ({', '.join(about)})")
        if phrases:
            yield wrapped(f"{column.name}: {'; '.join(phrases)}", "    ", "      ")


def _contrasts(report: Report, comparison: Comparison, columns: Sequence[Column]) -> Iterator[str]:
    yield from heading(f"Contrasts ({len(comparison.contrasts)})")
    if not comparison.contrasts:
        yield wrapped("No measure was found in which two articles differ beyond chance.")
        return
    yield wrapped(_EXPLAINED)
    for contrast in comparison.contrasts:
        yield wrapped(contrast_title(report, contrast), "  ", "    ")
        yield wrapped(MEASURES[contrast.dimension].meaning, "    ", "    ")
        yield from _contrast(contrast, columns)


def _contrast(contrast: Contrast, columns: Sequence[Column]) -> Iterator[str]:
    width = min(max(len(plain(column.name)) for column in columns), 32)
    for column in columns:
        for value in (v for v in contrast.values if v.article == column.id):
            ends = [amount(contrast.dimension, end) for end in (value.low, value.high)]
            shown = amount(contrast.dimension, value.value)
            name = excerpt(plain(column.name), width).ljust(width)
            yield plain_row(f"{name}  {shown:>7}  ({ends[0]} to {ends[1]})")
    for pair in contrast.pairs:
        first, second = _name(columns, pair.first), _name(columns, pair.second)
        more, less = (first, second) if pair.difference > 0 else (second, first)
        yield wrapped(f"{more} is above {less} beyond chance", "    ", "      ")


def plain_row(words: str) -> str:
    """Return a line of a small table: its spaces are kept."""
    return f"    {words}".rstrip()


def _portrayals(comparison: Comparison, columns: Sequence[Column]) -> Iterator[str]:
    rows = ranked(comparison.actors, columns)
    yield from heading(f"Actors across articles ({len(rows)})")
    for actor, shown in rows[:ACTORS_SHOWN]:
        yield wrapped(f"{actor.name} ({actor.kind})", "  ", "    ")
        for column, one in zip(columns, shown, strict=True):
            words = "not found" if one is None else _shown(one)
            yield wrapped(f"{column.name}: {words}", "    ", "      ")
    if len(rows) > ACTORS_SHOWN:
        yield f"  and {len(rows) - ACTORS_SHOWN} more; the tables and the JSON have all"
    if not rows:
        yield "  No actor was found in these articles."


def _shown(shown: Shown) -> str:
    times = f"{shown.n_mentions} mention{'' if shown.n_mentions == 1 else 's'}"
    if shown.sentiment is None or shown.role is None or shown.voice_share is None:
        return times
    doer = (
        ""
        if shown.doer_share is None
        else (f", doer {shown.doer_share:.0%} of {plural(shown.n_clauses, 'clause')}")
    )
    return (
        f"{times}, sentiment {shown.sentiment.label} {shown.sentiment.score:.2f}, "
        f"role {shown.role.label}{'?' * shown.role.is_guess}{doer}, voice {shown.voice_share:.0%}"
    )


def _name(columns: Sequence[Column], article: str) -> str:
    column = column_of(columns, article)
    return article if column is None else column.name
