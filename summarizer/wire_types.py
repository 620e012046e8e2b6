"""The shapes of the public JSON, field for field in the order in which they are written.

`docs/report.md` explains them to readers; `docs/report.schema.json` is made from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from summarizer.portrait import CalledKind
from summarizer.relations import RelationKind, RelationStatus, SpeechAct
from summarizer.types import (
    ActorKind,
    LineKind,
    MentionKind,
    PerspectiveKind,
    QuoteKind,
    RoleName,
    SentimentName,
    SummaryVoice,
    Valence,
    Voice,
)
from summarizer.wire_basics import Count, Offset, PerHundred, Unit, WireEvidence, WireRange
from summarizer.wire_comparison_types import WireComparison

Layer = Literal[
    "sentences",
    "actors",
    "quotes",
    "framing",
    "sentence_scores",
    "frames",
    "portrayals",
    "relations",
]


@dataclass(frozen=True, slots=True)
class WireSentence:
    """A sentence, or a line that is not prose, and what the line is for."""

    start: Offset
    end: Offset
    kind: LineKind


@dataclass(frozen=True, slots=True)
class WireMention:
    """Words that name an actor."""

    start: Offset
    end: Offset
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class WireActor:
    """Someone who acts, speaks or is acted on; the id is unique within its article."""

    id: str
    name: str
    kind: ActorKind
    mentions: tuple[WireMention, ...]


@dataclass(frozen=True, slots=True)
class WireQuote:
    """Attributed words and what is done in saying them; the content may come in pieces."""

    content: tuple[WireRange, ...]
    cue: WireRange | None
    source: WireRange | None
    speaker: str | None
    kind: QuoteKind
    act: SpeechAct | None


@dataclass(frozen=True, slots=True)
class WireAlternative:
    """A suggestion: `text` could stand for the words of the range; "" leaves them out."""

    start: Offset
    end: Offset
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class WireFraming:
    """A phrase that carries framing; marks may overlap."""

    start: Offset
    end: Offset
    codebook: str
    label: str
    score: Unit
    valence: Valence | None
    target: str | None
    voice: Voice
    speaker: str | None
    label_score: Unit | None
    alternative: WireAlternative | None


@dataclass(frozen=True, slots=True)
class WireSentenceScore:
    """Probability that a sentence is worded in a loaded way, and how much it matters.

    `rank` is the place by `salience` among the body sentences, from 1; both are null for
    what is not body text.
    """

    start: Offset
    end: Offset
    loaded: Unit
    salience: Unit | None
    rank: Count | None


@dataclass(frozen=True, slots=True)
class WireFrame:
    """Probability that the article as a whole uses a generic frame, and where it shows."""

    label: str
    score: Unit
    evidence: tuple[WireRange, ...]


@dataclass(frozen=True, slots=True)
class WireSentiment:
    """Polarity toward an actor, and its probability."""

    label: SentimentName
    score: Unit


@dataclass(frozen=True, slots=True)
class WireRole:
    """How an actor is cast, and its probability."""

    label: RoleName
    score: Unit


@dataclass(frozen=True, slots=True)
class WireAgency:
    """In how many clauses an actor is the doer, and in how many it is done to.

    `agentless` are those of the second in which no doer is named; `nominalised` counts nouns
    for something done to it.
    """

    acts: Count
    acted_on: Count
    agentless: Count
    nominalised: Count


@dataclass(frozen=True, slots=True)
class WirePlaces:
    """How often each part of the article mentions the actor, and in which body sentence first."""

    headline: Count
    lead: Count
    body: Count
    caption: Count
    first: Count | None


@dataclass(frozen=True, slots=True)
class WireCalled:
    """Words that the actor is called by: their first place, how often, whose words they are."""

    start: Offset
    end: Offset
    kind: CalledKind
    count: Count
    voice: Voice
    speaker: str | None


@dataclass(frozen=True, slots=True)
class WirePortrayal:
    """How the article shows one actor."""

    actor: str
    sentiment: WireSentiment
    role: WireRole
    agency: WireAgency
    voice_share: Unit
    direct_share: Unit
    prominence: Unit
    places: WirePlaces
    called: tuple[WireCalled, ...]
    evidence: tuple[WireRange, ...]


@dataclass(frozen=True, slots=True)
class WireRelation:
    """How one actor stands to another, whether it is told as so, by whom, and where."""

    kind: RelationKind
    actor: str
    target: str
    status: RelationStatus
    voice: Voice
    speaker: str | None
    cue: WireRange
    evidence: tuple[WireRange, ...]


@dataclass(frozen=True, slots=True)
class WireArticle:
    """One article as read, and what was found in it."""

    id: str
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    language: str
    text: str
    sentences: tuple[WireSentence, ...]
    actors: tuple[WireActor, ...]
    quotes: tuple[WireQuote, ...]
    framing: tuple[WireFraming, ...]
    sentence_scores: tuple[WireSentenceScore, ...]
    frames: tuple[WireFrame, ...]
    portrayals: tuple[WirePortrayal, ...]
    relations: tuple[WireRelation, ...]


@dataclass(frozen=True, slots=True)
class WirePerspective:
    """Whose view a summary takes; `about` is an actor id or an outlet, else null."""

    kind: PerspectiveKind
    about: str | None


@dataclass(frozen=True, slots=True)
class WireSummarySentence:
    """One sentence of a summary; `support` says how well its evidence carries it.

    If `trimmed`, words of the source between the first ranges of evidence were left out.
    `voice` tells in an actor's summary whose words it is, `speaker` and `source` who says it.
    """

    text: str
    evidence: tuple[WireEvidence, ...]
    support: Unit
    trimmed: bool
    voice: SummaryVoice | None
    speaker: str | None
    source: WireEvidence | None


@dataclass(frozen=True, slots=True)
class WireSummaryRange:
    """Half-open range [start, end) of code points of a sentence of the summary, from 0."""

    sentence: Count
    start: Offset
    end: Offset


@dataclass(frozen=True, slots=True)
class WireLoadedDrift:
    """Loaded words per 100 words here and in the articles; the phrases kept, lost and added."""

    summary: PerHundred
    articles: PerHundred
    kept: tuple[WireEvidence, ...]
    n_lost: Count
    lost: tuple[WireEvidence, ...]
    added: tuple[WireSummaryRange, ...]


@dataclass(frozen=True, slots=True)
class WireQuotedDrift:
    """Share of the words that are quoted, here and in the articles."""

    summary: Unit
    articles: Unit


@dataclass(frozen=True, slots=True)
class WireFrameDrift:
    """A generic frame of the articles, whether the summary shows it, and where it shows."""

    label: str
    kept: bool
    evidence: tuple[WireEvidence, ...]


@dataclass(frozen=True, slots=True)
class WireActorDrift:
    """A main actor, whether the summary names it, and its shares of the quoted words."""

    actor: str
    kept: bool
    voice: WireQuotedDrift
    evidence: tuple[WireEvidence, ...]


@dataclass(frozen=True, slots=True)
class WireDrift:
    """How much of the framing of its articles a summary keeps, loses and adds."""

    articles: tuple[str, ...]
    loaded: WireLoadedDrift
    quoted: WireQuotedDrift
    frames: tuple[WireFrameDrift, ...]
    actors: tuple[WireActorDrift, ...]


@dataclass(frozen=True, slots=True)
class WireSummary:
    """A summary from one perspective; `dropped` counts sentences without evidence.

    `replaced` counts sentences of a generator for which one of the articles stands.
    """

    perspective: WirePerspective
    sentences: tuple[WireSummarySentence, ...]
    dropped: Count
    replaced: Count
    note: str | None
    drift: WireDrift | None


@dataclass(frozen=True, slots=True)
class WireFailure:
    """A stage that could not work on one article."""

    article: str
    stage: str
    message: str


@dataclass(frozen=True, slots=True)
class WireModel:
    """A set of weights and the start of its SHA-256 digest."""

    id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class WireCodebook:
    """A codebook and its version."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class WireGenerator:
    """Who wrote the summaries: its weights and prompts if known, how often it was asked."""

    name: str
    revision: str | None
    prompts: str | None
    requests: Count


@dataclass(frozen=True, slots=True)
class WireNotRun:
    """A layer whose list is empty because its stage did not run on the article."""

    article: str
    layer: Layer


@dataclass(frozen=True, slots=True)
class WireProvenance:
    """What made the report, and what was left out on the way."""

    version: str
    models: tuple[WireModel, ...]
    codebooks: tuple[WireCodebook, ...]
    generator: WireGenerator
    settings: dict[str, str]
    counts: dict[str, Count]
    warnings: tuple[str, ...]
    not_run: tuple[WireNotRun, ...]


@dataclass(frozen=True, slots=True)
class WireReport:
    """Everything the tool says about one article, or several on one event."""

    schema: Literal["summarizer.report/1"]
    articles: tuple[WireArticle, ...]
    summaries: tuple[WireSummary, ...]
    comparison: WireComparison | None
    failures: tuple[WireFailure, ...]
    provenance: WireProvenance
