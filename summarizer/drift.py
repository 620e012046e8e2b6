"""How a summary's framing differs from that of its articles: the values."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.types import Evidence, Span


@dataclass(frozen=True, slots=True)
class SummaryRange:
    """A range of the text of one of a summary's sentences, which count from 0."""

    sentence: int
    span: Span


@dataclass(frozen=True, slots=True)
class FrameDrift:
    """A generic frame of an article, whether a summary shows it too, and where it shows."""

    label: str
    is_kept: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ActorDrift:
    """A main actor of the articles, whether a summary names it, and where it is named.

    `voice` is its share of all quoted words in the summary, `source_voice` in the articles.
    """

    actor: str
    is_kept: bool
    voice: float
    source_voice: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Drift:
    """How much of the framing of `articles` a summary of them keeps, loses and adds.

    `loaded` and `source_loaded` count the loaded words that are nobody's quotation, per 100
    words of the summary and of the articles; `quoted` and `source_quoted` are the shares of
    words that are quoted. `kept` has the loaded phrases that the summary says, `lost` the
    surest of the `n_lost` that it does not say, `added` those that it says in a voice of its
    own and no article does.
    """

    articles: tuple[str, ...]
    loaded: float
    source_loaded: float
    quoted: float
    source_quoted: float
    kept: tuple[Evidence, ...]
    n_lost: int
    lost: tuple[Evidence, ...]
    added: tuple[SummaryRange, ...]
    frames: tuple[FrameDrift, ...]
    actors: tuple[ActorDrift, ...]

    @property
    def places(self) -> tuple[Evidence, ...]:
        """Return every place in the articles to which it leads."""
        frames = (e for frame in self.frames for e in frame.evidence)
        actors = (e for actor in self.actors for e in actor.evidence)
        return (*self.kept, *self.lost, *frames, *actors)
