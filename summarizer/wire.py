"""JSON in and out: the public, versioned form of a report (docs/report.md).

What the JSON has no field for is not in a report that was read back: the lines and warnings
of an article, and a quote's score. Of the three sentiment probabilities it holds the winner's;
the other two get half of the rest each.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter, ValidationError

from summarizer.errors import InputError, SpanError
from summarizer.plainer import Alternative
from summarizer.report import SCHEMA
from summarizer.types import (
    Actor,
    Analysis,
    Article,
    Failure,
    FrameScore,
    FramingSpan,
    Mention,
    Report,
    Sentence,
    Span,
)
from summarizer.wire_basics import range_out, rounded
from summarizer.wire_comparison import (
    comparison_in,
    comparison_out,
    comparison_problems,
)
from summarizer.wire_portrayals import portrayal_in, portrayal_out
from summarizer.wire_provenance import provenance_in, provenance_out
from summarizer.wire_relations import quote_in, quote_out, relation_in, relation_out
from summarizer.wire_scores import score_in, score_out
from summarizer.wire_summaries import summary_in, summary_out, summary_problems
from summarizer.wire_types import (
    Layer,
    WireActor,
    WireAlternative,
    WireArticle,
    WireFailure,
    WireFrame,
    WireFraming,
    WireMention,
    WireReport,
    WireSentence,
)

_REPORT = TypeAdapter(WireReport)


def report_to_json(report: Report) -> str:
    """Return the report as JSON: keys in the order of the schema, one line feed at the end.

    Scores have at most four decimals; equal reports give equal bytes.
    """
    raw = _REPORT.dump_json(_report_out(report), indent=2, warnings="error")
    return raw.decode() + "\n"


def report_from_json(raw: bytes | str, source: str) -> Report:
    """Return the report in `raw`, which was read from `source`.

    Raises:
        InputError: not JSON, not of this schema, a range outside its text, or a reference
            to an article or actor that is not there; the message names the place.
    """
    try:
        wire = _REPORT.validate_json(raw, strict=True, extra="forbid")
        report = _report_in(wire)
    except ValidationError as exc:
        first = exc.errors()[0]
        where = ".".join(map(str, first["loc"])) or "report"
        raise InputError(f"{source}: {where}: {first['msg']}") from exc
    except SpanError as exc:
        raise InputError(f"{source}: {exc}") from exc
    if problem := next(_problems(report), None):
        raise InputError(f"{source}: {problem}")
    return report


def report_schema() -> str:
    """Return the JSON Schema of the report, as docs/report.schema.json holds it."""
    schema = _REPORT.json_schema(mode="serialization")
    for part in (schema, *schema["$defs"].values()):
        if "properties" in part:
            part["additionalProperties"] = False
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA}
    return json.dumps({**head, **schema}, indent=2) + "\n"


def _report_out(report: Report) -> WireReport:
    return WireReport(
        schema=SCHEMA,
        articles=tuple(_article_out(a) for a in report.articles),
        summaries=tuple(summary_out(s) for s in report.summaries),
        comparison=None if report.comparison is None else comparison_out(report.comparison),
        failures=tuple(WireFailure(f.article_id, f.stage, f.message) for f in report.failures),
        provenance=provenance_out(report),
    )


def _article_out(analysis: Analysis) -> WireArticle:
    article = analysis.article
    return WireArticle(
        id=article.id,
        title=article.title,
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        language=article.language,
        text=article.text,
        sentences=tuple(
            WireSentence(s.span.start, s.span.end, s.kind) for s in analysis.sentences or ()
        ),
        actors=tuple(_actor_out(a) for a in analysis.actors or ()),
        quotes=tuple(quote_out(q) for q in analysis.quotes or ()),
        framing=tuple(_framing_out(f) for f in analysis.framing or ()),
        sentence_scores=tuple(map(score_out, analysis.sentence_scores or ())),
        frames=tuple(
            WireFrame(f.label, rounded(f.score), tuple(map(range_out, f.evidence)))
            for f in analysis.frames or ()
        ),
        portrayals=tuple(portrayal_out(p) for p in analysis.portrayals or ()),
        relations=tuple(map(relation_out, analysis.relations or ())),
    )


def _actor_out(actor: Actor) -> WireActor:
    mentions = tuple(WireMention(m.span.start, m.span.end, m.kind) for m in actor.mentions)
    return WireActor(actor.id, actor.name, actor.kind, mentions)


def _framing_out(mark: FramingSpan) -> WireFraming:
    return WireFraming(
        start=mark.span.start,
        end=mark.span.end,
        codebook=mark.codebook,
        label=mark.label,
        score=rounded(mark.score),
        valence=mark.valence,
        target=mark.target,
        voice=mark.voice,
        speaker=mark.speaker,
        label_score=None if mark.label_score is None else rounded(mark.label_score),
        alternative=None if mark.alternative is None else _alternative_out(mark.alternative),
    )


def _alternative_out(plainer: Alternative) -> WireAlternative:
    return WireAlternative(
        plainer.span.start, plainer.span.end, plainer.text, source=plainer.source
    )


def _report_in(wire: WireReport) -> Report:
    not_run = {(gap.article, gap.layer) for gap in wire.provenance.not_run}
    return Report(
        articles=tuple(_analysis_in(article, not_run, wire) for article in wire.articles),
        summaries=tuple(summary_in(s) for s in wire.summaries),
        failures=tuple(_failure_in(f) for f in wire.failures),
        comparison=None if wire.comparison is None else comparison_in(wire.comparison),
        provenance=provenance_in(wire.provenance, SCHEMA),
    )


def _analysis_in(wire: WireArticle, not_run: set[tuple[str, Layer]], whole: WireReport) -> Analysis:
    layers: dict[str, Any] = {
        "sentences": tuple(Sentence(Span(s.start, s.end), s.kind) for s in wire.sentences),
        "actors": tuple(_actor_in(a) for a in wire.actors),
        "quotes": tuple(quote_in(q) for q in wire.quotes),
        "framing": tuple(_framing_in(f) for f in wire.framing),
        "sentence_scores": tuple(map(score_in, wire.sentence_scores)),
        "frames": tuple(
            FrameScore(f.label, f.score, tuple(Span(e.start, e.end) for e in f.evidence))
            for f in wire.frames
        ),
        "portrayals": tuple(portrayal_in(p) for p in wire.portrayals),
        "relations": tuple(map(relation_in, wire.relations)),
    }
    ran = {name: layer for name, layer in layers.items() if (wire.id, name) not in not_run}
    failures = tuple(_failure_in(f) for f in whole.failures if f.article == wire.id)
    return Analysis(article=_article_in(wire), failures=failures, **ran)


def _article_in(wire: WireArticle) -> Article:
    return Article(
        id=wire.id,
        text=wire.text,
        title=wire.title,
        outlet=wire.outlet,
        url=wire.url,
        published=wire.published,
        language=wire.language,
    )


def _actor_in(wire: WireActor) -> Actor:
    mentions = tuple(Mention(Span(m.start, m.end), wire.id, m.kind) for m in wire.mentions)
    return Actor(wire.id, wire.name, wire.kind, mentions)


def _framing_in(wire: WireFraming) -> FramingSpan:
    return FramingSpan(
        span=Span(wire.start, wire.end),
        codebook=wire.codebook,
        label=wire.label,
        score=wire.score,
        valence=wire.valence,
        target=wire.target,
        voice=wire.voice,
        speaker=wire.speaker,
        label_score=wire.label_score,
        alternative=None if wire.alternative is None else _alternative_in(wire.alternative),
    )


def _alternative_in(wire: WireAlternative) -> Alternative:
    return Alternative(Span(wire.start, wire.end), wire.text, wire.source)


def _failure_in(wire: WireFailure) -> Failure:
    return Failure(wire.article, wire.stage, wire.message)


def _problems(report: Report) -> Iterator[str]:
    """Yield what the types cannot rule out: ranges past the text, ids that name nothing."""
    lengths = {a.article.id: len(a.article.text) for a in report.articles}
    if len(lengths) < len(report.articles):
        yield "two articles have the same id"
    for analysis in report.articles:
        article = analysis.article
        known = {actor.id for actor in analysis.actors or ()}
        for span in _spans(analysis):
            if span.end > len(article.text):
                yield f"article {article.id!r}: {span} ends after its text ({len(article.text)})"
        for name in _references(analysis):
            if name not in known:
                yield f"article {article.id!r}: no actor has the id {name!r}"
    yield from summary_problems(report)
    yield from comparison_problems(report)


def _spans(analysis: Analysis) -> Iterator[Span]:
    for layer in (analysis.sentences, analysis.framing, analysis.sentence_scores):
        yield from (item.span for item in layer or ())
    for mark in analysis.framing or ():
        yield from () if mark.alternative is None else (mark.alternative.span,)
    for actor in analysis.actors or ():
        yield from (mention.span for mention in actor.mentions)
    for quote in analysis.quotes or ():
        yield from (span for span in (*quote.content, quote.cue, quote.source) if span is not None)
    for portrayal in analysis.portrayals or ():
        yield from portrayal.evidence
        yield from (called.span for called in portrayal.called)
    for relation in analysis.relations or ():
        yield from (relation.cue, *relation.evidence)


def _references(analysis: Analysis) -> Iterator[str]:
    ids = [quote.speaker for quote in analysis.quotes or ()]
    ids += [name for mark in analysis.framing or () for name in (mark.target, mark.speaker)]
    ids += [portrayal.actor for portrayal in analysis.portrayals or ()]
    ids += [called.speaker for each in analysis.portrayals or () for called in each.called]
    for relation in analysis.relations or ():
        ids += [relation.actor, relation.target, relation.speaker]
    yield from (name for name in ids if name is not None)
