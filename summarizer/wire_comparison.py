"""The comparison of a report, in and out of JSON, with what its shapes cannot rule out."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.comparison import (
    ActorRef,
    Comparison,
    Contrast,
    ContrastValue,
    Difference,
    Duplicate,
    Fact,
    Figure,
    FigureValue,
    Omission,
    PairInterval,
    Statement,
    StoryActor,
    Wording,
    WordingPhrase,
)
from summarizer.types import Evidence, Report, Span
from summarizer.wire_basics import (
    WireEvidence,
    range_in,
    range_or_none,
    range_out,
    rounded,
    span_or_none,
)
from summarizer.wire_comparison_types import (
    WireActorRef,
    WireComparison,
    WireContrast,
    WireContrastValue,
    WireDifference,
    WireDuplicate,
    WireFact,
    WireFigure,
    WireFigureValue,
    WireOmission,
    WirePairInterval,
    WireStatement,
    WireStoryActor,
    WireWording,
    WireWordingPhrase,
)


def comparison_out(comparison: Comparison) -> WireComparison:
    """Return `comparison` as it is written."""
    return WireComparison(
        events=comparison.events,
        duplicates=tuple(
            WireDuplicate(d.first, d.second, rounded(d.overlap)) for d in comparison.duplicates
        ),
        actors=tuple(_actor_out(actor) for actor in comparison.actors),
        facts=tuple(_fact_out(fact) for fact in comparison.facts),
        figures=tuple(_figure_out(figure) for figure in comparison.figures),
        wordings=tuple(_wording_out(wording) for wording in comparison.wordings),
        contrasts=tuple(_contrast_out(contrast) for contrast in comparison.contrasts),
        differences=tuple(
            WireDifference(
                d.first, d.second, d.text, tuple(map(_evidence_out, d.evidence)), d.basis
            )
            for d in comparison.differences
        ),
        notes=comparison.notes,
    )


def comparison_in(wire: WireComparison) -> Comparison:
    """Return the comparison that was written as `wire`."""
    return Comparison(
        events=wire.events,
        duplicates=tuple(Duplicate(d.first, d.second, d.overlap) for d in wire.duplicates),
        actors=tuple(
            StoryActor(a.id, a.name, a.kind, tuple(ActorRef(m.article, m.actor) for m in a.members))
            for a in wire.actors
        ),
        facts=tuple(_fact_in(fact) for fact in wire.facts),
        figures=tuple(_figure_in(figure) for figure in wire.figures),
        wordings=tuple(_wording_in(wording) for wording in wire.wordings),
        contrasts=tuple(_contrast_in(contrast) for contrast in wire.contrasts),
        differences=tuple(
            Difference(d.first, d.second, d.text, tuple(map(_evidence_in, d.evidence)), d.basis)
            for d in wire.differences
        ),
        notes=wire.notes,
    )


def comparison_problems(report: Report) -> Iterator[str]:
    """Yield the references and ranges of the comparison that the articles do not have."""
    comparison = report.comparison
    if comparison is None:
        return
    lengths = {a.article.id: len(a.article.text) for a in report.articles}
    for article, span in _ranges(comparison):
        if article not in lengths:
            yield f"comparison: no article has the id {article!r}"
        elif span is not None and span.end > lengths[article]:
            yield f"comparison: {span} ends after the text of {article!r} ({lengths[article]})"
    known = {(a.article.id, actor.id) for a in report.articles for actor in a.actors or ()}
    story = {actor.id for actor in comparison.actors}
    for actor in comparison.actors:
        for member in actor.members:
            if (member.article, member.actor) not in known:
                yield f"comparison: {member.article!r} has no actor {member.actor!r}"
    for name in _story_actors(comparison):
        if name not in story:
            yield f"comparison: no story actor has the id {name!r}"


def _ranges(comparison: Comparison) -> Iterator[tuple[str, Span | None]]:
    """Yield every article that is named, with the range if one is given."""
    yield from ((article, None) for event in comparison.events for article in event)
    for fact in comparison.facts:
        yield fact.source.article, fact.source.span
        yield from ((s.article, s.span) for s in fact.evidence)
        yield from ((o.article, o.nearest) for o in fact.omitted_by)
    for value in (v for figure in comparison.figures for v in figure.values):
        yield from ((value.article, s) for s in (value.span, value.sentence, value.given_by))
    yield from ((p.article, p.span) for wording in comparison.wordings for p in wording.phrases)
    for contrast in comparison.contrasts:
        for measured in contrast.values:
            yield from ((measured.article, s) for s in (None, *measured.evidence))
    pairs: list[Difference | Duplicate | PairInterval] = []
    pairs += [*comparison.differences, *comparison.duplicates]
    pairs += [p for contrast in comparison.contrasts for p in contrast.pairs]
    yield from ((name, None) for pair in pairs for name in (pair.first, pair.second))
    yield from ((e.article, e.span) for d in comparison.differences for e in d.evidence)


def _story_actors(comparison: Comparison) -> Iterator[str]:
    yield from (name for fact in comparison.facts for name in fact.actors)
    yield from (wording.actor for wording in comparison.wordings if wording.actor is not None)


def _evidence_out(evidence: Evidence) -> WireEvidence:
    return WireEvidence(evidence.article, evidence.span.start, evidence.span.end)


def _evidence_in(wire: WireEvidence) -> Evidence:
    return Evidence(wire.article, Span(wire.start, wire.end))


def _actor_out(actor: StoryActor) -> WireStoryActor:
    members = tuple(WireActorRef(m.article, m.actor) for m in actor.members)
    return WireStoryActor(actor.id, actor.name, actor.kind, members)


def _fact_out(fact: Fact) -> WireFact:
    return WireFact(
        id=fact.id,
        statement=fact.statement,
        source=_evidence_out(fact.source),
        evidence=tuple(
            WireStatement(s.article, s.span.start, s.span.end, rounded(s.score))
            for s in fact.evidence
        ),
        omitted_by=tuple(
            WireOmission(o.article, rounded(o.probability), range_or_none(o.nearest))
            for o in fact.omitted_by
        ),
        coverage=fact.coverage,
        conflicting=fact.conflicting,
        actors=fact.actors,
    )


def _fact_in(wire: WireFact) -> Fact:
    return Fact(
        id=wire.id,
        statement=wire.statement,
        source=_evidence_in(wire.source),
        evidence=tuple(Statement(s.article, Span(s.start, s.end), s.score) for s in wire.evidence),
        omitted_by=tuple(
            Omission(o.article, o.probability, span_or_none(o.nearest)) for o in wire.omitted_by
        ),
        coverage=wire.coverage,
        conflicting=wire.conflicting,
        actors=wire.actors,
    )


def _figure_out(figure: Figure) -> WireFigure:
    values = tuple(
        WireFigureValue(
            article=v.article,
            start=v.span.start,
            end=v.span.end,
            sentence=range_out(v.sentence),
            low=v.low,
            high=v.high,
            given_by=range_or_none(v.given_by),
        )
        for v in figure.values
    )
    return WireFigure(figure.id, figure.quantity, figure.kind, figure.differ, values)


def _figure_in(wire: WireFigure) -> Figure:
    values = tuple(
        FigureValue(
            article=v.article,
            span=Span(v.start, v.end),
            sentence=range_in(v.sentence),
            low=v.low,
            high=v.high,
            given_by=span_or_none(v.given_by),
        )
        for v in wire.values
    )
    return Figure(wire.id, wire.quantity, wire.kind, values, wire.differ)


def _wording_out(wording: Wording) -> WireWording:
    phrases = tuple(
        WireWordingPhrase(
            p.article, p.span.start, p.span.end, p.count, rounded(p.loaded), p.valence, p.label
        )
        for p in wording.phrases
    )
    return WireWording(wording.id, wording.referent, wording.kind, wording.actor, phrases)


def _wording_in(wire: WireWording) -> Wording:
    phrases = tuple(
        WordingPhrase(p.article, Span(p.start, p.end), p.count, p.loaded, p.valence, p.label)
        for p in wire.phrases
    )
    return Wording(wire.id, wire.referent, wire.kind, phrases, wire.actor)


def _contrast_out(contrast: Contrast) -> WireContrast:
    values = tuple(
        WireContrastValue(
            v.article,
            rounded(v.value),
            rounded(v.low),
            rounded(v.high),
            tuple(map(range_out, v.evidence)),
        )
        for v in contrast.values
    )
    pairs = tuple(
        WirePairInterval(p.first, p.second, *map(rounded, (p.difference, p.low, p.high)))
        for p in contrast.pairs
    )
    return WireContrast(contrast.id, contrast.dimension, contrast.about, values, pairs)


def _contrast_in(wire: WireContrast) -> Contrast:
    values = tuple(
        ContrastValue(v.article, v.value, v.low, v.high, tuple(map(range_in, v.evidence)))
        for v in wire.values
    )
    pairs = tuple(PairInterval(p.first, p.second, p.difference, p.low, p.high) for p in wire.pairs)
    return Contrast(wire.id, wire.dimension, wire.about, values, pairs)
