"""How each article shows each story actor, put together from the actors of the articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.comparison import StoryActor
from summarizer.render.columns import Column
from summarizer.types import Agency, Role, Sentiment, Span


@dataclass(frozen=True, slots=True)
class Shown:
    """How one article shows one story actor; shares are in 0–1.

    `sentiment`, `role` and the shares are `None` where no portrayal was measured.
    """

    n_mentions: int
    first: Span | None = None
    sentiment: Sentiment | None = None
    role: Role | None = None
    agency: Agency | None = None
    voice_share: float | None = None
    prominence: float | None = None

    @property
    def n_clauses(self) -> int:
        """Return in how many clauses the actor acts or is acted on."""
        return 0 if self.agency is None else self.agency.acts + self.agency.acted_on

    @property
    def doer_share(self) -> float | None:
        """Return how often the actor is the doer, of all clauses it has a part in."""
        if self.agency is None or self.n_clauses == 0:
            return None
        return self.agency.acts / self.n_clauses


def shown_in(column: Column, actor: StoryActor) -> Shown | None:
    """Return how the article shows `actor`; `None` if none of its actors stands for it.

    Where several stand for it, counts and shares are summed; sentiment and role are those of
    the most prominent.
    """
    analysis = column.analysis
    ids = {member.actor for member in actor.members if member.article == column.id}
    own = [a for a in analysis.actors or () if a.id in ids]
    if not own:
        return None
    spans = sorted(m.span for a in own for m in a.mentions if column.has(m.span))
    first = spans[0] if spans else None
    found = [p for p in analysis.portrayals or () if p.actor in ids]
    if not found:
        return Shown(len(spans), first)
    main = min(found, key=lambda p: (-p.prominence, p.actor))
    return Shown(
        n_mentions=len(spans),
        first=first,
        sentiment=main.sentiment,
        role=main.role,
        agency=Agency(
            sum(p.agency.acts for p in found),
            sum(p.agency.acted_on for p in found),
            sum(p.agency.agentless for p in found),
            sum(p.agency.nominalised for p in found),
        ),
        voice_share=min(sum(p.voice_share for p in found), 1.0),
        prominence=min(sum(p.prominence for p in found), 1.0),
    )


def ranked(
    actors: Sequence[StoryActor], columns: Sequence[Column]
) -> list[tuple[StoryActor, list[Shown | None]]]:
    """Return the actors with how each article shows them: those in most articles first."""
    rows = [(actor, [shown_in(column, actor) for column in columns]) for actor in actors]

    def rank(row: tuple[StoryActor, list[Shown | None]]) -> tuple[int, int, str, str]:
        actor, shown = row
        present = [s for s in shown if s is not None]
        return -len(present), -sum(s.n_mentions for s in present), actor.name, actor.id

    return sorted((row for row in rows if any(row[1])), key=rank)
