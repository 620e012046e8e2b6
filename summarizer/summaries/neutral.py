"""The neutral summary: what matters most, in the article's least loaded sentences."""

from __future__ import annotations

from dataclasses import replace

from summarizer.length import Words
from summarizer.quotations import find_overlapping
from summarizer.summaries.select import Floats, Material, compose, gather
from summarizer.summaries.standalone import word_plainly
from summarizer.types import Analysis, Perspective, Span, Summary

# How much of its relevance a sentence loses if the outlet surely words it in a loaded way.
# These costs and the gain are what did best on NeuS dev (docs/how-it-works.md).
_LOADED_COST = 0.6
_PHRASE_COST = 0.8
# Speech alone says how a party sees things, not what happened.
_SPEECH_COST = 0.2
# What the first sentence gains over its salience; the second gains half of that, and so on.
_PLACE_GAIN = 0.2


def neutral_summary(analysis: Analysis, similarity: Floats, n: int) -> Summary:
    """Return the `n` most salient, least loaded, least alike sentences, or all there are.

    Args:
        analysis: with sentences and salience; sentence scores, framing and quotes count
            where there are.
        similarity: `[sentences, sentences]`, cosine of the sentences.
        n: number of sentences, 1 or more.

    Raises:
        PipelineError: a layer is missing, or sizes do not fit.
        SettingsError: `n` is below 1.
    """
    return summarize_neutrally(gather(analysis, similarity, sides=False), n)


def summarize_neutrally(material: Material, n: int, *, words: Words | None = None) -> Summary:
    """Return what `neutral_summary` does, from material that is gathered already.

    A side remark in which the outlet's own loaded words stand is left out where the sentence
    can do without it.
    """
    material = _plainly(material)
    loaded = {s.span: s.loaded for s in material.analysis.sentence_scores or ()}
    ranks = {at: rank for rank, at in enumerate(sorted(material.wordings), 1)}
    relevance = {
        at: (float(material.salience[at]) + _PLACE_GAIN / ranks[at])
        * _plainness(material, at, loaded.get(wording.sentence, 0.0))
        for at, wording in material.wordings.items()
    }
    note = None if relevance else "The article has no body text to summarise."
    return compose(material, relevance, n, Perspective("neutral"), note=note, words=words)


def _plainly(material: Material) -> Material:
    """Return `material` with its sentences in plainer wordings, and the phrases left in them."""
    spans = {at: [p.span for p in phrases] for at, phrases in material.phrases.items()}
    plain = word_plainly(material.source, material.wordings, spans)
    left = {
        at: tuple(p for p in material.phrases[at] if wording.says(p.span))
        for at, wording in plain.items()
    }
    return replace(
        material,
        wordings={**material.wordings, **plain},
        phrases={**material.phrases, **left},
    )


def _plainness(material: Material, at: int, loaded: float) -> float:
    """Return 1 for a factual sentence, less the more loaded it is in the outlet's voice."""
    span = material.wordings[at].sentence
    plainness = 1.0 - _LOADED_COST * loaded * (1.0 - _quoted_share(material, span))
    for phrase in material.phrases.get(at, ()):
        plainness *= 1.0 - _PHRASE_COST * phrase.score
    return plainness * (1.0 - _SPEECH_COST * material.wordings[at].is_quotation)


def _quoted_share(material: Material, span: Span) -> float:
    """Return the share of the characters of `span` that stand in quotation marks."""
    quotations = material.source.quotations
    quoted = sum(
        min(quotations[at].span.end, span.end) - max(quotations[at].span.start, span.start)
        for at in find_overlapping(quotations, span)
    )
    return quoted / (span.end - span.start)
