"""Whatever a report holds, it is written and read back with the same words at the same places."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.portrait import Called, CalledKind, Places
from summarizer.types import (
    Actor,
    ActorKind,
    Agency,
    Analysis,
    Article,
    Evidence,
    Failure,
    FrameScore,
    FramingSpan,
    LineKind,
    Mention,
    MentionKind,
    Perspective,
    PerspectiveKind,
    Portrayal,
    Provenance,
    Quote,
    QuoteKind,
    Report,
    Role,
    RoleName,
    Sentence,
    SentenceScore,
    Sentiment,
    SentimentName,
    Span,
    Summary,
    SummarySentence,
    SummaryVoice,
    Valence,
    Voice,
)
from summarizer.wire import report_from_json, report_to_json
from tests.factories import make_report

LENGTH = 30
IDS = ("actor-1", "actor-2")


def one_of(kinds: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(kinds))


def few(items: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=2).map(tuple)


def layer(items: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...] | None]:
    return st.none() | few(items)


def sentiment(label: SentimentName, score: float) -> Sentiment:
    """Return what the reader makes of a label and a score."""
    score = round(score, 4)
    shares = dict.fromkeys(get_args(SentimentName), (1 - score) / 2) | {label: score}
    return Sentiment(label, score, **shares)


def actor(name: str, kind: ActorKind, found: list[tuple[Span, MentionKind]]) -> Actor:
    return Actor(name, name.title(), kind, tuple(Mention(s, name, k) for s, k in found))


WORDS = st.text(max_size=8)
SCORES = st.floats(0, 1)
COUNTS = st.integers(0, 99)
SPANS = st.sampled_from([Span(i, j) for i in range(LENGTH) for j in range(i + 1, LENGTH + 1)])
SPEAKERS = st.none() | st.sampled_from(IDS)
PAIRS = st.dictionaries(WORDS, WORDS, max_size=2).map(lambda d: tuple(d.items()))
FAILURES = few(st.builds(Failure, st.just("article-1"), WORDS, WORDS))

ARTICLES = st.builds(
    Article,
    id=st.just("article-1"),
    text=st.text(min_size=LENGTH, max_size=LENGTH),
    title=st.none() | WORDS,
    outlet=st.none() | WORDS,
    url=st.none() | WORDS,
    published=st.none() | WORDS,
    language=WORDS,
    lines=st.just(()),
    warnings=st.just(()),
)
MENTIONS = st.lists(st.tuples(SPANS, one_of(MentionKind)), max_size=2)
ACTORS = st.tuples(*(st.builds(actor, st.just(i), one_of(ActorKind), MENTIONS) for i in IDS))
QUOTES = st.builds(
    Quote,
    content=few(SPANS),
    kind=one_of(QuoteKind),
    cue=st.none() | SPANS,
    source=st.none() | SPANS,
    speaker=SPEAKERS,
    score=st.just(1.0),
)
FRAMING = st.builds(
    FramingSpan,
    span=SPANS,
    codebook=WORDS,
    label=WORDS,
    score=SCORES,
    valence=st.none() | one_of(Valence),
    target=SPEAKERS,
    voice=one_of(Voice),
    speaker=SPEAKERS,
)
PORTRAYALS = st.builds(
    Portrayal,
    actor=st.sampled_from(IDS),
    sentiment=st.builds(sentiment, one_of(SentimentName), SCORES),
    role=st.builds(Role, one_of(RoleName), SCORES),
    agency=st.builds(Agency, COUNTS, COUNTS, COUNTS, COUNTS),
    direct_share=SCORES,
    places=st.builds(Places, COUNTS, COUNTS, COUNTS, COUNTS, st.none() | COUNTS),
    called=few(st.builds(Called, SPANS, one_of(CalledKind), COUNTS, one_of(Voice), SPEAKERS)),
    voice_share=SCORES,
    prominence=SCORES,
    evidence=few(SPANS),
)
EVIDENCE = st.builds(Evidence, st.just("article-1"), SPANS)
SUMMARIES = st.builds(
    Summary,
    perspective=st.builds(Perspective, one_of(PerspectiveKind), st.none() | WORDS),
    sentences=few(
        st.builds(
            SummarySentence,
            WORDS,
            few(EVIDENCE),
            SCORES,
            voice=st.none() | one_of(SummaryVoice),
            speaker=SPEAKERS,
            source=st.none() | EVIDENCE,
        )
    ),
    dropped=COUNTS,
    note=st.none() | WORDS,
)
PROVENANCE = st.builds(
    Provenance,
    version=WORDS,
    schema=st.just("summarizer.report/1"),
    models=PAIRS,
    codebooks=PAIRS,
    settings=PAIRS,
    counts=st.dictionaries(WORDS, COUNTS, max_size=2).map(lambda d: tuple(d.items())),
    warnings=few(WORDS),
)
ANALYSES = st.builds(
    Analysis,
    article=ARTICLES,
    sentences=layer(st.builds(Sentence, SPANS, one_of(LineKind))),
    parse=st.none(),
    encoding=st.none(),
    quotes=layer(QUOTES),
    actors=ACTORS,
    framing=layer(FRAMING),
    sentence_scores=layer(st.builds(SentenceScore, SPANS, SCORES)),
    frames=layer(st.builds(FrameScore, WORDS, SCORES)),
    portrayals=layer(PORTRAYALS),
    salience=st.none(),
    failures=FAILURES,
)
# Only what the JSON has a field for, so that nothing may differ after reading.
REPORTS = st.builds(
    lambda analysis, summaries, provenance: Report(
        (analysis,), summaries, analysis.failures, provenance
    ),
    ANALYSES,
    few(SUMMARIES),
    PROVENANCE,
)


def rounded(value: Any) -> Any:
    """Return `value` with every score inside it rounded to four decimals."""
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, tuple):
        return tuple(rounded(item) for item in value)
    if isinstance(value, Sentiment) or not hasattr(value, "__dataclass_fields__"):
        return value
    changes = {name: rounded(getattr(value, name)) for name in value.__dataclass_fields__}
    return replace(value, **changes)


def floats_in(value: Any) -> list[float]:
    if isinstance(value, float):
        return [value]
    items = value.values() if isinstance(value, dict) else value
    return [f for item in items for f in floats_in(item)] if isinstance(value, dict | list) else []


@settings(max_examples=25)
@given(REPORTS)
def test_what_is_written_reads_back_and_is_written_the_same(report: Report) -> None:
    raw = report_to_json(report)
    back = report_from_json(raw, "a test")

    assert back == rounded(report)
    assert report_to_json(back) == raw
    assert all(score == round(score, 4) for score in floats_in(json.loads(raw)))


RAW = make_report().to_json().encode()


@given(st.integers(0, len(RAW) - 1), st.integers(0, 40), st.binary(max_size=6))
def test_damaged_json_is_read_or_refused_with_one_line(at: int, n_cut: int, put: bytes) -> None:
    damaged = RAW[:at] + put + RAW[at + n_cut :]
    try:
        said = report_from_json(damaged, "damaged.json").to_text()
    except InputError as refused:
        said = str(refused)

    assert said.startswith("damaged.json: ") == ("\n" not in said)
