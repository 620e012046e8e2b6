"""Which summary and which difference is of which articles."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.comparison import Comparison, Difference
from summarizer.render.columns import Column
from summarizer.types import Article, PerspectiveKind, Report, Summary


def summary_owners(report: Report) -> list[str | None]:
    """Return for each summary the id of the article it is of; `None` if it is of several.

    A summary is of the article that its evidence lies in. One without evidence is of the
    first article, in their order, that has none of its kind yet.
    """
    owners = [_by_evidence(summary) for summary in report.summaries]
    for at, summary in enumerate(report.summaries):
        if owners[at] is not None or summary.perspective.kind not in ("neutral", "outlet"):
            continue
        taken = {
            owner
            for owner, other in zip(owners, report.summaries, strict=True)
            if other.perspective.kind == summary.perspective.kind
        }
        articles = (a.article for a in report.articles if _can_be_of(summary, a.article))
        owners[at] = next((a.id for a in articles if a.id not in taken), None)
    return owners


def summaries_of(report: Report, article: str, kind: PerspectiveKind) -> list[Summary]:
    """Return the summaries of this kind that are of one article."""
    return [
        summary
        for summary, owner in zip(report.summaries, summary_owners(report), strict=True)
        if owner == article and summary.perspective.kind == kind
    ]


def differences_by_column(comparison: Comparison, columns: Sequence[Column]) -> list[Difference]:
    """Return the differences of each two articles, in the order of the columns."""
    places = {column.id: i for i, column in enumerate(columns)}

    def rank(told: Difference) -> tuple[int, ...]:
        return tuple(sorted(places.get(id, len(places)) for id in (told.first, told.second)))

    return sorted(comparison.differences, key=rank)


def _by_evidence(summary: Summary) -> str | None:
    if summary.perspective.kind not in ("neutral", "outlet"):
        return None
    return next((e.article for s in summary.sentences for e in s.evidence), None)


def _can_be_of(summary: Summary, article: Article) -> bool:
    about = summary.perspective.about
    return about is None or about == article.outlet
