"""One small article with every layer set by hand, for tests that need no model.

The article has a headline, a credit and a caption; quotes of all three kinds, two of them
without a known speaker; framing marks that are nested, that cross and that share a range.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from summarizer.plainer import Alternative
from summarizer.portrait import Called, Places
from summarizer.types import (
    Actor,
    ActorKind,
    Agency,
    Analysis,
    Article,
    Evidence,
    FrameScore,
    FramingSpan,
    Line,
    LineKind,
    Mention,
    MentionKind,
    Perspective,
    Portrayal,
    Provenance,
    Quote,
    QuoteKind,
    Report,
    Role,
    Sentence,
    SentenceScore,
    Sentiment,
    Span,
    Summary,
    SummarySentence,
)
from tests.drifts import make_drift
from tests.ties import ACTS, make_ties

TITLE = "Dockworkers bring Veldhaven port to a standstill"

BLOCKS: tuple[tuple[LineKind, tuple[str, ...]], ...] = (
    ("headline", (TITLE,)),
    ("credit", ("[Image by Ines Marlow]",)),
    ("caption", ("Cranes stand idle over the terminal on the second day of the strike.",)),
    (
        "body",
        (
            "Around 1,400 dockworkers walked off the job on Monday, plunging the country’s "
            "largest port into chaos.",
            "The Dockers’ Union of Veldhaven (DUV) says its members have been pushed to "
            "breaking point by 14-hour shifts.",
            "“We are not machines, and we will not be treated like machines,” said Marta "
            "Ilves, who leads the union.",
        ),
    ),
    (
        "body",
        (
            "Harbour Lines, which runs the terminal, condemned what it called a “reckless "
            "blockade”.",
            "Its chief executive, Tomas Reiner, said the company had offered a 4 percent raise "
            "in March.",
            "“Every hour of this so-called strike costs the region two million euros,” he told "
            "reporters.",
        ),
    ),
    (
        "body",
        (
            "Exporters warned that the crippling stoppage could ruin small growers.",
            "Fruit is rotting in 300 containers, according to the port authority.",
            "Talks are due to resume on Thursday.",
        ),
    ),
    (
        "body",
        (
            "Police cleared a picket line before dawn, and two strikers were treated for bruises.",
            "Ilves denounced the operation as a brutal show of force.",
            "Residents brought soup to the gates in a heartwarming gesture of support.",
        ),
    ),
)
TEXT = "\n\n".join(" ".join(sentences) for _, sentences in BLOCKS) + "\n"

UNION, WORKERS, ILVES = "actor-1", "actor-2", "actor-3"
COMPANY, REINER = "actor-4", "actor-5"


def span_of(words: str, text: str = TEXT, *, within: str | None = None) -> Span:
    """Return where `words` first stand in `text`, or in the passage `within` of it.

    Raises:
        ValueError: they do not stand there.
    """
    start = text.index(words) if within is None else text.index(within) + within.index(words)
    return Span(start, start + len(words))


def make_article(text: str | None = None, **changes: Any) -> Article:
    """Return the harbour article, or one of `text` alone in which every line is body."""
    if text is None:
        kinds = [kind for kind, _ in BLOCKS]
        harbour = Article(
            id="article-1",
            text=TEXT,
            title=TITLE,
            outlet="Veldhaven Courier",
            url="https://courier.example/harbour-strike",
            published="2024-05-14",
            lines=_lines(TEXT, kinds),
        )
        return replace(harbour, **changes)
    n_lines = sum(1 for line in text.split("\n") if line.strip())
    return replace(Article("article-1", text, lines=_lines(text, ["body"] * n_lines)), **changes)


def make_analysis(article: Article | None = None, **layers: Any) -> Analysis:
    """Return the harbour article with all its layers, except the parse and the encoding.

    Args:
        article: another article with the same text, say with another id or outlet.
        **layers: layers to set otherwise; `None` stands for a stage that did not run.
    """
    analysis = Analysis(
        article=article or make_article(),
        sentences=_sentences(),
        quotes=_quotes(),
        actors=_actors(),
        framing=_framing(),
        sentence_scores=_sentence_scores(),
        frames=(
            FrameScore("economic", 0.71, (_sentences()[0].span,)),
            FrameScore("fairness_and_equality", 0.38),
        ),
        portrayals=_portrayals(),
        relations=make_ties(BLOCKS, (COMPANY, WORKERS, ILVES), quoted=(UNION, REINER)),
        salience=_salience(),
    )
    return replace(analysis, **layers)


def make_report(analysis: Analysis | None = None, **changes: Any) -> Report:
    """Return a report on one article: a neutral summary and two from actors."""
    analysis = analysis or make_analysis()
    counts = (("articles", 1), ("failures", 0), ("sentences_dropped", 1))
    report = Report(
        articles=(analysis,),
        summaries=_summaries(analysis.article.id),
        failures=analysis.failures,
        provenance=Provenance(
            version="0.1.0",
            schema="summarizer.report/1",
            models=(("news-encoder", "0" * 64),),
            codebooks=(("framing", "1"),),
            settings=(("sentences", "3"),),
            counts=counts,
        ),
    )
    return replace(report, **changes)


def _lines(text: str, kinds: list[LineKind]) -> tuple[Line, ...]:
    spans, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return tuple(Line(span, kind) for span, kind in zip(spans, kinds, strict=True))


def _sentences() -> tuple[Sentence, ...]:
    return tuple(Sentence(span_of(words), kind) for kind, block in BLOCKS for words in block)


def _body() -> list[Span]:
    return [sentence.span for sentence in _sentences() if sentence.kind == "body"]


def _actor(
    actor: str, name: str, kind: ActorKind, *mentions: tuple[str, str, MentionKind]
) -> Actor:
    """Return an actor; each of `mentions` is its words, a passage they stand in, its kind."""
    found = [
        Mention(span_of(words, within=within), actor, form) for words, within, form in mentions
    ]
    return Actor(actor, name, kind, tuple(sorted(found, key=lambda mention: mention.span)))


def _actors() -> tuple[Actor, ...]:
    full = "Dockers’ Union of Veldhaven"
    return (
        _actor(
            UNION,
            full,
            "organisation",
            (full, full, "name"),
            ("DUV", "(DUV)", "name"),
            ("the union", "who leads the union", "nominal"),
        ),
        _actor(
            WORKERS,
            "dockworkers",
            "group",
            ("Dockworkers", TITLE, "nominal"),
            ("dockworkers", "1,400 dockworkers", "nominal"),
            ("its members", "says its members", "nominal"),
            ("two strikers", "and two strikers", "nominal"),
        ),
        _actor(
            ILVES,
            "Marta Ilves",
            "person",
            ("Marta Ilves", "said Marta Ilves", "name"),
            ("Ilves", "Ilves denounced", "name"),
        ),
        _actor(
            COMPANY,
            "Harbour Lines",
            "organisation",
            ("Harbour Lines", "Harbour Lines, which", "name"),
            ("the company", "said the company", "nominal"),
        ),
        _actor(
            REINER,
            "Tomas Reiner",
            "person",
            ("Tomas Reiner", "Tomas Reiner, said", "name"),
            ("he", "he told reporters", "pronoun"),
        ),
    )


def _quotes() -> tuple[Quote, ...]:
    """Return all attributions in text order; exporters and port authority are no actors."""
    rows: tuple[tuple[str, str, str, str | None, QuoteKind], ...] = (
        (
            "its members have been pushed to breaking point by 14-hour shifts",
            "says",
            "The Dockers’ Union of Veldhaven (DUV)",
            UNION,
            "indirect",
        ),
        (
            "“We are not machines, and we will not be treated like machines,”",
            "said",
            "Marta Ilves, who leads the union",
            ILVES,
            "direct",
        ),
        ("a “reckless blockade”", "called", "Harbour Lines", COMPANY, "mixed"),
        (
            "the company had offered a 4 percent raise in March",
            "said",
            "Its chief executive, Tomas Reiner",
            REINER,
            "indirect",
        ),
        (
            "“Every hour of this so-called strike costs the region two million euros,”",
            "told",
            "he",
            REINER,
            "direct",
        ),
        (
            "that the crippling stoppage could ruin small growers",
            "warned",
            "Exporters",
            None,
            "indirect",
        ),
        (
            "Fruit is rotting in 300 containers",
            "according to",
            "the port authority",
            None,
            "indirect",
        ),
        ("a brutal show of force", "denounced", "Ilves", ILVES, "mixed"),
    )
    return tuple(_quote(*row) for row in rows)


def _quote(content: str, cue: str, source: str, speaker: str | None, kind: QuoteKind) -> Quote:
    """Return a quote whose three parts stand in one sentence of the article."""
    whole = next(words for _, block in BLOCKS for words in block if content in words)
    rest = whole.replace(content, "\0" * len(content))
    offset = TEXT.index(whole)
    cue_at, source_at = offset + rest.index(cue), offset + rest.index(source)
    return Quote(
        content=(span_of(content),),
        kind=kind,
        cue=Span(cue_at, cue_at + len(cue)),
        source=Span(source_at, source_at + len(source)),
        speaker=speaker,
        score=0.9,
        act=ACTS.get(cue, "says"),
    )


def _mark(words: str, label: str, score: float, **changes: Any) -> FramingSpan:
    mark = FramingSpan(span_of(words), "framing", label, score, valence="negative")
    return replace(mark, **changes)


def _framing() -> tuple[FramingSpan, ...]:
    """Return marks that are nested (chaos), cross (stoppage) and share a range (blockade)."""
    company = {"voice": "quoted", "speaker": COMPANY, "target": WORKERS}
    plainer = Alternative(span_of("chaos"), "disorder", "A Guide")
    return (
        _mark("standstill", "economic_harm", 0.58, target=WORKERS),
        _mark(
            "plunging the country’s largest port into chaos", "economic_harm", 0.81, target=WORKERS
        ),
        _mark("chaos", "loaded_other", 0.66, alternative=plainer),
        _mark("pushed to breaking point", "human_suffering", 0.74, voice="quoted", speaker=UNION),
        _mark("reckless blockade", "blame_accusation", 0.88, **company),
        _mark("reckless blockade", "delegitimation", 0.61, **company),
        _mark(
            "so-called strike",
            "delegitimation",
            0.83,
            voice="quoted",
            speaker=REINER,
            target=WORKERS,
        ),
        _mark("crippling stoppage", "economic_harm", 0.79, voice="quoted"),
        _mark("stoppage could ruin small growers", "threat_danger", 0.64, voice="quoted"),
        _mark("brutal show of force", "brutality_terror", 0.84, voice="quoted", speaker=ILVES),
        _mark("heartwarming gesture of support", "heroism_praise", 0.77, valence="positive"),
    )


def _sentence_scores() -> tuple[SentenceScore, ...]:
    loaded = (0.93, 0.62, 0.41, 0.78, 0.12, 0.57, 0.71, 0.22, 0.03, 0.18, 0.69, 0.74)
    ranks = (1, 3, 6, 2, 4, 8, 7, 11, 5, 9, 10, 12)
    salience = [s for s in _salience() if s]
    rows = zip(_body(), loaded, salience, ranks, strict=True)
    return tuple(SentenceScore(*row) for row in rows)


def _salience() -> tuple[float, ...]:
    body = iter((0.95, 0.72, 0.55, 0.81, 0.66, 0.48, 0.52, 0.35, 0.61, 0.44, 0.39, 0.15))
    return tuple(next(body) if s.kind == "body" else 0.0 for s in _sentences())


def _portrayals() -> tuple[Portrayal, ...]:
    positive = Sentiment("positive", 0.58, negative=0.14, neutral=0.28, positive=0.58)
    neutral = Sentiment("neutral", 0.64, negative=0.21, neutral=0.64, positive=0.15)
    negative = Sentiment("negative", 0.67, negative=0.67, neutral=0.25, positive=0.08)
    rows = (
        (UNION, neutral, Role("protagonist", 0.55), Agency(1, 0), 0.17, 0.24),
        (WORKERS, negative, Role("victim", 0.52), Agency(1, 1, agentless=2), 0.0, 0.31),
        (ILVES, positive, Role("protagonist", 0.61), Agency(3, 0), 0.24, 0.15),
        (COMPANY, negative, Role("antagonist", 0.49), Agency(3, 0), 0.05, 0.18),
        (REINER, neutral, Role("none", 0.57), Agency(2, 0), 0.34, 0.12),
    )
    mentions = {actor.id: tuple(m.span for m in actor.mentions) for actor in _actors()}
    return tuple(
        Portrayal(
            *row,
            evidence=mentions[row[0]],
            direct_share=round(row[4] / 2, 2),
            places=Places(headline=1, lead=1, body=len(mentions[row[0]]), first=2),
            called=(Called(mentions[row[0]][0], "name", 2),),
        )
        for row in rows
    )


def _summaries(article: str) -> tuple[Summary, ...]:
    def sentence(index: int, support: float, speaker: str = "") -> SummarySentence:
        span = _body()[index]
        return SummarySentence(speaker + span.of(TEXT), (Evidence(article, span),), support)

    return (
        Summary(
            Perspective("neutral"),
            (sentence(3, 0.81), sentence(4, 0.66), sentence(8, 0.61)),
            dropped=1,
            drift=make_drift(article, span_of, {"kept": COMPANY, "lost": ILVES}),
        ),
        Summary(Perspective("actor", UNION), (sentence(1, 0.88), sentence(2, 0.7))),
        Summary(
            Perspective("actor", COMPANY),
            (sentence(3, 0.9), sentence(5, 0.73, "[Tomas Reiner:] ")),
        ),
        Summary(
            Perspective("actor", WORKERS),
            (sentence(0, 0.84), sentence(9, 0.6)),
            note="The article does not quote dockworkers.",
        ),
    )
