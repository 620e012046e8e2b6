"""The shapes of a comparison in the public JSON, in the order in which they are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from summarizer.comparison import Coverage, Dimension, FigureKind, ReferentKind
from summarizer.types import ActorKind, Valence
from summarizer.wire_basics import Offset, Unit, WireEvidence, WireRange


@dataclass(frozen=True, slots=True)
class WireDuplicate:
    """Two articles that are the same text, or nearly so."""

    first: str
    second: str
    overlap: Unit


@dataclass(frozen=True, slots=True)
class WireActorRef:
    """An actor of one article."""

    article: str
    actor: str


@dataclass(frozen=True, slots=True)
class WireStoryActor:
    """The same actor in all articles that mention it."""

    id: str
    name: str
    kind: ActorKind
    members: tuple[WireActorRef, ...]


@dataclass(frozen=True, slots=True)
class WireStatement:
    """A range of an article that states a fact, with the probability that it does."""

    article: str
    start: Offset
    end: Offset
    score: Unit


@dataclass(frozen=True, slots=True)
class WireOmission:
    """An article in which a fact was not found, and its closest sentence."""

    article: str
    probability: Unit
    nearest: WireRange | None


@dataclass(frozen=True, slots=True)
class WireFact:
    """A proposition, who states it, and where it was not found."""

    id: str
    statement: str
    source: WireEvidence
    evidence: tuple[WireStatement, ...]
    omitted_by: tuple[WireOmission, ...]
    coverage: Coverage
    conflicting: bool
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WireFigureValue:
    """One figure as one article gives it."""

    article: str
    start: Offset
    end: Offset
    sentence: WireRange
    low: float | None
    high: float | None
    given_by: WireRange | None


@dataclass(frozen=True, slots=True)
class WireFigure:
    """A quantity for which the articles give figures."""

    id: str
    quantity: str
    kind: FigureKind
    differ: bool
    values: tuple[WireFigureValue, ...]


@dataclass(frozen=True, slots=True)
class WireWordingPhrase:
    """What an article calls a referent, and how often."""

    article: str
    start: Offset
    end: Offset
    count: Annotated[int, Field(ge=1)]
    loaded: Unit
    valence: Valence | None
    label: str | None


@dataclass(frozen=True, slots=True)
class WireWording:
    """One referent and what each article calls it."""

    id: str
    referent: str
    kind: ReferentKind
    actor: str | None
    phrases: tuple[WireWordingPhrase, ...]


@dataclass(frozen=True, slots=True)
class WireContrastValue:
    """A measure of one article with its interval."""

    article: str
    value: float
    low: float
    high: float
    evidence: tuple[WireRange, ...]


@dataclass(frozen=True, slots=True)
class WirePairInterval:
    """The difference of two articles in a measure; its interval excludes zero."""

    first: str
    second: str
    difference: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class WireContrast:
    """A dimension in which at least two articles differ beyond chance."""

    id: str
    dimension: Dimension
    about: str | None
    values: tuple[WireContrastValue, ...]
    pairs: tuple[WirePairInterval, ...]


@dataclass(frozen=True, slots=True)
class WireDifference:
    """The main difference of two articles in one sentence."""

    first: str
    second: str
    text: str
    evidence: tuple[WireEvidence, ...]
    basis: str | None


@dataclass(frozen=True, slots=True)
class WireComparison:
    """What the articles share, leave out and call differently."""

    events: tuple[tuple[str, ...], ...]
    duplicates: tuple[WireDuplicate, ...]
    actors: tuple[WireStoryActor, ...]
    facts: tuple[WireFact, ...]
    figures: tuple[WireFigure, ...]
    wordings: tuple[WireWording, ...]
    contrasts: tuple[WireContrast, ...]
    differences: tuple[WireDifference, ...]
    notes: tuple[str, ...]
