"""Values of a portrayal: what an actor is called, and where it is mentioned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from summarizer.types import Span, Voice

CalledKind = Literal["name", "nominal", "predicate"]


@dataclass(frozen=True, slots=True)
class Called:
    """Words that an actor is called by: where they stand first, how often, whose they are there.

    A `predicate` is said of the actor without standing for it ("branded them terrorists").
    """

    span: Span
    kind: CalledKind
    count: int
    voice: Voice = "outlet"
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """How often an actor is mentioned in each part of an article.

    The lead are the first three body sentences, the body those after them. `first` is the
    number, from 1, of the first body sentence with a mention; `None` if there is none.
    """

    headline: int = 0
    lead: int = 0
    body: int = 0
    caption: int = 0
    first: int | None = None


NOWHERE = Places()
