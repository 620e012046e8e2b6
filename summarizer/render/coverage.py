"""Which article states which fact, as cells of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from summarizer.comparison import Comparison, Fact
from summarizer.render.columns import Column
from summarizer.types import Span

State = Literal["stated", "not_found", "unsure", "apart"]
# What a reader sees of a state: a sign and the words that say it.
SIGNS: dict[State, str] = {"stated": "●", "not_found": "○", "unsure": "?", "apart": "–"}
WORDS: dict[State, str] = {
    "stated": "states it",
    "not_found": "not found in",
    "unsure": "unsure",
    "apart": "not compared",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of one fact in one article; `spans` are in that article.

    `probability` is that of the article stating the fact, or of its not being found there.
    For a fact that was not found, `spans` holds the sentence that comes closest, if any.
    """

    state: State
    probability: float | None = None
    spans: tuple[Span, ...] = ()


def cell_of(comparison: Comparison, fact: Fact, column: Column) -> Cell:
    """Return the cell of `fact` and `column`; "apart" where it was not looked for."""
    stated = [s for s in fact.evidence if s.article == column.id and column.has(s.span)]
    if stated:
        best = sorted(stated, key=lambda s: (-s.score, s.span))
        return Cell("stated", best[0].score, tuple(s.span for s in best))
    for omission in fact.omitted_by:
        if omission.article == column.id:
            near = omission.nearest
            spans = () if near is None or not column.has(near) else (near,)
            return Cell("not_found", omission.probability, spans)
    event = next((e for e in comparison.events if fact.source.article in e), ())
    return Cell("unsure" if column.id in event else "apart")
