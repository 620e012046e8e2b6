"""What several articles on one event share, leave out and call differently: the values.

Nothing here depends on the order in which the articles came: they are known by their ids,
and every sequence has an order of its own. Actor ids inside an article (`ActorRef.actor`)
count there only; a `StoryActor` is the same one in all articles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from summarizer.types import ActorKind, Evidence, Span, Valence

Coverage = Literal["all", "some", "one"]
FigureKind = Literal["count", "money", "percent", "date"]
ReferentKind = Literal["person", "organisation", "group", "place", "event", "object"]
Dimension = Literal[
    "loaded",
    "headline_loaded",
    "headline_against_body",
    "framing_label",
    "frame",
    "sentiment",
    "role",
    "share_of_voice",
    "prominence",
    "doer",
    "agentless",
    "order",
]


@dataclass(frozen=True, slots=True, order=True)
class ActorRef:
    """An actor of one article."""

    article: str
    actor: str


@dataclass(frozen=True, slots=True)
class StoryActor:
    """The same actor in all articles that mention it; `members` stand for it in each."""

    id: str
    name: str
    kind: ActorKind
    members: tuple[ActorRef, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Where an article states a fact; `score` is the probability that it does."""

    article: str
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Omission:
    """An article in which a fact was not found.

    `probability` is that of nothing in the article stating or entailing the fact; `nearest`
    is the sentence that comes closest, for the reader to judge.
    """

    article: str
    probability: float
    nearest: Span | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A proposition with who states it and in which articles it was not found.

    `statement` is in the words of `source`. An article in neither `evidence` nor
    `omitted_by` is one of which the tool is not sure. `coverage` says whether all articles
    of the event state it, several, or one. `actors` are ids of story actors. `conflicting`
    facts hold figures that differ between the articles.
    """

    id: str
    statement: str
    source: Evidence
    evidence: tuple[Statement, ...]
    omitted_by: tuple[Omission, ...]
    coverage: Coverage
    conflicting: bool = False
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureValue:
    """One figure as one article gives it.

    `span` holds the figure's words and `sentence` the sentence around them. `low` and
    `high` are equal for a single number ("at least 12": low 12, high `None`). Dates are
    ordinal days. `given_by` are the words that name who gave the figure, if anyone is named.
    """

    article: str
    span: Span
    sentence: Span
    low: float | None
    high: float | None
    given_by: Span | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity for which the articles give figures; `differ` where two cannot both hold."""

    id: str
    quantity: str
    kind: FigureKind
    values: tuple[FigureValue, ...]
    differ: bool


@dataclass(frozen=True, slots=True)
class WordingPhrase:
    """What an article calls a referent: its first such span, and how often it does.

    `loaded` is the probability that the phrase carries framing.
    """

    article: str
    span: Span
    count: int
    loaded: float
    valence: Valence | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """One referent and what each article calls it; the most loaded phrases stand first.

    `actor` is the id of the story actor where the referent is one.
    """

    id: str
    referent: str
    kind: ReferentKind
    phrases: tuple[WordingPhrase, ...]
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class ContrastValue:
    """A measure of one article with its interval from resampling sentences."""

    article: str
    value: float
    low: float
    high: float
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class PairInterval:
    """The value of `first` less that of `second`, with an interval that excludes zero."""

    first: str
    second: str
    difference: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Contrast:
    """A dimension in which at least two articles differ beyond chance.

    How loaded a headline is against its own body is given without `pairs`.
    `about` is the id of a story actor, or the name of a label or frame; `values` has every
    article for which the measure is defined, `pairs` those that differ.
    """

    id: str
    dimension: Dimension
    about: str | None
    values: tuple[ContrastValue, ...]
    pairs: tuple[PairInterval, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """The main difference of two articles in one plain sentence, with what it rests on.

    `basis` is the id of the fact, figure, wording or contrast that it states; `None` where
    the tool found no difference that it could stand by.
    """

    first: str
    second: str
    text: str
    evidence: tuple[Evidence, ...]
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two articles that are the same text, or nearly so; `overlap` is a share, 0–1."""

    first: str
    second: str
    overlap: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the articles of a report share, leave out and call differently.

    `events` are the articles in groups that report one event; with more than one group the
    articles do not seem to be about one event, and facts, figures and differences are
    given within groups only.
    """

    events: tuple[tuple[str, ...], ...]
    duplicates: tuple[Duplicate, ...] = ()
    actors: tuple[StoryActor, ...] = ()
    facts: tuple[Fact, ...] = ()
    figures: tuple[Figure, ...] = ()
    wordings: tuple[Wording, ...] = ()
    contrasts: tuple[Contrast, ...] = ()
    differences: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()
