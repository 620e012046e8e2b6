"""Portrayals in the public JSON: values → shapes, and back."""

from __future__ import annotations

from summarizer.portrait import Called, Places
from summarizer.types import Agency, Portrayal, Role, Sentiment, SentimentName, Span
from summarizer.wire_basics import WireRange, rounded
from summarizer.wire_types import (
    WireAgency,
    WireCalled,
    WirePlaces,
    WirePortrayal,
    WireRole,
    WireSentiment,
)


def portrayal_out(portrayal: Portrayal) -> WirePortrayal:
    """Return the shape of a portrayal."""
    sentiment, role, agency = portrayal.sentiment, portrayal.role, portrayal.agency
    where = portrayal.places
    return WirePortrayal(
        actor=portrayal.actor,
        sentiment=WireSentiment(sentiment.label, rounded(sentiment.score)),
        role=WireRole(role.label, rounded(role.score)),
        agency=WireAgency(agency.acts, agency.acted_on, agency.agentless, agency.nominalised),
        voice_share=rounded(portrayal.voice_share),
        direct_share=rounded(portrayal.direct_share),
        prominence=rounded(portrayal.prominence),
        places=WirePlaces(where.headline, where.lead, where.body, where.caption, where.first),
        called=tuple(
            WireCalled(
                start=c.span.start,
                end=c.span.end,
                kind=c.kind,
                count=c.count,
                voice=c.voice,
                speaker=c.speaker,
            )
            for c in portrayal.called
        ),
        evidence=tuple(WireRange(span.start, span.end) for span in portrayal.evidence),
    )


def portrayal_in(wire: WirePortrayal) -> Portrayal:
    """Return the portrayal of a shape."""
    agency, where = wire.agency, wire.places
    return Portrayal(
        actor=wire.actor,
        sentiment=_sentiment_in(wire.sentiment.label, wire.sentiment.score),
        role=Role(wire.role.label, wire.role.score),
        agency=Agency(agency.acts, agency.acted_on, agency.agentless, agency.nominalised),
        voice_share=wire.voice_share,
        prominence=wire.prominence,
        evidence=tuple(Span(e.start, e.end) for e in wire.evidence),
        direct_share=wire.direct_share,
        places=Places(where.headline, where.lead, where.body, where.caption, where.first),
        called=tuple(
            Called(Span(c.start, c.end), c.kind, c.count, c.voice, c.speaker) for c in wire.called
        ),
    )


def _sentiment_in(label: SentimentName, score: float) -> Sentiment:
    rest = (1 - score) / 2
    shares = dict.fromkeys(("negative", "neutral", "positive"), rest) | {label: score}
    return Sentiment(label, score, shares["negative"], shares["neutral"], shares["positive"])
