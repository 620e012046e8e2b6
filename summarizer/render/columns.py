"""The columns of a comparison: one per article, with a name that tells it from the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.render.places import excerpt, key_of
from summarizer.types import Analysis, Report, Span

_NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Column:
    """An article as a column; `name` is unlike that of any other, `key` its address."""

    analysis: Analysis
    key: str
    name: str

    @property
    def id(self) -> str:
        """Return the id of the article."""
        return self.analysis.article.id

    def has(self, span: Span) -> bool:
        """Return whether `span` lies in the text."""
        return span.end <= len(self.analysis.article.text)

    def words(self, span: Span) -> str:
        """Return the words at `span` on one line; empty if it ends after the text."""
        return " ".join(span.of(self.analysis.article.text).split()) if self.has(span) else ""


def columns_of(report: Report) -> tuple[Column, ...]:
    """Return the columns in the order of the articles."""
    names = _distinct([_name(analysis) for analysis in report.articles])
    return tuple(
        Column(analysis, key_of(report, index), name)
        for index, (analysis, name) in enumerate(zip(report.articles, names, strict=True))
    )


def column_of(columns: Sequence[Column], article: str) -> Column | None:
    """Return the column of the article with this id."""
    return next((column for column in columns if column.id == article), None)


def notices(report: Report) -> tuple[str, ...]:
    """Return what did not work or a reader should know, of several articles with their names."""
    names = {c.id: f"{c.name}: " for c in columns_of(report)} if report.comparison else {}
    lines = [] if names else [*report.provenance.warnings]
    for analysis in report.articles:
        where = names.get(analysis.article.id, "")
        lines += [f"{where}{warning}" for warning in analysis.article.warnings]
    for failure in report.failures:
        where = names.get(failure.article_id, "")
        lines.append(f"{where}{failure.stage} could not be done: {failure.message}")
    return tuple(dict.fromkeys(lines))


def headline_of(analysis: Analysis) -> str | None:
    """Return the title of an article, or its first headline, on one line."""
    article = analysis.article
    lines = (line.span.of(article.text) for line in article.lines if line.kind == "headline")
    words = " ".join((article.title or next(lines, "")).split())
    return words or None


def _name(analysis: Analysis) -> str:
    article = analysis.article
    words = " ".join((article.outlet or "").split()) or " ".join((article.title or "").split())
    return excerpt(words or article.id, _NAME_LENGTH)


def _distinct(names: Sequence[str]) -> list[str]:
    """Return the names, numbered where several are the same."""
    total = Counter(name.casefold() for name in names)
    seen = Counter[str]()
    taken = set(total)
    found = []
    for name in names:
        key = name.casefold()
        if total[key] == 1:
            found.append(name)
            continue
        seen[key] += 1
        while f"{key} ({seen[key]})" in taken:
            seen[key] += 1
        found.append(f"{name} ({seen[key]})")
    return found
