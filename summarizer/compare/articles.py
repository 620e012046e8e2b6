"""Several analysed articles → their comparison, whatever order they came in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from summarizer.errors import InputError
from summarizer.types import Actor, Analysis, Article

if TYPE_CHECKING:
    pass

T = TypeVar("T")
MIN_ARTICLES, MAX_ARTICLES = 2, 12


def check_number(n: int) -> None:
    """Raise `InputError` unless `n` articles can be compared."""
    if n < MIN_ARTICLES:
        raise InputError(f"{n} article is given; a comparison needs from 2 to {MAX_ARTICLES}")
    if n > MAX_ARTICLES:
        raise InputError(f"{n} articles are given; at most {MAX_ARTICLES} are compared at once")


def numbered(articles: Sequence[Article]) -> list[Article]:
    """Return the articles with ids of their own: as given if they differ, else by number."""
    if len({article.id for article in articles}) == len(articles):
        return list(articles)
    return [replace(article, id=f"article-{at}") for at, article in enumerate(articles, 1)]


def with_own_actor_ids(analysis: Analysis) -> Analysis:
    """Return `analysis` with the id of its article before the id of every actor.

    Actors are numbered within an article; in a report on several, an id names one actor.
    """

    def own(name: str | None) -> str | None:
        return None if name is None else f"{analysis.article.id}:{name}"

    return replace(
        analysis,
        actors=_each(analysis.actors, lambda actor: _renamed(actor, f"{own(actor.id)}")),
        quotes=_each(analysis.quotes, lambda q: replace(q, speaker=own(q.speaker))),
        framing=_each(
            analysis.framing, lambda m: replace(m, target=own(m.target), speaker=own(m.speaker))
        ),
        portrayals=_each(
            analysis.portrayals,
            lambda p: replace(
                p,
                actor=f"{own(p.actor)}",
                called=tuple(replace(c, speaker=own(c.speaker)) for c in p.called),
            ),
        ),
        relations=_each(
            analysis.relations,
            lambda r: replace(
                r, actor=f"{own(r.actor)}", target=f"{own(r.target)}", speaker=own(r.speaker)
            ),
        ),
    )


def _each(layer: tuple[T, ...] | None, change: Callable[[T], T]) -> tuple[T, ...] | None:
    return None if layer is None else tuple(map(change, layer))


def _renamed(actor: Actor, name: str) -> Actor:
    mentions = tuple(replace(mention, actor=name) for mention in actor.mentions)
    return replace(actor, id=name, mentions=mentions)


def canonical(analyses: Sequence[Analysis]) -> list[Analysis]:
    """Return the analyses that no stage failed on, in an order that only their content sets."""

    def key(analysis: Analysis) -> tuple[bytes, str, str]:
        article = analysis.article
        digest = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).digest()
        return digest, article.outlet or "", article.id

    return sorted((a for a in analyses if not a.failures), key=key)
