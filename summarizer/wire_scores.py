"""Scores of sentences, in and out of the public JSON."""

from __future__ import annotations

from summarizer.types import SentenceScore, Span
from summarizer.wire_basics import rounded
from summarizer.wire_types import WireSentenceScore


def score_out(score: SentenceScore) -> WireSentenceScore:
    """Return `score` as the JSON has it."""
    salience = None if score.salience is None else rounded(score.salience)
    return WireSentenceScore(
        score.span.start, score.span.end, rounded(score.loaded), salience, score.rank
    )


def score_in(wire: WireSentenceScore) -> SentenceScore:
    """Return what `score_out` wrote."""
    return SentenceScore(Span(wire.start, wire.end), wire.loaded, wire.salience, wire.rank)
