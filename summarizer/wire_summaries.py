"""Summaries in the public JSON: values → shapes, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from summarizer.drift import ActorDrift, Drift, FrameDrift, SummaryRange
from summarizer.types import Evidence, Perspective, Report, Span, Summary, SummarySentence
from summarizer.wire_basics import WireEvidence, rounded
from summarizer.wire_types import (
    WireActorDrift,
    WireDrift,
    WireFrameDrift,
    WireLoadedDrift,
    WirePerspective,
    WireQuotedDrift,
    WireSummary,
    WireSummaryRange,
    WireSummarySentence,
)


def summary_out(summary: Summary) -> WireSummary:
    """Return the shape of a summary."""
    return WireSummary(
        perspective=WirePerspective(summary.perspective.kind, summary.perspective.about),
        sentences=tuple(
            WireSummarySentence(
                text=s.text,
                evidence=_places_out(s.evidence),
                support=rounded(s.support),
                trimmed=s.is_trimmed,
                voice=s.voice,
                speaker=s.speaker,
                source=None if s.source is None else _places_out([s.source])[0],
            )
            for s in summary.sentences
        ),
        dropped=summary.dropped,
        replaced=summary.replaced,
        note=summary.note,
        drift=None if summary.drift is None else _drift_out(summary.drift),
    )


def summary_in(wire: WireSummary) -> Summary:
    """Return the summary of a shape."""
    return Summary(
        perspective=Perspective(wire.perspective.kind, wire.perspective.about),
        sentences=tuple(
            SummarySentence(
                text=s.text,
                evidence=_places_in(s.evidence),
                support=s.support,
                is_trimmed=s.trimmed,
                voice=s.voice,
                speaker=s.speaker,
                source=None if s.source is None else _places_in([s.source])[0],
            )
            for s in wire.sentences
        ),
        dropped=wire.dropped,
        replaced=wire.replaced,
        note=wire.note,
        drift=None if wire.drift is None else _drift_in(wire.drift),
    )


def summary_problems(report: Report) -> Iterator[str]:
    """Yield what the types cannot rule out: ranges and ids that name nothing."""
    lengths = {a.article.id: len(a.article.text) for a in report.articles}
    actors = {actor.id for a in report.articles for actor in a.actors or ()}
    if report.comparison is not None:
        actors |= {actor.id for actor in report.comparison.actors}
    for summary in report.summaries:
        drift = summary.drift
        places = [e for s in summary.sentences for e in s.evidence]
        places += [s.source for s in summary.sentences if s.source is not None]
        for speaker in (s.speaker for s in summary.sentences):
            if speaker is not None and speaker not in actors:
                yield f"summaries: no actor has the id {speaker!r}"
        for piece in (*places, *(drift.places if drift else ())):
            if piece.span.end > lengths.get(piece.article, 0):
                yield f"summaries: {piece.span} is not a range of an article {piece.article!r}"
        if drift is None:
            continue
        texts = dict(enumerate(sentence.text for sentence in summary.sentences))
        for place in drift.added:
            if place.span.end > len(texts.get(place.sentence, "")):
                yield f"summaries: {place.span} is not a range of sentence {place.sentence}"
        for article in drift.articles:
            if article not in lengths:
                yield f"summaries: no article has the id {article!r}"
        for row in drift.actors:
            if row.actor not in actors:
                yield f"summaries: no actor has the id {row.actor!r}"


def _places_out(places: Iterable[Evidence]) -> tuple[WireEvidence, ...]:
    return tuple(WireEvidence(e.article, e.span.start, e.span.end) for e in places)


def _places_in(places: Iterable[WireEvidence]) -> tuple[Evidence, ...]:
    return tuple(Evidence(e.article, Span(e.start, e.end)) for e in places)


def _drift_out(drift: Drift) -> WireDrift:
    return WireDrift(
        articles=drift.articles,
        loaded=WireLoadedDrift(
            summary=rounded(drift.loaded),
            articles=rounded(drift.source_loaded),
            kept=_places_out(drift.kept),
            n_lost=drift.n_lost,
            lost=_places_out(drift.lost),
            added=tuple(
                WireSummaryRange(a.sentence, a.span.start, a.span.end) for a in drift.added
            ),
        ),
        quoted=WireQuotedDrift(rounded(drift.quoted), rounded(drift.source_quoted)),
        frames=tuple(
            WireFrameDrift(f.label, f.is_kept, _places_out(f.evidence)) for f in drift.frames
        ),
        actors=tuple(
            WireActorDrift(
                actor=a.actor,
                kept=a.is_kept,
                voice=WireQuotedDrift(rounded(a.voice), rounded(a.source_voice)),
                evidence=_places_out(a.evidence),
            )
            for a in drift.actors
        ),
    )


def _drift_in(wire: WireDrift) -> Drift:
    loaded = wire.loaded
    return Drift(
        articles=wire.articles,
        loaded=loaded.summary,
        source_loaded=loaded.articles,
        quoted=wire.quoted.summary,
        source_quoted=wire.quoted.articles,
        kept=_places_in(loaded.kept),
        n_lost=loaded.n_lost,
        lost=_places_in(loaded.lost),
        added=tuple(SummaryRange(a.sentence, Span(a.start, a.end)) for a in loaded.added),
        frames=tuple(FrameDrift(f.label, f.kept, _places_in(f.evidence)) for f in wire.frames),
        actors=tuple(
            ActorDrift(a.actor, a.kept, a.voice.summary, a.voice.articles, _places_in(a.evidence))
            for a in wire.actors
        ),
    )
