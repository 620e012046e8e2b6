"""The central values: spans of an article and what the stages say about them.

Every range is half-open and counts Unicode code points of `Article.text`.
In `Analysis`, a layer that is `None` did not run; an empty one ran and found nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from summarizer.errors import SpanError
from summarizer.plainer import Alternative
from summarizer.portrait import NOWHERE, Called, Places

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from summarizer.comparison import Comparison
    from summarizer.drift import Drift
    from summarizer.neural.encoder import Encoding
    from summarizer.relations import Relation, SpeechAct

LineKind = Literal["headline", "body", "caption", "credit", "boilerplate"]
ActorKind = Literal["person", "organisation", "group", "place"]
MentionKind = Literal["name", "nominal", "pronoun"]
QuoteKind = Literal["direct", "indirect", "mixed"]
Valence = Literal["positive", "negative", "mixed"]
Voice = Literal["outlet", "quoted"]
SummaryVoice = Literal["own", "other", "outlet"]
SentimentName = Literal["negative", "neutral", "positive"]
RoleName = Literal["protagonist", "antagonist", "victim", "none"]
PerspectiveKind = Literal["neutral", "actor", "outlet", "common_ground"]
SURE_LABEL, UNCLEAR_LABEL = 0.5, 1 / 3


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range `[start, end)` of characters in one article."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(f"[{self.start}, {self.end}) is empty, reversed or negative")

    def of(self, text: str) -> str:
        """Return the words of this span in `text`."""
        if self.end > len(text):
            raise SpanError(f"[{self.start}, {self.end}) ends after the text ({len(text)})")
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Return whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def iou(self, other: Span) -> float:
        """Return the characters that both cover over those that either covers."""
        both = max(0, min(self.end, other.end) - max(self.start, other.start))
        return both / (self.end - self.start + other.end - other.start - both)

    def contains(self, other: Span) -> bool:
        """Return whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an article as read, told apart by what it is for."""

    span: Span
    kind: LineKind


@dataclass(frozen=True, slots=True)
class Article:
    """One text as read; `text` never changes afterwards.

    A title that came separately stands first in `text`, followed by a blank line.
    `lines` covers every non-blank line, in order.
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    language: str = "en"
    lines: tuple[Line, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a line that is not prose, with the kind of the line it stands in."""

    span: Span
    kind: LineKind


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name an actor."""

    span: Span
    actor: str
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who acts, speaks or is acted on, with all words that name it, in text order."""

    id: str
    name: str
    kind: ActorKind
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words attributed to a source; `content` may come in several pieces.

    `act` is what the source does in saying them, by the cue; `None` without a cue.
    """

    content: tuple[Span, ...]
    kind: QuoteKind
    cue: Span | None = None
    source: Span | None = None
    speaker: str | None = None
    score: float = 1.0
    act: SpeechAct | None = None


@dataclass(frozen=True, slots=True)
class FramingSpan:
    """A phrase that carries framing, with its codebook label.

    `score` is the probability that it is marked at all, and `label_score` that the label is
    right if it is; `None` where that was not measured, or no label is likely enough to be
    named. `valence` is `None` where it is not sure. `alternative` suggests plainer words.
    """

    span: Span
    codebook: str
    label: str
    score: float
    valence: Valence | None = None
    target: str | None = None
    voice: Voice = "outlet"
    speaker: str | None = None
    label_score: float | None = None
    alternative: Alternative | None = None

    @property
    def is_guess(self) -> bool:
        """Whether another label is about as likely, or likelier, than this one."""
        return self.label_score is not None and self.label_score < SURE_LABEL


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """Probability that a sentence is worded in a loaded way, and how much the sentence matters.

    `salience` is the probability that a summary should have it, `rank` its place by that
    among the body sentences of the article, from 1; `None` for what is not body text.
    """

    span: Span
    loaded: float
    salience: float | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class FrameScore:
    """Probability that an article as a whole uses a generic frame; `evidence` shows it best."""

    label: str
    score: float
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentiment:
    """Polarity toward an actor; the three probabilities sum to 1."""

    label: SentimentName
    score: float
    negative: float
    neutral: float
    positive: float


@dataclass(frozen=True, slots=True)
class Role:
    """How an actor is cast."""

    label: RoleName
    score: float

    @property
    def is_guess(self) -> bool:
        """Whether it is likelier that the actor is cast in another way, or not at all."""
        return self.label != "none" and self.score < SURE_LABEL


@dataclass(frozen=True, slots=True)
class Agency:
    """In how many clauses an actor is the doer, and in how many the one it is done to.

    `agentless` are those in which nobody is named who does it; `nominalised` counts nouns for it.
    """

    acts: int
    acted_on: int
    agentless: int = 0
    nominalised: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """A range of one article on which a statement rests."""

    article: str
    span: Span


@dataclass(frozen=True, slots=True)
class Portrayal:
    """How one article shows one actor.

    `voice_share` is its share of all quoted words, of which `direct_share` stands in quotation
    marks, `prominence` its share of all mentions weighted toward the top; all in 0–1.
    """

    actor: str
    sentiment: Sentiment
    role: Role
    agency: Agency
    voice_share: float
    prominence: float
    evidence: tuple[Span, ...]
    direct_share: float = 0.0
    places: Places = NOWHERE
    called: tuple[Called, ...] = ()


@dataclass(frozen=True, slots=True)
class Perspective:
    """Whose view a summary takes: `about` is an actor id or an outlet, else `None`."""

    kind: PerspectiveKind
    about: str | None = None


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """One sentence of a summary with the source ranges it rests on.

    If it is trimmed, words between the first of these ranges were left out. In the summary
    of an actor, `voice` tells whose words it is: the actor's "own", an "other"'s about it, or
    the "outlet"'s; `speaker` is who says it, if an actor, and `source` the words that name it.
    """

    text: str
    evidence: tuple[Evidence, ...]
    support: float
    is_trimmed: bool = False
    voice: SummaryVoice | None = None
    speaker: str | None = None
    source: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary from one perspective; `dropped` counts what the guard refused.

    `replaced` counts sentences of a generator for which one of the article stands; `drift` is
    `None` where the framing of an article or the summary is not known.
    """

    perspective: Perspective
    sentences: tuple[SummarySentence, ...]
    dropped: int = 0
    note: str | None = None
    replaced: int = 0
    drift: Drift | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A stage that could not work on one article."""

    article_id: str
    stage: str
    message: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article and its layers; `blind` is an encoding in which names are hidden."""

    article: Article
    sentences: tuple[Sentence, ...] | None = None
    parse: Doc | None = field(default=None, compare=False)
    encoding: Encoding | None = field(default=None, compare=False)
    blind: Encoding | None = field(default=None, compare=False)
    quotes: tuple[Quote, ...] | None = None
    actors: tuple[Actor, ...] | None = None
    framing: tuple[FramingSpan, ...] | None = None
    sentence_scores: tuple[SentenceScore, ...] | None = None
    frames: tuple[FrameScore, ...] | None = None
    portrayals: tuple[Portrayal, ...] | None = None
    relations: tuple[Relation, ...] | None = None
    salience: tuple[float, ...] | None = None
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Generator:
    """Who wrote the summaries; `extract` selects sentences of the articles.

    `revision` is the start of a digest of its weights, `prompts` the version of what it was
    told, and `requests` how often it was asked: more often than there are summaries if
    articles had to be read in parts.
    """

    name: str = "extract"
    revision: str | None = None
    prompts: str | None = None
    requests: int = 0


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made a report: the same values and the same text give the same bytes."""

    version: str
    schema: str
    models: tuple[tuple[str, str], ...]
    codebooks: tuple[tuple[str, str], ...]
    settings: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, int], ...]
    warnings: tuple[str, ...] = ()
    generator: Generator = Generator()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the tool says about one article, or in `comparison` about several."""

    articles: tuple[Analysis, ...]
    summaries: tuple[Summary, ...]
    failures: tuple[Failure, ...]
    provenance: Provenance
    comparison: Comparison | None = None

    def summary(self, kind: PerspectiveKind, about: str | None = None) -> Summary:
        """Return the summary of this kind; `about` is an actor's id or name, or an outlet.

        Raises:
            InputError: there is none; the message lists what there is.
        """
        from summarizer.report import find_summary

        return find_summary(self, kind, about)

    def to_json(self) -> str:
        """Return the public JSON (docs/report.md); equal reports give equal bytes."""
        from summarizer.wire import report_to_json

        return report_to_json(self)

    def to_html(self) -> str:
        """Return one HTML page that needs no other file and no network."""
        from summarizer.render.html import report_to_html

        return report_to_html(self)

    def to_text(self) -> str:
        """Return plain text for a terminal."""
        from summarizer.render.text import render_text

        return render_text(self)

    def save(self, path: str | Path) -> None:
        """Write the report as its suffix says: `.json`, `.html` or `.txt`.

        Raises:
            InputError: another suffix, or the file cannot be written.
        """
        from summarizer.report import format_of, rendered, write_text

        target = Path(path)
        write_text(target, rendered(self, format_of(target)))
